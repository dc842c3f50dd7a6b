"""Addresses of requests to booths, below /tanya/."""

from django.urls import path

from expo.enquiring.views import ask, ask_several, choose

app_name = "enquiring"
urlpatterns = [
    path("", choose, name="choose"),
    path("beberapa/", ask_several, name="ask_several"),
    path("<slug:code>/", ask, name="ask"),
]
