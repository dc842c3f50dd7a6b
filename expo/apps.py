"""Halls, booths, expo editions, showcases and moderation."""

from django.apps import AppConfig


class ExpoConfig(AppConfig):
    """App `expo`."""

    name = "expo"
    verbose_name = "Expo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Keep the public listings in step with the page tree, and say who may do what."""
        from django.db.models.signals import post_migrate
        from wagtail.images import get_image_model
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        from catalog.domain.search_places import read_places_from
        from catalog.models import ProductPage
        from expo import signals  # noqa: F401
        from expo.domain import structured  # noqa: F401
        from expo.domain.places import booth_places, fill_places_once, hall_places
        from expo.forms import StallPageForm
        from expo.guestbook import views as guestbook_views  # noqa: F401
        from expo.models import BoothPage
        from expo.permissions import PageAccessPolicy, PhotoAccessPolicy
        from expo.programme import views as programme_views  # noqa: F401
        from expo.sharing import signals as sharing_signals  # noqa: F401
        from expo.stage import views as stage_views  # noqa: F401
        from expo.stamps import views as stamp_views  # noqa: F401
        from expo.taking_part import views as taking_part_views  # noqa: F401

        register_permission_policy(Page, PageAccessPolicy())
        # Wagtail's image app registers its own policy for the class after this; the exact class wins.
        photo = get_image_model()
        register_permission_policy(
            photo,
            PhotoAccessPolicy(photo, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user"),
            exact_class=True,
        )
        read_places_from(hall_places)
        read_places_from(booth_places)
        post_migrate.connect(fill_places_once, sender=self)
        # Forms stand above models: a model cannot import the form that edits it.
        BoothPage.base_form_class = StallPageForm
        ProductPage.base_form_class = StallPageForm
