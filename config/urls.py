"""Addresses of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.views import healthz, media
from expo.views import booth_by_short_code
from home.sitemaps import SITEMAPS
from home.views import robots, serve_page

urlpatterns = [
    path("healthz/", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"}, "sitemap"
    ),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, "sitemap_part"),
    path("kelola/dokumen/", include(wagtaildocs_urls)),
    path("kelola/", include(wagtailadmin_urls)),
    path("ke/", include("marketplaces.urls")),
    path("b/<slug:code>/", booth_by_short_code, name="booth_short"),
    re_path(r"^media/(?P<path>.+)$", media, name="media"),
]

if settings.DEBUG:
    urlpatterns += [path("__debug__/", include("debug_toolbar.urls"))]

urlpatterns += i18n_patterns(
    path("", include("lapak.urls")),
    re_path(r"^((?:[\w\-]+/)*)$", serve_page),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
