"""The site's addresses with the room's admin pages, which the menu of another room registers."""

from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from config.urls import urlpatterns as site_urlpatterns
from marketplaces.viewsets import click_report_viewset, platform_viewset


def _admin(viewset):
    patterns = decorate_urlpatterns(viewset.get_urlpatterns(), require_admin_access)
    return include((patterns, viewset.url_namespace), namespace=viewset.url_namespace)


urlpatterns = [
    path("kelola/coba-platform/", _admin(platform_viewset)),
    path("kelola/coba-klik/", _admin(click_report_viewset)),
    *site_urlpatterns,
]
