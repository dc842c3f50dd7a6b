"""Addresses of order lists, below /pesan/."""

from django.urls import path

from expo.ordering.views import order

app_name = "ordering"
urlpatterns = [path("<slug:code>/", order, name="order")]
