"""The leaf of the house: base page, people, photos, and helpers every room may use."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """App `core`."""

    name = "core"
    verbose_name = "Inti"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Set the encoders and connect the making of pictures to the saving of photos."""
        from pillow_heif import register_heif_opener

        from core import numbers, signals, willow_encoders  # noqa: F401 (numbers: the converter of ids)
        from core.page_cache.watch import watch_connections

        register_heif_opener()
        willow_encoders.register()
        signals.connect()
        watch_connections()
