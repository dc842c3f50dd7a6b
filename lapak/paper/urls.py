"""Addresses of what a booth prints, below /lapak-saya/."""

from django.urls import path

from lapak.paper import views

urlpatterns = [
    path("<id:booth_id>/cetak/", views.papers, name="papers"),
    path("<id:booth_id>/cetak/<slug:kind>.pdf", views.sheet, name="sheet"),
]
