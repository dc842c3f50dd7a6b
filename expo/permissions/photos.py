"""The policy of photos: merchants use own uploads, editors every photo."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import Collection, Page, ReferenceIndex, Revision, TaskState, WorkflowState
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from expo.models import BoothPage
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


def is_under_review(photo) -> bool:
    """Tell whether a version that waits for the office shows this photo.

    The reference index knows only what is stored in the pages, so the waiting versions are read: those
    below the booths of everybody who may choose the uploader's photos, and the uploader.
    """
    booths = BoothPage.objects.filter(
        merchant__memberships__user__memberships__merchant__memberships__user=photo.uploaded_by_user_id
    )
    below = Q(pk__in=[])
    for path in set(booths.values_list("path", flat=True)):
        below |= Q(path__startswith=path)
    ids = Page.objects.filter(below).order_by().values_list(Cast("pk", CharField()))
    waiting = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
        workflow_state__object_id__in=ids,
    ).values("revision")
    reference = (ContentType.objects.get_for_model(photo).pk, str(photo.pk))
    return any(
        (type_id, pk) == reference
        for revision in Revision.objects.filter(pk__in=waiting)
        for type_id, pk, *_path in ReferenceIndex._extract_references_from_object(revision.as_object())
    )


class PhotoAccessPolicy(CollectionOwnershipPermissionPolicy):
    """Lets merchants upload, and choose own uploads and those of their colleagues.

    A photo that a published page shows, or a version that waits for review, can be replaced by another
    one on the page, through review, but not changed or deleted in place: what the public sees stays
    as it was approved, and what is approved is what was looked at. Everybody else has what the groups
    give them.
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
        """Choosing is for own uploads; changing and deleting for those neither public nor under review."""
        if not is_merchant(user):
            return super().user_has_any_permission_for_instance(user, actions, instance)
        actions = set(actions) & MERCHANT_ACTIONS
        if not actions or not self._is_theirs(user, instance):
            return False
        if actions & {"choose", "add"}:
            return True
        return not (is_public(instance) or is_under_review(instance))

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
