"""Addresses of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from catalog.views import suggestions
from core.views import healthz, media
from expo.api.views import documentation
from expo.views import booth_by_short_code
from home.installable import manifest, offline, service_worker
from home.views import map_of_maps, map_of_pages, robots, serve_page

handler500 = "core.views.server_error"

urlpatterns = [
    path("healthz/", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sw.js", service_worker, name="service_worker"),
    path("sitemap.xml", map_of_maps, name="sitemap"),
    path("sitemap-<slug:name>.xml", map_of_pages, name="sitemap_part"),
    path("kelola/dokumen/", include(wagtaildocs_urls)),
    path("kelola/", include(wagtailadmin_urls)),
    path("ke/", include("marketplaces.urls")),
    path("dilihat/", include("insights.urls")),
    path("siaran/", include("expo.stage.urls")),
    path("umpan/", include("expo.sharing.urls")),
    path("api/v1/", include("expo.api.urls")),
    path("katalog/saran/", suggestions, name="catalog_suggestions"),
    path("b/<slug:code>/", booth_by_short_code, name="booth_short"),
    re_path(r"^media/(?P<path>.+)$", media, name="media"),
]

if settings.DEBUG:
    urlpatterns += [path("__debug__/", include("debug_toolbar.urls"))]

urlpatterns += i18n_patterns(
    path("", include("lapak.urls")),
    path("pesan/", include("expo.ordering.urls")),
    path("tanya/", include("expo.enquiring.urls")),
    path("expo/<slug:edition>/", include("expo.guestbook.urls")),
    path("expo/<slug:edition>/", include("expo.stamps.urls")),
    path("luring/", offline, name="offline"),
    path("api/", documentation, name="api_documentation"),
    re_path(r"^((?:[\w\-]+/)*)$", serve_page),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
