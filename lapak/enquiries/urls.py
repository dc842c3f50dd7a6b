"""Addresses of a booth's requests, below /lapak-saya/."""

from django.urls import path

from lapak.enquiries import views

urlpatterns = [
    path("<id:booth_id>/permintaan/", views.enquiries, name="enquiries"),
    path("<id:booth_id>/permintaan/<id:enquiry_id>/", views.enquiry, name="enquiry"),
]
