"""Addresses of the canvassers' pages, below /lapak-saya/slip-lapangan/."""

from django.urls import path

from lapak.canvass import views

urlpatterns = [
    path("", views.booths, name="canvass"),
    path("dibuat/", views.slips, name="canvassed"),
    path("<id:booth_id>/", views.make, name="canvass_booth"),
]
