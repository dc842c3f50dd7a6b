"""Hooks of the product import: its place in the history, its menu entry, its addresses."""

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from expo.admin.editor_access import EXPO_MENU, CuratorMenuItem
from expo.admin.product_import import ConfirmView, DiscardView, JobView, SampleView, UploadView
from expo.importing.applying import LOG_ACTION


@hooks.register("register_log_actions")
def tell_imports(actions):
    """Register the words for an import in a booth's history."""

    @actions.register_action(LOG_ACTION)
    class ProductsImported(LogFormatter):
        label = _("Impor produk")

        def format_message(self, log_entry):
            return gettext("Impor produk dari “%(file)s”: %(new)d baru, %(changed)d berubah") % {
                "file": log_entry.data.get("file", ""),
                "new": log_entry.data.get("new", 0),
                "changed": log_entry.data.get("changed", 0),
            }


@hooks.register("register_admin_urls")
def import_urls():
    """Register the addresses of the import."""
    patterns = [
        path("", UploadView.as_view(), name="upload"),
        path("contoh.csv", SampleView.as_view(), name="sample"),
        path("<uuid:key>/", JobView.as_view(), name="job"),
        path("<uuid:key>/simpan/", ConfirmView.as_view(), name="confirm"),
        path("<uuid:key>/buang/", DiscardView.as_view(), name="discard"),
    ]
    return [path("impor-produk/", include((patterns, "expo_import"), namespace="expo_import"))]


@hooks.register(EXPO_MENU)
def import_menu_item():
    """Add the import to the menu "Expo"."""
    return CuratorMenuItem(
        _("Impor produk"),
        reverse_lazy("expo_import:upload"),
        name="impor-produk",
        icon_name="upload",
        order=250,
    )
