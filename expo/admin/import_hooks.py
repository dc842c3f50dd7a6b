"""Hooks of the product import: its place in the history, its menu entry, its addresses."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

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
