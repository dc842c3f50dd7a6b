"""Addresses of the merchant's pages."""

from django.urls import path

from lapak.entry.views import log_in, log_out
from lapak.views import my_booth

app_name = "lapak"
urlpatterns = [
    path("lapak-saya/", my_booth, name="my_booth"),
    path("lapak-saya/masuk/", log_in, name="log_in"),
    path("lapak-saya/keluar/", log_out, name="log_out"),
]
