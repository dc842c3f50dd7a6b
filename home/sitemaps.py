"""What search engines are told: an index of short maps, read from the flat tables of public things."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.models import Page, Site

from catalog.models import ProductListing, ProductPage
from core.live import hidden
from expo.models import BoothListing, BoothPage


class PublicSitemap(Sitemap):
    """Addresses at SITE_URL, without Django's sites framework."""

    limit = 5000
    protocol = settings.SITE_URL.partition("://")[0]

    def get_domain(self, site=None):
        """Return the host of SITE_URL."""
        return settings.SITE_URL.partition("://")[2]

    def location(self, item):
        """Return the path of a row of a flat table."""
        return item["url"]

    def lastmod(self, item):
        """Return when the row's page was last published."""
        return item["published_at"]


class BoothSitemap(PublicSitemap):
    """Public booths."""

    def items(self):
        """Return address and date of every public booth."""
        return BoothListing.objects.order_by("page").values("url", "published_at")


class ProductSitemap(PublicSitemap):
    """Public products."""

    def items(self):
        """Return address and date of every public product."""
        return ProductListing.objects.order_by("page").values("url", "published_at")


class PageSitemap(PublicSitemap):
    """All other public pages: the front page, halls, showcases, editions, texts."""

    @cached_property
    def root_path(self) -> str:
        """Return the address of the front page inside the tree."""
        return Site.objects.select_related("root_page").get(is_default_site=True).root_page.url_path

    def items(self):
        """Return every public page that no flat table holds."""
        return (
            Page.objects.live()
            .public()
            .exclude(hidden("path"))
            .filter(url_path__startswith=self.root_path)
            .not_exact_type(BoothPage, ProductPage)
            .order_by("path")
            .only("url_path", "last_published_at")
        )

    def location(self, item):
        """Return the path of a page."""
        return "/" + item.url_path.removeprefix(self.root_path)

    def lastmod(self, item):
        """Return when the page was last published."""
        return item.last_published_at


SITEMAPS = {"halaman": PageSitemap, "booth": BoothSitemap, "produk": ProductSitemap}


def robots_text() -> str:
    """Return robots.txt: the fair is open to robots, the office and the way out are not."""
    return "\n".join(
        [
            "User-agent: *",
            "Disallow: /kelola/",
            "Disallow: /lapak-saya/",
            "Disallow: /ke/",
            "",
            f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
            "",
        ]
    )
