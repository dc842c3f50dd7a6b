"""Lapak Saya: the merchant's phone-first pages."""

from django.apps import AppConfig


class LapakConfig(AppConfig):
    """App `lapak`."""

    name = "lapak"
    verbose_name = "Lapak Saya"
