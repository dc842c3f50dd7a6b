"""What follows from changes elsewhere."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from lapak.models import ClaimSlip
from merchants.enums import MembershipRole
from merchants.models import Membership


@receiver(post_delete, sender=Membership)
@receiver(post_save, sender=Membership)
def revoke_invitations(instance, signal, **kwargs):
    """Revoke what somebody who is no longer owner of a business had invited helpers with."""
    if signal is post_save and instance.role == MembershipRole.OWNER:
        return
    slips = ClaimSlip.objects.open().filter(
        merchant=instance.merchant_id, made_by=instance.user_id, role=MembershipRole.HELPER
    )
    slips.update(revoked_at=timezone.now())
