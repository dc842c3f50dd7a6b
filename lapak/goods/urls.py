"""Addresses of a booth's goods, below /lapak-saya/."""

from django.urls import path

from lapak.goods import order, photos, taps, views

urlpatterns = [
    path("<id:booth_id>/barang/baru/", views.add, name="new_product"),
    path("<id:booth_id>/barang/<id:product_id>/", views.edit, name="product"),
    path("<id:booth_id>/barang/<id:product_id>/salin/", taps.copy, name="copy_product"),
    path("<id:booth_id>/barang/<id:product_id>/tampil/", taps.shown, name="shown"),
    path("<id:booth_id>/barang/<id:product_id>/tarik/", taps.take_back, name="take_back"),
    path("<id:booth_id>/barang/<id:product_id>/buang/", taps.discard, name="discard"),
    path("<id:booth_id>/urutan/", order.order, name="order"),
    path("<id:booth_id>/foto/", photos.photo, name="photo"),
]
