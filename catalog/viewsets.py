"""Admin pages of the room, ready for a menu: `missed_search_viewset`. Whoever builds the menu registers it."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry

from catalog.models import Category
from catalog.reports import MissedSearchView


class _MissedSearchMenuItem(MenuItem):
    """Shown to those who may open the report."""

    def is_shown(self, request):
        policy = policy_registry.get_by_type(Category)
        return policy.user_has_any_permission(request.user, MissedSearchView.any_permission_required)


class MissedSearchViewSet(ViewSet):
    """The report of missed searches as a viewset, so that it can stand in a group."""

    icon = "search"
    menu_label = _("Dicari, belum ada")
    menu_item_class = _MissedSearchMenuItem

    def get_urlpatterns(self):
        """The report, and its results alone for filtering without reload."""
        return [
            path("", MissedSearchView.as_view(), name="index"),
            path("results/", MissedSearchView.as_view(results_only=True), name="index_results"),
        ]


missed_search_viewset = MissedSearchViewSet("missed_searches", url_prefix="dicari")
