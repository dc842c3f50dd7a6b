"""Addresses of the aid of a booth's business, below /lapak-saya/."""

from django.urls import path

from lapak.aid import views

urlpatterns = [
    path("<id:booth_id>/bantuan/", views.aid, name="aid"),
    path("<id:booth_id>/bantuan/<id:grant_id>/dokumen/", views.aid_document, name="aid_document"),
]
