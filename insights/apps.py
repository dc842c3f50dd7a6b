"""How often pages are opened, told to merchants and to the office."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """App `insights`."""

    name = "insights"
    verbose_name = "Statistik"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Listen for changes."""
        from insights import signals  # noqa: F401
