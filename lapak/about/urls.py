"""Addresses of what a booth says of itself, below /lapak-saya/."""

from django.urls import path

from lapak.about import views

urlpatterns = [
    path("<id:booth_id>/tentang/", views.about, name="about"),
    path("<id:booth_id>/tentang/tarik/", views.take_back, name="take_back_booth"),
    path("<id:booth_id>/logo/", views.picture, {"which": "logo"}, name="logo"),
    path("<id:booth_id>/sampul/", views.picture, {"which": "cover"}, name="cover"),
]
