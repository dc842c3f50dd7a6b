"""Addresses of opening a booth, below /lapak-saya/buka/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from lapak.opening import office_views, resume_views, views


class StepConverter(StringConverter):
    """The name of a step."""

    regex = "nama|hall|kontak|barang|tautan|kirim|siapa"


register_converter(StepConverter, "opening_step")

urlpatterns = [
    path("", views.start, name="open"),
    path("<opening_step:step>/", views.opening_step, name="opening_step"),
    path("terkirim/", views.sent, name="opening_sent"),
    path("hapus/", views.forget, name="opening_forget"),
    path("lanjut/", resume_views.resume, name="opening_resume"),
    path("lanjut/kode/", resume_views.show_code, name="opening_code"),
    path("<id:booth_id>/", views.go_on, name="opening_go_on"),
    path("<id:booth_id>/<opening_step:step>/", views.booth_step, name="opening_booth_step"),
    path("orang/<id:booth_id>/", office_views.who, name="opening_who"),
    path("orang/<id:booth_id>/kenal/", office_views.know, name="opening_know"),
    path("orang/<id:booth_id>/tolak/", office_views.refuse, name="opening_refuse"),
]
