"""Addresses of links, below /lapak-saya/: of a booth, and the same of each of its products."""

from django.urls import path

from lapak.links import views

_VIEWS = [
    ("", views.links, "links"),
    ("periksa/", views.check, "links_check"),
    ("simpan/", views.add, "links_add"),
    ("urutan/", views.order, "links_order"),
    ("kirim/", views.send, "links_send"),
    ("<uuid:key>/", views.edit, "link"),
    ("<uuid:key>/tampil/", views.show, "link_show"),
    ("<uuid:key>/geser/", views.move, "link_move"),
    ("<uuid:key>/hapus/", views.remove, "link_remove"),
]

urlpatterns = [
    *(path(f"<id:booth_id>/tautan/{end}", view, name=name) for end, view, name in _VIEWS),
    *(
        path(f"<id:booth_id>/barang/<id:product_id>/tautan/{end}", view, name=f"product_{name}")
        for end, view, name in _VIEWS
    ),
]
