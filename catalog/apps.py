"""Products, categories, certificates, and the listing every public page of products reads."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """App `catalog`."""

    name = "catalog"
    verbose_name = "Katalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Keep listings in step with the categories, and say what machines read of the pages."""
        from catalog import signals  # noqa: F401
        from catalog.domain import structured  # noqa: F401
