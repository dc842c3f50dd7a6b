"""The front page and the way into the tree."""

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from core.models import BasePage


class HomePage(BasePage):
    """What is on now, search, halls, the editors' pick, new booths, how it works."""

    introduction = models.CharField(_("kalimat sambutan"), max_length=200, blank=True)
    showcase = models.ForeignKey(
        "expo.ShowcasePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pilihan dinas di beranda"),
    )

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("showcase")]
    template = "pages/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("beranda")

    def get_context(self, request, *args, **kwargs):
        """Add what the page shows."""
        from home.readers import home_page_context

        return super().get_context(request, *args, **kwargs) | home_page_context(home=self)

    def route(self, request, path_components):
        """Find the page with one query for the whole path instead of two for each level.

        A page is public only while everything above it is, so that hiding a booth hides its
        products. The catalogue routes its own addresses below itself.
        """
        if not path_components:
            return super().route(request, path_components)
        paths = [self.url_path]
        for component in path_components:
            paths.append(f"{paths[-1]}{component}/")
        # The slugs are indexed, the address is not.
        found = {
            page.url_path: page
            for page in Page.objects.filter(slug__in=path_components, url_path__in=paths[1:])
        }
        page, rest = self, []
        for index, path in enumerate(paths[1:]):
            if path not in found:
                rest = path_components[index:]
                break
            page = found[path]
            if not page.live:
                raise Http404
        page = page.specific
        if rest and not hasattr(page, "route_below"):
            raise Http404
        if rest:
            return page.route_below(request, rest)
        return RouteResult(page) if page.pk != self.pk else super().route(request, path_components)
