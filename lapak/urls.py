"""Addresses of the merchant's pages."""

from django.urls import include, path

app_name = "lapak"
urlpatterns = [
    path("lapak-saya/", include("lapak.booth.urls")),
    path("lapak-saya/", include("lapak.about.urls")),
    path("lapak-saya/", include("lapak.goods.urls")),
    path("lapak-saya/", include("lapak.entry.urls")),
    path("lapak-saya/slip-lapangan/", include("lapak.canvass.urls")),
    path("lapak-saya/", include("lapak.links.urls")),
    path("lapak-saya/", include("lapak.help.urls")),
    path("lapak-saya/", include("lapak.expo.urls")),
    path("lapak-saya/", include("lapak.enquiries.urls")),
    path("lapak-saya/buka/", include("lapak.opening.urls")),
    path("lapak-saya/", include("lapak.paper.urls")),
    path("lapak-saya/", include("lapak.aid.urls")),
]
