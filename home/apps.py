"""The front page, plain content pages, navigation and site settings."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """App `home`."""

    name = "home"
    verbose_name = "Beranda"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Say what machines read of the pages."""
        from home import structured  # noqa: F401
