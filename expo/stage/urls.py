"""The address that open pages ask while an edition is on."""

from django.urls import path

from expo.stage.views import live

app_name = "stage"
urlpatterns = [path("", live, name="live")]
