"""Who looks after platforms: editors may read and change them, nobody adds or deletes one.

Platforms come from the data files and links point at them, so adding and deleting are no work for a form.
"""

from wagtail.permission_policies import ModelPermissionPolicy


class PlatformPolicy(ModelPermissionPolicy):
    """The model's own permissions without "add" and "delete", for administrators too."""

    _NEVER = frozenset({"add", "delete"})

    def user_has_permission(self, user, action):
        """Whether the user may do this to platforms."""
        return action not in self._NEVER and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        """Whether the user may do any of these to platforms."""
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions):
        """The users who may do any of these to platforms."""
        allowed = set(actions) - self._NEVER
        if not allowed:
            return super().users_with_any_permission(actions).none()
        return super().users_with_any_permission(allowed)
