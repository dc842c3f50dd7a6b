"""The menu "Expo" of the office."""

from django.db.models import Count, F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.generic import IndexView as ModelIndexView
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet, page_viewset_registry
from wagtail.models import Page

from catalog.models import Category, ProductPage
from catalog.viewsets import missed_search_viewset
from expo.admin.editor_access import EXPO_MENU, CuratorMenuItem, CuratorsOnly
from expo.admin.editor_filters import ExplorerFilterSet
from expo.admin.editor_merchants import merchant_viewset
from expo.admin.listings import (
    BoothExplorerView,
    BoothIndexView,
    HallExplorerView,
    PlainExplorerView,
    ProductIndexView,
)
from expo.models import BoothPage, HallPage, ShowcasePage
from marketplaces.viewsets import click_report_viewset, platform_viewset
from merchants.models import Area, Market


class CuratedChooseParentView(CuratorsOnly, ChooseParentView):
    """Where a new page goes."""


class CuratedPages(PageListingViewSet):
    """A flat list of pages for the office; the view says which columns and filters it has."""

    menu_item_class = CuratorMenuItem
    choose_parent_view_class = CuratedChooseParentView

    def get_index_view_kwargs(self, **kwargs):
        """Leave columns and filters to the view."""
        kwargs = super().get_index_view_kwargs(**kwargs)
        for name in ("columns", "filterset_class", "list_export", "default_ordering"):
            kwargs.pop(name, None)
        return kwargs


def plan_link(hall):
    """Return the link to the plan on which a hall's booths are placed."""
    return format_html(
        '<a href="{}">{}</a>', reverse("expo_floor_plan", args=[hall.pk]), gettext("Atur denah")
    )


class HallIndexView(CuratorsOnly, IndexView):
    """The halls in their order."""

    page_title = _("Hall")
    default_ordering = "path"
    is_searchable = False
    base_filterset_class = ExplorerFilterSet
    columns = [
        PageTitleColumn("title", label=_("Hall"), classname="title"),
        Column("get_motif_display", label=_("Motif")),
        Column("get_palette_display", label=_("Warna")),
        Column("coordinator_name", label=_("Koordinator")),
        NumberColumn("booth_count", label=_("Lapak tayang")),
        Column("plan", label=_("Denah"), accessor=plan_link),
        PageStatusColumn("status", label=_("Keadaan")),
    ]

    def get_queryset(self):
        """Return the halls in the order of the tree, with the number of their public booths."""
        return self.annotate_queryset(
            HallPage.objects.annotate(booth_count=Count("booth_listings"))
        ).order_by("path")


def shown_on(showcase):
    """Return where a showcase is shown, in words."""
    return ", ".join(showcase.shown_on)


class ShowcaseIndexView(CuratorsOnly, IndexView):
    """The showcases, the newest first, with where each is shown."""

    page_title = _("Pilihan dinas")
    default_ordering = "-latest_revision_created_at"
    is_searchable = False
    base_filterset_class = ExplorerFilterSet
    columns = [
        PageTitleColumn("title", label=_("Pilihan dinas"), classname="title"),
        Column("curator", label=_("Kurator")),
        NumberColumn("pick_count", label=_("Pilihan")),
        DateColumn("starts_on", label=_("Mulai")),
        DateColumn("ends_on", label=_("Sampai")),
        Column("shown_on", label=_("Tampil di"), accessor=shown_on),
        PageStatusColumn("status", label=_("Keadaan")),
    ]

    def paginate_queryset(self, queryset, page_size):
        """Add where each is shown and how many picks it has, in three queries."""
        paginator, page, rows, more = super().paginate_queryset(queryset, page_size)
        rows = list(rows)
        ids = [showcase.pk for showcase in rows]
        places = {}
        for title, showcase in HallPage.objects.filter(showcase__in=ids).values_list("title", "showcase"):
            places.setdefault(showcase, []).append(title)
        # The front page stands in a room above this one; its reverse relation is not named.
        home = Page.objects.filter(depth=2).first()
        home = home.specific if home else None
        if home is not None and getattr(home, "showcase_id", None):
            places.setdefault(home.showcase_id, []).insert(0, str(_("Beranda")))
        counts = dict(
            ShowcasePage.objects.filter(pk__in=ids)
            .order_by()
            .annotate(number=Count("items"))
            .values_list("pk", "number")
        )
        for showcase in rows:
            showcase.shown_on = places.get(showcase.pk, [])
            showcase.pick_count = counts.get(showcase.pk, 0)
        page.object_list = rows
        return paginator, page, rows, more


class BoothViewSet(CuratedPages):
    """Booths."""

    model = BoothPage
    icon = "home"
    menu_label = _("Lapak")
    index_view_class = BoothIndexView


class ProductViewSet(CuratedPages):
    """Products."""

    model = ProductPage
    icon = "tag"
    menu_label = _("Produk")
    index_view_class = ProductIndexView


class HallViewSet(CuratedPages):
    """Halls."""

    model = HallPage
    icon = "folder-open-inverse"
    menu_label = _("Hall")
    index_view_class = HallIndexView


class ShowcaseViewSet(CuratedPages):
    """Showcases."""

    model = ShowcasePage
    icon = "pick"
    menu_label = _("Pilihan dinas")
    index_view_class = ShowcaseIndexView


class CategoryForm(WagtailAdminModelForm):
    """A category; its group is chosen among the groups only."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = Category.objects.groups()
        self.fields["parent"].queryset = groups.exclude(pk=self.instance.pk) if self.instance.pk else groups


class CategoryIndexView(ModelIndexView):
    """The categories as a tree."""

    def get_base_queryset(self):
        """Return each group followed by what is in it."""
        return Category.objects.select_related("parent").annotate(
            group_order=Coalesce("parent__sort_order", "sort_order"),
            group_name=Coalesce("parent__name", "name"),
            product_count=Count("products"),
        )

    def order_queryset(self, queryset):
        """Order as the tree."""
        return queryset.order_by(
            "group_order", "group_name", F("parent").asc(nulls_first=True), "sort_order", "name"
        )


def category_name(category):
    """Return the name, indented below its group."""
    return format_html("— {}", category.name) if category.parent_id else category.name


class CategoryViewSet(ModelViewSet):
    """Categories, in two levels."""

    model = Category
    icon = "list-ul"
    menu_label = _("Kategori")
    add_to_admin_menu = False
    copy_view_enabled = False
    index_view_class = CategoryIndexView
    list_per_page = 200
    search_fields = ["name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("parent"),
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("motif"), FieldPanel("sort_order")]),
    ]

    @property
    def list_display(self):
        """Return the columns."""
        return [
            TitleColumn(
                "name",
                label=_("Kategori"),
                accessor=category_name,
                url_name=self.get_url_name("edit"),
            ),
            Column("get_motif_display", label=_("Motif")),
            NumberColumn("product_count", label=_("Produk")),
            NumberColumn("sort_order", label=_("Urutan")),
        ]

    def get_form_class(self, for_update=False):
        """Limit the choice of the group."""
        return self._edit_handler.get_form_class()

    @property
    def _edit_handler(self):
        from wagtail.admin.panels import ObjectList

        return ObjectList(self.panels, base_form_class=CategoryForm).bind_to_model(self.model)


class AreaViewSet(ModelViewSet):
    """Cities and regencies."""

    model = Area
    icon = "site"
    menu_label = _("Kota dan kabupaten")
    add_to_admin_menu = False
    copy_view_enabled = False
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    form_fields = ["name", "slug", "code"]
    list_per_page = 50


class MarketIndexView(ModelIndexView):
    """The markets with their areas."""

    def get_base_queryset(self):
        """Read the areas along."""
        return Market.objects.select_related("area")


class MarketViewSet(ModelViewSet):
    """Markets."""

    model = Market
    index_view_class = MarketIndexView
    icon = "order"
    menu_label = _("Pasar")
    add_to_admin_menu = False
    copy_view_enabled = False
    list_display = ["name", "area", "district"]
    list_filter = ["area"]
    search_fields = ["name", "district"]
    form_fields = ["name", "slug", "area", "district"]
    list_per_page = 50


class ExpoGroup(ViewSetGroup):
    """The menu "Expo"; rooms above add to it through the hook EXPO_MENU."""

    menu_label = _("Expo")
    menu_icon = "home"
    menu_order = 50
    submenu_hook = EXPO_MENU
    items = (
        BoothViewSet("expo_booths", url_prefix="lapak"),
        ProductViewSet("expo_products", url_prefix="produk"),
        HallViewSet("expo_halls", url_prefix="hall"),
        ShowcaseViewSet("expo_showcases", url_prefix="pilihan-dinas"),
        CategoryViewSet("expo_categories", url_prefix="kategori"),
        merchant_viewset,
        MarketViewSet("expo_markets", url_prefix="pasar"),
        AreaViewSet("expo_areas", url_prefix="kota-kabupaten"),
        platform_viewset,
        click_report_viewset,
        missed_search_viewset,
    )


class ExplorerOnly(PageViewSet):
    """Gives the explorer below some page types another listing; every other view of the pages stays as it is."""

    def __init__(self, parents, **kwargs):
        super().__init__(**kwargs)
        self.parents = parents

    def get_index_view_kwargs(self, **kwargs):
        """Leave columns and filters to the view."""
        kwargs = super().get_index_view_kwargs(**kwargs)
        for name in ("columns", "filterset_class", "list_export", "default_ordering"):
            kwargs.pop(name, None)
        return kwargs

    def on_register(self):
        """Register for the listings of children only."""
        for parent in self.parents:
            page_viewset_registry.values_by_parent_model[parent] = self


explorers = [
    ExplorerOnly([Page], model=Page, index_view_class=PlainExplorerView),
    ExplorerOnly([HallPage], model=BoothPage, index_view_class=HallExplorerView),
    ExplorerOnly([BoothPage], model=ProductPage, index_view_class=BoothExplorerView),
]

__all__ = ["ExpoGroup", "explorers"]
