"""The catalogue's address."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.url_routing import RouteResult

from core.models import BasePage
from core.tree import site_path


class CatalogPage(BasePage):
    """Every public product: search, filters, sorting, and an address for each category."""

    content_panels = BasePage.content_panels
    template = "pages/catalog_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = _("katalog")

    def route_below(self, request, path_components):
        """Serve /katalog/<category>/; raises Http404 for anything else."""
        if len(path_components) != 1:
            raise Http404
        return RouteResult(self, kwargs={"category_slug": path_components[0]})

    def serve(self, request, *args, category_slug="", **kwargs):
        """Serve the catalogue, of one category when the address names it."""
        request.category_slug = category_slug
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        """Add results, filters and counts, and note what was missed; raises Http404 for an unknown category."""
        from catalog.domain.browse import UnknownCategoryError, catalog_page_context
        from catalog.domain.search_misses import note_missed_search

        try:
            found = catalog_page_context(
                catalog_url=site_path(self),
                category_slug=getattr(request, "category_slug", ""),
                query=request.GET,
            )
        except UnknownCategoryError:
            raise Http404 from None
        if found["is_miss"] and not getattr(request, "is_preview", False):
            note_missed_search(request=request, text=found["q"])
        return super().get_context(request, *args, **kwargs) | found
