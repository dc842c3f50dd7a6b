"""Addresses under `/dilihat/`."""

from django.urls import path

from insights.views import seen

app_name = "insights"
urlpatterns = [path("", seen, name="seen")]
