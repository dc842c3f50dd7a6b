"""Panels of the editing forms of the expo's pages."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel


class HallLookPanel(Panel):
    """Shows the chosen motif and colours on a tile and a stall, in both colour schemes, while they are chosen."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one hall."""

        template_name = "expo/admin/panels/hall_look.html"

        @cached_property
        def media(self):
            """Return the script that follows the two fields."""
            return forms.Media(js=["admin/hall-look.js"], css={"all": ["admin/hall-look.css"]})

        def get_context_data(self, parent_context=None):
            """Add the schemes to show."""
            schemes = [("light", _("Tampilan terang")), ("dark", _("Tampilan gelap"))]
            return super().get_context_data(parent_context) | {"schemes": schemes}


class PicksPanel(Panel):
    """Tells the curator which picks are not shown at present, and why."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one showcase."""

        template_name = "expo/admin/panels/picks.html"

        def is_shown(self):
            """Show it once the showcase is stored."""
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context=None):
            """Add what is not shown."""
            from expo.domain.showcase_picks import pick_states

            context = super().get_context_data(parent_context)
            picks = pick_states(showcase=self.instance)
            context["hidden"] = [pick for pick in picks if pick.why_not]
            context["shown"] = len(picks) - len(context["hidden"])
            context["topped_up"] = max(0, (self.instance.size or 0) - context["shown"])
            return context
