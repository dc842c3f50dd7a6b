"""The door to the admin for merchants."""

from django.contrib.auth.backends import BaseBackend

from merchants.permissions import is_member

ACCESS_ADMIN = "wagtailadmin.access_admin"


class MembershipBackend(BaseBackend):
    """Lets every member of a business into the admin, without a group that could fall out of step.

    What a merchant sees and does there is decided page by page and photo by photo, by the policies
    of the rooms above. Leaving the last business closes the door at once.
    """

    def get_user_permissions(self, user_obj, obj=None):
        """Return the one permission a membership brings along."""
        if obj is not None or not user_obj.is_active or user_obj.is_anonymous:
            return set()
        return {ACCESS_ADMIN} if is_member(user_obj) else set()
