"""Addresses under `/ke/`."""

from django.urls import path

from marketplaces.views import leave

app_name = "marketplaces"

urlpatterns = [path("<id:pk>/", leave, name="leave")]
