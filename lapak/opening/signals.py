"""What follows in this room from what happens in those below."""

from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail.signals import page_published, workflow_approved

from expo.models import BoothPage
from lapak.domain.openings import OpeningRefusedError, confirm, is_claimed
from lapak.opening.models import BoothOpening
from merchants.permissions import is_curator


@receiver(workflow_approved)
def know_whose_booth_is_approved(sender, instance, user, **kwargs):
    """Confirm the person behind a booth with its approval: who approves has looked at who it is."""
    _confirm(instance.content_object, user)


@receiver(page_published, sender=BoothPage)
def know_whose_booth_is_published(sender, instance, **kwargs):
    """Confirm the person when an editor publishes the booth without answering the review."""
    _confirm(instance, get_active_log_context().user)


def _confirm(page, user) -> None:
    if not isinstance(page, Page) or user is None or not is_curator(user):
        return
    opening = BoothOpening.objects.unknown().filter(booth=page.pk).first()
    # A booth that got an owner by a slip meanwhile gets no second one by the way.
    if opening is not None and not is_claimed(opening):
        try:
            confirm(opening=opening, by=user)
        except OpeningRefusedError:
            # The number is one of the office, or of two openings: the mark stays until somebody sorts it out.
            return
