"""How a hall will look: its motif and colours on a tile, a stall and a placeholder, while an editor chooses."""

from django.views.generic import TemplateView

from core.enums import Motif, Palette
from expo.admin.editor_access import CuratorsOnly


class HallLookView(CuratorsOnly, TemplateView):
    """A small page in the public stylesheet, shown in a frame beside the two fields."""

    template_name = "expo/admin/hall_look.html"

    def get_context_data(self, **kwargs):
        """Return the pair asked for; what is no motif or palette becomes the first one."""
        asked = self.request.GET
        motif = asked.get("motif") if asked.get("motif") in Motif.values else Motif.values[0]
        palette = asked.get("palette") if asked.get("palette") in Palette.values else Palette.values[0]
        return super().get_context_data(**kwargs) | {
            "motif": motif,
            "palette": palette,
            "motif_name": Motif(motif).label,
            "palette_name": Palette(palette).label,
        }
