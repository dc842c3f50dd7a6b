"""Addresses of a booth's goods, below /lapak-saya/."""

from django.urls import path

from lapak.goods import order, photos, taps, views

urlpatterns = [
    path("<int:booth_id>/barang/baru/", views.add, name="new_product"),
    path("<int:booth_id>/barang/<int:product_id>/", views.edit, name="product"),
    path("<int:booth_id>/barang/<int:product_id>/salin/", taps.copy, name="copy_product"),
    path("<int:booth_id>/barang/<int:product_id>/tampil/", taps.shown, name="shown"),
    path("<int:booth_id>/barang/<int:product_id>/tarik/", taps.take_back, name="take_back"),
    path("<int:booth_id>/barang/<int:product_id>/buang/", taps.discard, name="discard"),
    path("<int:booth_id>/urutan/", order.order, name="order"),
    path("<int:booth_id>/foto/", photos.photo, name="photo"),
]
