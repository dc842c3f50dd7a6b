"""Addresses of getting in, below /lapak-saya/."""

from django.urls import path

from lapak.entry import code_views, people_views, slip_views, views

urlpatterns = [
    path("masuk/", views.log_in, name="log_in"),
    path("masuk/kode/", code_views.ask_for_code, name="ask_for_code"),
    path("masuk/kode/isi/", code_views.enter_code, name="enter_code"),
    path("keluar/", views.log_out, name="log_out"),
    path("slip/", slip_views.enter_slip, name="enter_slip"),
    path("slip/buka/", slip_views.claim, name="claim"),
    path("slip/lapak/<id:booth_id>/", slip_views.booth_slips, name="booth_slips"),
    path("slip/<id:slip_id>/cabut/", slip_views.revoke, name="revoke_slip"),
    path("slip/<id:slip_id>/keluarkan/", slip_views.remove_user, name="remove_slip_user"),
    path("orang/", people_views.people, name="people"),
    path("orang/undang/<id:booth_id>/", people_views.invite, name="invite"),
    path("orang/<id:membership_id>/keluarkan/", people_views.remove, name="remove_helper"),
    path("kata-sandi/", people_views.password, name="password"),
]
