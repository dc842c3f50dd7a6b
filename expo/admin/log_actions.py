"""How the page's history tells of what this room does."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from catalog.enums import Availability
from core.money import format_price_range
from expo.domain.freshness import (
    AVAILABILITY_CHANGED,
    CLOSED_ON_CHANGED,
    PRICE_CHANGED,
)
from expo.domain.goods import GOODS_EDITED, GOODS_HIDDEN, GOODS_ORDERED, GOODS_SHOWN
from expo.domain.hidden_links import LINK_SHOWN_CHANGED
from expo.domain.moderation import TRUSTED_CHANGE, UNPUBLISHED


@hooks.register("register_log_actions")
def tell_history(actions):
    """Register the words for each kind of entry."""

    @actions.register_action(TRUSTED_CHANGE)
    class TrustedChange(LogFormatter):
        label = _("Perubahan lapak tepercaya")
        message = _("Ditayangkan sendiri oleh lapak tepercaya")

    @actions.register_action(UNPUBLISHED)
    class Unpublished(LogFormatter):
        label = _("Diturunkan oleh dinas")

        def format_message(self, log_entry):
            return gettext("Diturunkan: %(reason)s") % {"reason": log_entry.data.get("reason", "")}

    @actions.register_action(PRICE_CHANGED)
    class PriceChanged(LogFormatter):
        label = _("Harga")

        def format_message(self, log_entry):
            new = log_entry.data["new"]
            label = format_price_range(new["price"], new["price_to"]) or gettext("Tanya penjual")
            return gettext("Harga menjadi %(price)s") % {"price": label}

    @actions.register_action(AVAILABILITY_CHANGED)
    class AvailabilityChanged(LogFormatter):
        label = _("Persediaan")

        def format_message(self, log_entry):
            return gettext("Persediaan menjadi %(availability)s") % {
                "availability": Availability(log_entry.data["new"]["availability"]).label
            }

    actions.register_action(GOODS_EDITED, _("Barang"), _("Diubah di Lapak saya"))
    actions.register_action(GOODS_HIDDEN, _("Disembunyikan"), _("Disembunyikan oleh lapak"))
    actions.register_action(GOODS_SHOWN, _("Ditampilkan lagi"), _("Ditampilkan lagi oleh lapak"))
    actions.register_action(GOODS_ORDERED, _("Urutan"), _("Urutan produk diubah"))

    @actions.register_action(CLOSED_ON_CHANGED)
    class ClosedOnChanged(LogFormatter):
        label = _("Tutup")

        def format_message(self, log_entry):
            day = log_entry.data["new"]["closed_on"]
            return gettext("Tutup pada %(day)s") % {"day": day} if day else gettext("Buka kembali")

    @actions.register_action(LINK_SHOWN_CHANGED)
    class LinkShownChanged(LogFormatter):
        label = _("Tautan")

        def format_message(self, log_entry):
            words = gettext("Tautan disembunyikan: %(address)s")
            if log_entry.data["is_on"]:
                words = gettext("Tautan ditampilkan: %(address)s")
            return words % {"address": log_entry.data["address"]}
