"""Addresses of help, below /lapak-saya/."""

from django.urls import path

from lapak.help import views

urlpatterns = [path("panduan-foto/", views.photo_guide, name="photo_guide")]
