"""App configuration of the marketplaces room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _fill_platforms(sender, using, **kwargs):
    """Keep the platform table in step with the shipped data after every migrate.

    A post_migrate handler rather than a data migration: test databases that are flushed
    between tests, and sites that update only the data file, get their platforms too.
    """
    from marketplaces.domain.platforms import sync_platforms

    sync_platforms(using=using)


class MarketplacesConfig(AppConfig):
    """Lokapasar: platforms, links to them and the clicks that leave through them."""

    name = "marketplaces"
    label = "marketplaces"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Lokapasar")

    def ready(self):
        """Fill the platform table whenever the database has been migrated; say who may change it."""
        from wagtail.permissions import register_permission_policy

        from marketplaces.models import Platform
        from marketplaces.permissions import PlatformPolicy

        register_permission_policy(Platform, PlatformPolicy(Platform))
        post_migrate.connect(_fill_platforms, sender=self, dispatch_uid="marketplaces.fill_platforms")
