"""Blocks that every room may use."""

from wagtail.images.blocks import ImageChooserBlock

from core.models import Photo


class PhotoChooserBlock(ImageChooserBlock):
    """A photo chosen by id, where an id that does not exist stays visible to the form's checks.

    Wagtail turns an unknown id into "nothing chosen" and a foreign one into the photo, two answers
    that tell apart what exists. Here both reach the form as a photo that it refuses.
    """

    def value_from_form(self, value):
        """Return the photo, or an unsaved one with the id that was posted."""
        photo = super().value_from_form(value)
        if photo is None and value not in (None, ""):
            try:
                return Photo(pk=int(value))
            except (TypeError, ValueError, OverflowError):
                return Photo(pk=0)
        return photo

    def get_form_state(self, value):
        """Show nothing of a photo that does not exist."""
        return None if value is not None and value._state.adding else super().get_form_state(value)
