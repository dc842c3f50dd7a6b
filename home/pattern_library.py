"""Every component of the public pages in every state, on one page of the administration.

A component is plain markup with props (its comment lists them), so it is shown here with made-up
ones: no page, no database row. The states are those that change how a component looks.
"""

import datetime
from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.enums import Motif, Palette
from core.filters import FilterGroup, FilterOption
from core.money import format_price_range
from expo.admin.editor_access import CuratorsOnly
from expo.domain.floor_plan import floor_plan
from expo.enums import Face


def _product(number: int, **state) -> SimpleNamespace:
    motif, palette = list(Motif)[number % len(Motif)], list(Palette)[number % len(Palette)]
    price, price_to = state.pop("price", 85_000), state.pop("price_to", None)
    return SimpleNamespace(
        **{
            "url": "#",
            "title": _("Tas anyaman pandan"),
            "price": price,
            "price_label": format_price_range(price, price_to) or _("Tanya penjual"),
            "unit": _("per buah"),
            "picture": {},
            "picture_alt": "",
            "availability": "in_stock",
            "availability_label": "",
            "booth_title": _("Anyaman Bu Sastro"),
            "motif": motif,
            "palette": palette,
            "is_shippable": False,
            "checked": False,
        }
        | state
    )


def _booth(number: int, **state) -> SimpleNamespace:
    return SimpleNamespace(
        **{
            "url": "#",
            "title": _("Anyaman Bu Sastro"),
            "tagline": _("Pandan dan mendong, dianyam di rumah"),
            "code": f"A-{number + 1}",
            "stall_number": number + 1,
            "is_pick": False,
            "is_match": True,
            "picture": {},
            "place_label": _("Pasar Pagi, Blok B 12"),
            "open_today": None,
            "motif": list(Motif)[number % len(Motif)],
            "palette": list(Palette)[number % len(Palette)],
            "hall_title": _("Kerajinan"),
            "checked": False,
        }
        | state
    )


def _link(platform: str, kind: str, name: str, text: str = "") -> SimpleNamespace:
    return SimpleNamespace(url="#", platform=platform, kind=kind, platform_name=name, text=text or name)


def _certificate(name: str, *, is_checked: bool, valid_until: datetime.date | None = None) -> SimpleNamespace:
    return SimpleNamespace(
        get_type_display=name, number="3375-01", valid_until=valid_until, is_checked=is_checked
    )


def _edition(title: str, start: int, end: int) -> SimpleNamespace:
    today = timezone.localdate()
    starts_on, ends_on = today + datetime.timedelta(days=start), today + datetime.timedelta(days=end)
    return SimpleNamespace(
        title=title,
        theme=_("Dari tangan tetangga"),
        starts_on=starts_on,
        ends_on=ends_on,
        face=Face.BEFORE if start > 0 else Face.AFTER if end < 0 else Face.LIVE,
    )


def samples() -> dict:
    """Return the props of every component, one entry for each state."""
    long_name = _("Kain batik tulis motif sekar jagad pewarna alam, panjang dua setengah meter, satu-satunya")
    return {
        "looks": [
            {"motif": motif, "palette": palette, "motif_name": motif.label, "palette_name": palette.label}
            for motif, palette in zip(Motif, Palette, strict=True)
        ],
        "halls": [
            {
                "url": "#",
                "title": motif.label,
                "motif": motif,
                "palette": palette,
                "introduction": "",
                "booth_count": number,
            }
            for number, (motif, palette) in enumerate(zip(Motif, Palette, strict=True))
        ],
        "booths": [
            _booth(0, open_today=True, checked=True),
            _booth(1, open_today=False),
            _booth(2, tagline="", place_label=""),
            _booth(3, title=long_name, open_today=True),
        ],
        "plan": floor_plan(
            aisle=0,
            booths=[
                _booth(0, open_today=True),
                _booth(1, open_today=True, is_pick=True),
                _booth(2, title=long_name),
                _booth(4, is_match=False),
            ],
        ),
        "products": [
            _product(0, is_shippable=True, checked=True, page_id=1, terms="85000....1"),
            _product(1, price=None, unit=""),
            _product(
                2, price=45_000, price_to=120_000, availability="out_of_stock", availability_label=_("Habis")
            ),
            _product(3, title=long_name, availability="made_to_order", availability_label=_("Dibuat 7 hari")),
        ],
        "links": [
            _link("whatsapp", "chat", "WhatsApp"),
            _link("tokopedia", "shop", "Tokopedia"),
            _link("shopee", "product", "Shopee", _("Beli yang merah di sini")),
            _link("website", "unknown", _("Situs sendiri"), "anyaman.example"),
        ],
        "certificates": [
            _certificate("Halal", is_checked=True, valid_until=timezone.localdate()),
            _certificate("P-IRT", is_checked=False),
        ],
        "editions": [
            _edition(_("Sedang berlangsung"), -1, 1),
            _edition(_("Segera dibuka"), 20, 22),
            _edition(_("Sudah selesai"), -40, -38),
        ],
        "groups": [
            FilterGroup(
                "kategori",
                _("Kategori"),
                [
                    FilterOption(_("Kerajinan"), "#", 12, is_selected=False),
                    FilterOption(_("Anyaman"), "#", 12, is_selected=True, level=1),
                ],
            )
        ],
        "chips": [
            {"label": _("Bisa dikirim"), "remove_url": "#"},
            {"label": _("Anyaman"), "remove_url": "#"},
        ],
        "sort_options": [
            {"label": _("Terbaru"), "url": "#", "is_selected": True},
            {"label": _("Termurah"), "url": "#", "is_selected": False},
        ],
        "pages": {"prev_url": "#", "next_url": "#", "number": 3, "count": 9},
    }


class PatternLibraryView(CuratorsOnly, TemplateView):
    """The page; `?bagian=1` is what its two frames show, one in the light and one in the dark scheme."""

    def get_template_names(self):
        """Return the frame's template or the page's."""
        is_frame = "bagian" in self.request.GET
        return ["pages/pattern_library_frame.html" if is_frame else "wagtailadmin/pattern_library.html"]

    def get_context_data(self, **kwargs):
        """Add the props to the frame."""
        context = super().get_context_data(**kwargs)
        return context | samples() if "bagian" in self.request.GET else context
