"""The project's own image model: a photo with its ready-made pictures."""

import secrets
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from core.uploads import private_copy


class Photo(AbstractImage):
    """An uploaded photo.

    `sources` holds the addresses of its renditions, made when the photo is saved, so that showing
    it costs neither a query nor work: {"card": {"width": 640, "height": 480, "avif": [[320, url],
    [640, url]], "webp": […], "jpeg": […], "tone": 12}, "full": {…}}. "card" is cropped to 4:3 around
    the focal point; "full" keeps the photo's own shape; "tone" is the number of the nearest of
    `core.tones`, None for a photo one sees through. Empty while the pictures are not made yet.
    """

    has_new_file = False
    """True from the saving of another file on."""

    sources = models.JSONField(default=dict, blank=True, editable=False)

    # No tags: the chooser would show the words of every merchant's photos to all others.
    admin_form_fields = tuple(name for name in Image.admin_form_fields if name != "tags")

    class Meta(AbstractImage.Meta):
        verbose_name = _("foto")
        verbose_name_plural = _("foto")

    def save(self, *args, **kwargs):
        """Store the picture alone: a new file loses its metadata before it is written."""
        if self.file and not self.file._committed and (clean := private_copy(self.file.file)):
            clean.name = str(PurePath(self.file.name).with_suffix(PurePath(clean.name).suffix))
            self.file, uploaded = clean, self.file_hash
            self._set_image_file_metadata()
            # A file that comes a second time is known by what was uploaded, not by what became of it.
            self.file_hash = uploaded or self.file_hash
            if self.pk:
                # The old pictures go with the old file; what they showed must not be shown any longer.
                self.has_new_file, self.sources = True, {}
        super().save(*args, **kwargs)

    def get_upload_to(self, filename):
        """Return a path that nobody guesses: drafts' photos are served by address alone, like all media."""
        return super().get_upload_to(f"{secrets.token_hex(6)}-{filename}")


class PhotoRendition(AbstractRendition):
    """One size and format of a photo."""

    shown_to_visitors = False

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_photo_rendition"
            )
        ]
