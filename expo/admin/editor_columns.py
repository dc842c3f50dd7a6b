"""Columns of the editors' listings."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, StatusFlagColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn

from core.money import format_price_range
from expo.admin.trust import trust_link


class RowTitleColumn(Column):
    """The name of a booth or product, with what an editor does next below it."""

    cell_template_name = "expo/admin/cells/title.html"

    def get_value(self, instance):
        """Return the draft's name."""
        return instance.get_admin_display_title()

    def get_cell_context_data(self, instance, parent_context):
        """Add addresses."""
        context = super().get_cell_context_data(instance, parent_context)
        context["edit_url"] = reverse("wagtailadmin_pages:edit", args=[instance.pk])
        context["subtitle"] = self.subtitle(instance)
        context["links"] = [link for link in self.links(instance, parent_context) if link]
        return context

    def subtitle(self, instance):
        """Return the line below the name."""
        return ""

    def links(self, instance, parent_context):
        """Return (label, address) of what can be done."""
        view = "wagtailadmin_pages:view_draft"
        if instance.waiting_since:
            yield _("Periksa"), reverse("wagtailadmin_pages:edit", args=[instance.pk])
        yield _("Pratinjau"), reverse(view, args=[instance.pk])
        yield _("Riwayat"), reverse("wagtailadmin_pages:history", args=[instance.pk])


class BoothTitleColumn(RowTitleColumn):
    """The name of a booth, and whose it is."""

    def subtitle(self, instance):
        """Return the business's name."""
        return instance.merchant.name

    def links(self, instance, parent_context):
        """Add the booth's products, its stall and its trust."""
        yield from super().links(instance, parent_context)
        yield _("Produk"), f"{reverse('expo_products:index')}?booth={instance.pk}"
        yield _("Ganti stan"), reverse("expo_stall", args=[instance.pk])
        yield trust_link(instance, next_url=_listing(parent_context))


def _listing(parent_context) -> str:
    """Return the address of the list as it is shown, also when only its rows were asked for."""
    request = parent_context.get("request")
    if request is None:
        return reverse("expo_booths:index")
    path, _mark, query = request.get_full_path().partition("?")
    return f"{path.removesuffix('results/')}?{query}"


class ProductTitleColumn(RowTitleColumn):
    """The name of a product, and its category."""

    def subtitle(self, instance):
        """Return the category's name."""
        return instance.category.name if instance.category else ""


class BoothOfProductColumn(Column):
    """The booth a product stands in."""

    cell_template_name = "expo/admin/cells/booth.html"

    def get_value(self, instance):
        """Return the booth."""
        return instance.booth


class StateColumn(Column):
    """Live or draft, and whether it waits or was sent back."""

    cell_template_name = "expo/admin/cells/state.html"

    def get_value(self, instance):
        """Return the page."""
        return instance


def price_of(product):
    """Return a product's price, "" when it has none."""
    return format_price_range(product.price, product.price_to) or ""


def area_of(booth):
    """Return the name of a booth's area."""
    return booth.area.name if booth and booth.area else ""


def hall_of(booth):
    """Return the name of a booth's hall."""
    return booth.hall.title if booth and booth.hall else ""


class SelectColumn(BulkActionsColumn):
    """The box to tick."""


BOOTH_COLUMNS = [
    SelectColumn("bulk_actions"),
    Column("code", label=_("Stan"), sort_key="stall_number", width="6%"),
    BoothTitleColumn("title", label=_("Lapak"), sort_key="title", classname="title", width="30%"),
    Column("hall", label=_("Hall"), accessor=hall_of, classname="e-wide"),
    Column("area", label=_("Kota/kabupaten"), accessor=area_of, classname="e-wide"),
    StateColumn("state", label=_("Keadaan"), sort_key="live"),
    StatusFlagColumn(
        "is_trusted",
        label=_("Kepercayaan"),
        true_label=_("Tepercaya"),
        sort_key="is_trusted",
        classname="e-wide",
    ),
    NumberColumn("numchild", label=_("Produk"), sort_key="numchild"),
    StatusFlagColumn("has_photo", label=_("Foto"), false_label=_("Tanpa foto"), classname="e-wide"),
    DateColumn("latest_revision_created_at", label=_("Diubah"), sort_key="latest_revision_created_at"),
]

PRODUCT_COLUMNS = [
    SelectColumn("bulk_actions"),
    ProductTitleColumn("title", label=_("Produk"), sort_key="title", classname="title", width="30%"),
    BoothOfProductColumn("booth", label=_("Lapak")),
    Column("hall", label=_("Hall"), accessor=lambda product: hall_of(product.booth), classname="e-wide"),
    Column("price", label=_("Harga"), accessor=price_of, sort_key="price"),
    StateColumn("state", label=_("Keadaan"), sort_key="live"),
    StatusFlagColumn("has_photo", label=_("Foto"), false_label=_("Tanpa foto"), classname="e-wide"),
    DateColumn("latest_revision_created_at", label=_("Diubah"), sort_key="latest_revision_created_at"),
]
