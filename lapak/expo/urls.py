"""Addresses of a booth's part in editions, below /lapak-saya/."""

from django.urls import path

from lapak.expo import offer_views, views

_ROOT = "<id:booth_id>/expo/<id:edition_id>/"

urlpatterns = [
    path(_ROOT, views.expo, name="expo"),
    path(f"{_ROOT}terima/", views.take, name="expo_take"),
    path(f"{_ROOT}mundur/", views.leave, name="expo_leave"),
    path(f"{_ROOT}harga/", offer_views.offers, name="expo_offers"),
    path(f"{_ROOT}harga/<id:product_id>/", offer_views.offer, name="expo_offer"),
]
