"""Choices of the room of merchants."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MembershipRole(models.TextChoices):
    """What a person is to a business."""

    OWNER = "owner", _("Pemilik")
    HELPER = "helper", _("Pembantu")
