"""Lapak Saya: the merchant's phone-first pages."""

from django.apps import AppConfig


class LapakConfig(AppConfig):
    """App `lapak`."""

    name = "lapak"
    verbose_name = "Lapak Saya"

    def ready(self):
        """Listen to what other rooms change."""
        from lapak import signals  # noqa: F401
        from lapak.opening import signals as of_opening  # noqa: F401
