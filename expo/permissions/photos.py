"""The policy of photos: merchants use own uploads, editors every photo."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Page, ReferenceIndex
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from merchants.permissions import is_merchant, uploads_of

MERCHANT_ACTIONS = {"add", "choose", "change", "delete"}


def is_public(photo) -> bool:
    """Tell whether a published page shows this photo."""
    pages = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(photo),
        to_object_id=str(photo.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    ).values_list("object_id", flat=True)
    return Page.objects.live().filter(pk__in=[int(pk) for pk in pages]).exists()


class PhotoAccessPolicy(CollectionOwnershipPermissionPolicy):
    """Lets merchants upload, and choose own uploads and those of their colleagues.

    A photo that a published page shows can be replaced by another one on the page, through review,
    but not changed or deleted in place: what the public sees stays as it was approved. Everybody
    else has what the groups give them.
    """

    def _is_theirs(self, user, photo) -> bool:
        return uploads_of(user).filter(pk=photo.pk).exists()

    def user_has_permission(self, user, action):
        """Let merchants add, choose, change and delete at all."""
        if is_merchant(user):
            return action in MERCHANT_ACTIONS
        return super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        """Let merchants add, choose, change and delete at all."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """Choosing is for own uploads; changing and deleting for those no published page shows."""
        if not is_merchant(user):
            return super().user_has_any_permission_for_instance(user, actions, instance)
        actions = set(actions) & MERCHANT_ACTIONS
        if not actions or not self._is_theirs(user, instance):
            return False
        return bool(actions & {"choose", "add"}) or not is_public(instance)

    def instances_user_has_any_permission_for(self, user, actions):
        """List own uploads."""
        if not is_merchant(user):
            return super().instances_user_has_any_permission_for(user, actions)
        return uploads_of(user) if set(actions) & MERCHANT_ACTIONS else self.model._default_manager.none()

    def collections_user_has_any_permission_for(self, user, actions):
        """Let merchants upload into the one collection there is; none to look around in."""
        if is_merchant(user):
            return Collection.objects.filter(depth=1)
        return super().collections_user_has_any_permission_for(user, actions)
