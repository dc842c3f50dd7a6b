"""Addresses of the feeds."""

from django.urls import path, re_path

from expo.sharing import views

app_name = "feeds"
urlpatterns = [
    path("lapak-baru.xml", views.new_booths, name="new_booths"),
    path("barang-baru.xml", views.new_products, name="new_products"),
    re_path(
        r"^katalog/(?P<scope>situs|hall|lapak)/(?P<pk>\d{1,9})/(?P<signature>[0-9a-f]{24})/(?P<kind>google|meta)$",
        views.catalogue,
        name="catalogue",
    ),
]
