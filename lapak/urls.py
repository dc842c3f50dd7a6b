"""Addresses of the merchant's pages."""

from django.urls import include, path

from lapak.views import my_booth

app_name = "lapak"
urlpatterns = [
    path("lapak-saya/", my_booth, name="my_booth"),
    path("lapak-saya/", include("lapak.entry.urls")),
]
