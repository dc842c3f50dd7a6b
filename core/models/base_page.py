"""The page every page type grows from."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.models.pages import PagePermissionTester
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from core.live import hidden, restricted
from core.powers import CURATE


def offices_schedule() -> PublishingPanel:
    """Return the panel with the dates of publication, for the office only."""
    panel = PublishingPanel()
    for child in panel.children:
        child.permission = CURATE
    return panel


class BasePageQuerySet(PageQuerySet):
    """One word per audience; rooms refine the words for their own pages."""

    def public(self):
        """Pages that anyone may see: live below live pages, and behind no view restriction."""
        return self.live().exclude(hidden("path")).exclude(restricted("path"))


class BasePage(Page):
    """Title, address and search description, in the form all pages of the site share."""

    objects = PageManager.from_queryset(BasePageQuerySet)()

    shown_with: tuple[str, ...] = ()
    """Names of the foreign keys the page's template shows, read together with the page."""

    is_known_unrestricted = False
    """Set by the routing when neither the page nor anything above it has a view restriction."""

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug", permission=CURATE),
                FieldPanel("seo_title", permission=CURATE),
                FieldPanel("search_description"),
            ],
            heading=_("Alamat dan mesin pencari"),
        )
    ]

    settings_panels = [offices_schedule()]

    class Meta:
        abstract = True

    def get_url_parts(self, request=None):
        """Return the page's address without a language prefix, whoever asks: templates add theirs."""
        with translation.override(settings.LANGUAGE_CODE):
            return super().get_url_parts(request)

    def get_view_restrictions(self):
        """Return the view restrictions on this page and above, without asking again what is known."""
        if self.is_known_unrestricted:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def permissions_for_user(self, user):
        """Return what a person may do with this page, by the policy registered for pages."""
        policy = policy_registry.get(self)
        tester = getattr(policy, "tester", PagePermissionTester)
        return tester(user, self)
