"""Halls, booths, expo editions, showcases and moderation."""

from django.apps import AppConfig


class ExpoConfig(AppConfig):
    """App `expo`."""

    name = "expo"
    verbose_name = "Expo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Keep the public listings in step with the page tree."""
        from expo import signals  # noqa: F401
