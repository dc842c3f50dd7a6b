"""Parts of admin forms that show what the site made of what was pasted."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from marketplaces.enums import LinkKind


class RecognisedPanel(Panel):
    """Shows platform, kind, address and warning of a saved link; nothing can be entered here."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("Yang kami kenali")} | kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel of one link; costs no query beyond the cached platforms."""

        template_name = "marketplaces/panels/recognised.html"

        def get_context_data(self, parent_context=None):
            """Add the recognition of the saved text, if there is one."""
            context = super().get_context_data(parent_context)
            context["found"] = found = self.instance.recognition
            context["platform_name"] = self.instance.recognised_name
            context["kind_label"] = found.kind.label if found and found.kind != LinkKind.UNKNOWN else ""
            return context


class HostsPanel(Panel):
    """Lists the hosts of a platform, which come from the data files."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("Alamat")} | kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel of one platform."""

        template_name = "marketplaces/panels/hosts.html"
