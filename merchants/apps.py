"""Businesses, the people who belong to them, and where they trade."""

from django.apps import AppConfig


class MerchantsConfig(AppConfig):
    """App `merchants`."""

    name = "merchants"
    verbose_name = "Pelaku usaha"
    default_auto_field = "django.db.models.BigAutoField"
