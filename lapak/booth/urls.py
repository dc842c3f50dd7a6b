"""Addresses of a booth's pages, below /lapak-saya/."""

from django.urls import path

from lapak.booth import views

urlpatterns = [
    path("", views.my_booth, name="my_booth"),
    path("<id:booth_id>/", views.booth_front, name="booth"),
    path("<id:booth_id>/harga/", views.prices, name="prices"),
    path("<id:booth_id>/tutup/", views.closed_today, name="closed_today"),
    path("<id:booth_id>/urungkan/", views.undo, name="undo"),
    path("<id:booth_id>/barang/<id:product_id>/harga/", views.price, name="price"),
    path("<id:booth_id>/barang/<id:product_id>/ada/", views.availability, name="availability"),
]
