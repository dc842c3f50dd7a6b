"""What phones have sent already."""

from django.conf import settings
from django.db import models


class Received(models.Model):
    """A thing that a phone sent, by the key the phone gave it.

    Where the network drops, a phone can't know whether what it sent has arrived, and sends it again.
    """

    shown_to_visitors = False

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    photo = models.ForeignKey("core.Photo", null=True, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="received_once")]
        indexes = [models.Index(fields=["user", "at"], name="received_lately")]

    def __str__(self):
        """Return the key."""
        return str(self.key)
