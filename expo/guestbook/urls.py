"""Where one writes into a guestbook, below /expo/<edition>/."""

from django.urls import path

from expo.guestbook.views import sign

app_name = "guestbook"
urlpatterns = [path("buku-tamu/tulis/", sign, name="sign")]
