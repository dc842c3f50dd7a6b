"""Filters of the editors' listings. None of them lists people or businesses: those are found by typing."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.active_filters import BaseFilterAdapter, register_filter_adapter_class
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import Page

from catalog.models import Category, ProductPage
from expo.domain import editor_lists
from expo.domain.editor_lists import State
from expo.models import BoothPage, HallPage
from merchants.models import Area, Market

YES_NO = [("ya", _("Ya")), ("tidak", _("Tidak"))]


def yes_no(label, method):
    """Return a filter with the answers yes and no that calls `method` of its set with True or False."""
    return django_filters.ChoiceFilter(
        label=label, choices=YES_NO, method=method, widget=forms.RadioSelect, empty_label=_("Semua")
    )


def choice_of(label, model, *, method=None, field_name=None):
    """Return a filter that is a short list of the office's own data."""
    return django_filters.ModelChoiceFilter(
        label=label,
        queryset=model.objects.all(),
        method=method,
        field_name=field_name,
        empty_label=_("Semua"),
    )


class BoothIdFilter(django_filters.NumberFilter):
    """Products of one booth, reached by links from the booth's row."""

    def filter(self, qs, value):
        """Keep the products below this booth."""
        if value is None:
            return qs
        booth = BoothPage.objects.filter(pk=value).only("path").first()
        return editor_lists.below(qs, booth) if booth else qs.none()


class BoothIdAdapter(BaseFilterAdapter):
    """Shows the booth's name instead of its number among the active filters."""

    def get_active_filters(self):
        """Replace the value by the booth's name."""
        title = BoothPage.objects.filter(pk=self.value).values_list("draft_title", flat=True).first()
        for active in super().get_active_filters():
            yield active._replace(value=title or active.value)


register_filter_adapter_class(BoothIdFilter, BoothIdAdapter)


class PageListFilterSet(WagtailFilterSet):
    """What listings of booths and products filter alike."""

    state = django_filters.ChoiceFilter(
        label=_("Keadaan"),
        choices=State.choices,
        method="filter_state",
        widget=forms.RadioSelect,
        empty_label=_("Semua"),
    )
    changed = django_filters.DateFromToRangeFilter(
        field_name="latest_revision_created_at", label=_("Diubah"), widget=DateRangePickerWidget
    )

    def filter_state(self, pages, name, value):
        """Keep the pages in this state."""
        return editor_lists.in_state(pages, value)


class BoothFilterSet(PageListFilterSet):
    """Filters of booths."""

    hall = choice_of(_("Hall"), HallPage)
    area = choice_of(_("Kota atau kabupaten"), Area)
    market = choice_of(_("Pasar"), Market)
    trusted = yes_no(_("Tepercaya"), "filter_trusted")
    no_photo = yes_no(_("Tanpa foto"), "filter_no_photo")
    no_price = yes_no(_("Ada produk tanpa harga"), "filter_no_price")

    class Meta:
        model = BoothPage
        fields: list[str] = []

    def filter_trusted(self, booths, name, value):
        """Keep trusted booths, or the others."""
        return booths.filter(is_trusted=value == "ya")

    def filter_no_photo(self, booths, name, value):
        """Keep booths without any photo, or the others."""
        return editor_lists.booths_without_photo(booths, lacking=value == "ya")

    def filter_no_price(self, booths, name, value):
        """Keep booths with products that lack a price, or the others."""
        return editor_lists.booths_lacking_prices(booths, lacking=value == "ya")


class ProductFilterSet(PageListFilterSet):
    """Filters of products."""

    hall = choice_of(_("Hall"), HallPage, method="filter_hall")
    area = choice_of(_("Kota atau kabupaten"), Area, method="filter_area")
    market = choice_of(_("Pasar"), Market, method="filter_market")
    category = choice_of(_("Kategori"), Category, method="filter_category")
    trusted = yes_no(_("Lapak tepercaya"), "filter_trusted")
    no_photo = yes_no(_("Tanpa foto"), "filter_no_photo")
    no_price = yes_no(_("Tanpa harga"), "filter_no_price")
    booth = BoothIdFilter(label=_("Lapak"), widget=forms.HiddenInput)

    class Meta:
        model = ProductPage
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # "Group › Category" needs the group of each: one query instead of one per category.
        self.filters["category"].queryset = Category.objects.select_related("parent")

    def filter_hall(self, products, name, value):
        """Keep the products of one hall."""
        return editor_lists.below(products, value)

    def filter_area(self, products, name, value):
        """Keep the products of booths in one area."""
        return editor_lists.products_of_booths(products, BoothPage.objects.filter(area=value))

    def filter_market(self, products, name, value):
        """Keep the products of booths in one market."""
        return editor_lists.products_of_booths(products, BoothPage.objects.filter(market=value))

    def filter_category(self, products, name, value):
        """Keep the products of one category, or of every category of a group."""
        return products.filter(category__in=Category.objects.filter(pk=value.pk) | value.children.all())

    def filter_trusted(self, products, name, value):
        """Keep the products of trusted booths, or of the others."""
        return editor_lists.products_of_booths(products, BoothPage.objects.filter(is_trusted=value == "ya"))

    def filter_no_photo(self, products, name, value):
        """Keep products without photo, or the others."""
        return editor_lists.products_without_photo(products, lacking=value == "ya")

    def filter_no_price(self, products, name, value):
        """Keep products without price, or the others."""
        return products.filter(price__isnull=value == "ya")


class ExplorerFilterSet(WagtailFilterSet):
    """Replaces the filters of Wagtail's own page listings, whose choices of owners and editors name everybody."""

    latest_revision_created_at = django_filters.DateFromToRangeFilter(
        label=_("Diubah"), widget=DateRangePickerWidget
    )
    live = yes_no(_("Tayang"), "filter_live")

    class Meta:
        model = Page
        fields: list[str] = []

    def filter_live(self, pages, name, value):
        """Keep live pages, or the others."""
        return pages.filter(live=value == "ya")
