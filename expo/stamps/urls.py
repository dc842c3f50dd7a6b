"""Where devices get stamps and codes, below /expo/<edition>/."""

from django.urls import path

from expo.stamps.views import code, stamp

app_name = "stamps"
urlpatterns = [
    path("stempel/cap/", stamp, name="stamp"),
    path("stempel/kode/", code, name="code"),
]
