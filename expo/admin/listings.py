"""The editors' lists of booths and products: flat under the menu "Expo", and inside the explorer.

They are made for 14,000 booths and 150,000 products: the page of rows is read with the columns it
shows, everything else about the rows is asked once for all of them, and counting touches no more
tables than the filters do.
"""

from django.db.models import F
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables.pages import NavigateToChildrenColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView

from catalog.models import ProductPage
from expo.admin.editor_access import CuratorsOnly
from expo.admin.editor_columns import BOOTH_COLUMNS, PRODUCT_COLUMNS
from expo.admin.editor_filters import BoothFilterSet, ExplorerFilterSet, ProductFilterSet
from expo.admin.export import ExportMixin
from expo.admin.export_columns import BoothExport, ProductExport
from expo.domain import editor_lists
from expo.models import BoothPage
from merchants.permissions import is_curator

PAGE_COLUMNS_READ = (
    "path", "depth", "numchild", "title", "draft_title", "slug", "url_path", "live", "has_unpublished_changes",
    "content_type", "latest_revision_created_at", "first_published_at", "owner", "locked", "locked_by",
)  # fmt: skip


class LeanPaginator(WagtailPaginator):
    """Counts without the ordering, the joins and the columns that only showing the rows needs."""

    @cached_property
    def count(self):
        """Return the number of rows."""
        rows = self.object_list
        if hasattr(rows, "select_related"):
            return rows.order_by().select_related(None).count()
        return super().count


class RowsMixin:
    """Reads the rows of one page and what belongs to them in a fixed number of queries."""

    paginator_class = LeanPaginator
    paginate_by = 50

    def decorate(self, rows):
        """Add to the rows what their columns show."""

    def paginate_queryset(self, queryset, page_size):
        """Turn the rows of the page into a list and decorate them."""
        paginator, page, rows, has_other_pages = super().paginate_queryset(queryset, page_size)
        if not is_curator(self.request.user):
            return paginator, page, rows, has_other_pages
        # First the ids of the page, sorted without the rows' width, then these rows only.
        ids = list(rows.values_list("pk", flat=True))
        found = self.read(self.model.objects.order_by()).in_bulk(ids)
        rows = [found[pk] for pk in ids if pk in found]
        self.decorate(rows)
        page.object_list = rows
        return paginator, page, rows, has_other_pages

    def order_queryset(self, queryset):
        """Order as asked, with the newest first among equals, so that no row is shown twice."""
        key = self.ordering or "-latest_revision_created_at"
        if isinstance(key, str) and key.lstrip("-") == "latest_revision_created_at":
            field = F("latest_revision_created_at")
            when = field.desc(nulls_last=True) if key[0] == "-" else field.asc(nulls_first=True)
            return queryset.order_by(when, "-pk")
        return queryset.order_by(key, "-pk")


class BoothRows(RowsMixin):
    """Rows of booths."""

    model = BoothPage
    editor_columns = BOOTH_COLUMNS
    editor_filterset = BoothFilterSet
    personal_fields = ()
    bulk_model_name = "boothpage"
    bulk_app_label = "expo"

    def read(self, booths):
        """Read of the booths what their row shows."""
        return booths.select_related("hall", "merchant", "area", "market", "listing").only(
            *PAGE_COLUMNS_READ, "stall_number", "is_trusted", "short_code", "cover",
            "hall__title", "merchant__name", "area__name", "market__name", "listing__picture",
            *self.personal_fields,
        )  # fmt: skip

    def decorate(self, rows):
        """Add states and whether a photo shows."""
        editor_lists.add_states(rows)
        for booth in rows:
            listing = getattr(booth, "listing", None)
            booth.has_photo = bool(booth.cover_id or (listing and listing.picture))

    def search_queryset(self, queryset):
        """Find by name, business, stall or short code."""
        return editor_lists.search_booths(queryset, self.search_query) if self.is_searching else queryset


class ProductRows(RowsMixin):
    """Rows of products."""

    model = ProductPage
    editor_columns = PRODUCT_COLUMNS
    editor_filterset = ProductFilterSet
    personal_fields = ()
    bulk_model_name = "productpage"
    bulk_app_label = "catalog"

    def read(self, products):
        """Read of the products what their row shows."""
        return products.select_related("category").only(
            *PAGE_COLUMNS_READ, "price", "price_to", "sku", "availability", "category__name"
        )

    def decorate(self, rows):
        """Add booths, states and whether there is a photo."""
        editor_lists.add_booths(rows, fields=self.personal_fields)
        editor_lists.add_states(rows)
        editor_lists.add_photos(rows)

    def search_queryset(self, queryset):
        """Find by name or the merchant's own code."""
        return editor_lists.search_products(queryset, self.search_query) if self.is_searching else queryset


class CuratedIndexView(CuratorsOnly, ExportMixin, IndexView):
    """A flat list under the menu "Expo"."""

    template_name = "expo/admin/list.html"
    any_permission_required = {"add", "change", "publish"}
    default_ordering = "-latest_revision_created_at"

    @property
    def columns(self):
        """Return the editors' columns."""
        return self.editor_columns

    @property
    def filterset_class(self):
        """Return the editors' filters."""
        return self.editor_filterset

    def get_base_queryset(self):
        """Return all pages of the type: the office sees everything."""
        return self.read(self.model.objects.all())

    def get_context_data(self, **kwargs):
        """Name the model of the bulk actions."""
        context = super().get_context_data(**kwargs)
        context["bulk_app_label"] = self.bulk_app_label
        context["bulk_model_name"] = self.bulk_model_name
        return context


class BoothIndexView(BoothExport, BoothRows, CuratedIndexView):
    """All booths."""

    page_title = _("Lapak")


class ProductIndexView(ProductExport, ProductRows, CuratedIndexView):
    """All products."""

    page_title = _("Produk")


class PlainExplorerView(ExplorableIndexView):
    """Wagtail's explorer with filters that do not list everybody."""

    filterset_class = ExplorerFilterSet


class CuratedExplorerView(ExplorableIndexView):
    """The explorer inside a hall or a booth: the editors' columns for the office, Wagtail's for others."""

    template_name = "expo/admin/explorer.html"
    # Booths stand by their stalls and products by their age: the tree's own order shows nowhere.
    sort_order_field = None

    @cached_property
    def for_curator(self):
        """Tell whether the office is looking."""
        return is_curator(self.request.user)

    @cached_property
    def columns(self):
        """Return the editors' columns, or for merchants Wagtail's without the boxes to tick."""
        if self.for_curator:
            return self.editor_columns
        return [column for column in ExplorableIndexView.base_columns if column.name != "bulk_actions"]

    @cached_property
    def explorable_columns(self):
        """Leave out where the rows stand, which is known here, and add the arrow to the pages below."""
        columns = [column for column in self.columns if column.name not in {"parent", "hall", "booth"}]
        return [*columns, NavigateToChildrenColumn("navigate", width="6%")]

    @cached_property
    def filterset_class(self):
        """Return the editors' filters, or for merchants plain ones."""
        return self.editor_filterset if self.for_curator else ExplorerFilterSet

    def annotate_queryset(self, pages):
        """Read what the columns show."""
        return self.read(pages) if self.for_curator else super().annotate_queryset(pages)

    def get_ordering(self):
        """Order by the last change unless asked otherwise."""
        return super().get_ordering() or "-latest_revision_created_at"

    def get_context_data(self, **kwargs):
        """Name the model of the bulk actions."""
        context = super().get_context_data(**kwargs)
        context["for_curator"] = self.for_curator
        context["bulk_app_label"] = self.bulk_app_label
        context["bulk_model_name"] = self.bulk_model_name
        return context


class HallExplorerView(BoothRows, CuratedExplorerView):
    """The booths of a hall."""


class BoothExplorerView(ProductRows, CuratedExplorerView):
    """The products of a booth."""
