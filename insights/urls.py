"""Addresses under `/dilihat/`."""

from django.urls import path

from insights.views import seen, watched

app_name = "insights"
urlpatterns = [path("", seen, name="seen"), path("panggung/", watched, name="watched")]
