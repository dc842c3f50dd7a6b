"""What of the register of aid the administration is told of."""

from django.urls import path
from django.utils import timezone
from wagtail import hooks

from expo.admin.editor_access import EXPO_MENU
from expo.admin.editor_home import EditorPanel
from expo.aid.views import ImportView, SignListView, document
from expo.aid.viewsets import AidGrantViewSet, AidProgrammeViewSet
from expo.domain.aid import ending_aid
from merchants.permissions import is_curator

ROWS = 6
"""How many rows of aid that ends soon the editors' home shows."""

viewsets = [
    AidProgrammeViewSet("expo_aid_programmes", url_prefix="program-bantuan"),
    AidGrantViewSet("expo_aid", url_prefix="bantuan"),
]


@hooks.register("register_admin_viewset")
def aid_viewsets():
    """Register the lists."""
    return viewsets


@hooks.register("register_admin_urls")
def aid_urls():
    """Register what is no viewset."""
    return [
        path("impor-bantuan/", ImportView.as_view(), name="expo_aid_import"),
        path("tanda-terima/<id:programme_id>/", SignListView.as_view(), name="expo_aid_sign_list"),
        path("dokumen-bantuan/<id:grant_id>/", document, name="expo_aid_document"),
    ]


def _menu_item(viewset, order):
    def item():
        """Add the list to the menu "Expo"."""
        return viewset.get_menu_item(order=order)

    return item


for place, viewset in enumerate(viewsets):
    hooks.register(EXPO_MENU, _menu_item(viewset, 700 + place))


class EndingAidPanel(EditorPanel):
    """Aid that ends soon."""

    name = "expo_ending_aid"
    order = 160
    template_name = "expo/aid/ending_panel.html"

    def rows(self, request):
        """Return what ends first, and how many there are."""
        ending = ending_aid(today=timezone.localdate())
        return {"items": list(ending[:ROWS]), "count": ending.count()}


@hooks.register("construct_homepage_panels")
def add_ending_aid(request, panels):
    """Tell the office what ends soon."""
    if is_curator(request.user):
        panels.append(EndingAidPanel())
