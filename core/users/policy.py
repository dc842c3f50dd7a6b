"""Who may look after which people.

Administrators look after everybody. Editors (`expo.curate`) add people and change those who hold no
power themselves: no administrators, nobody in a group, nobody with a permission of their own. So an
editor can help a merchant who lost the password, and cannot take over a colleague's account. One group
is excepted, the canvassers': editors may do all that its people may, and choose who is in it.

Editors get this from here and not from Django's `change_user`, because Wagtail's bulk actions would
let anyone with that permission hand out roles.
"""

from django.contrib.auth.models import Group, Permission
from django.db.models import Exists, OuterRef
from wagtail.permission_policies import ModelPermissionPolicy

from core.powers import CANVASS, CANVASSERS, CURATE

EDITORS_ACTIONS = {"add", "change", "view"}


def canvassers_group():
    """Return the canvassers' group, as a queryset: empty once an administrator gave it more than its one permission.

    What gives more power than editors may hand out is the administrators' again.
    """
    app_label, codename = CANVASS.split(".")
    more = Permission.objects.exclude(content_type__app_label=app_label, codename=codename)
    return Group.objects.filter(
        ~Exists(Group.permissions.through.objects.filter(group=OuterRef("pk"), permission__in=more)),
        name=CANVASSERS,
        page_permissions=None,
        collection_permissions=None,
    )


class PeoplePolicy(ModelPermissionPolicy):
    """The rule above, as Wagtail asks for it."""

    def user_has_permission(self, user, action):
        """Let editors add and change people."""
        if user.is_active and action in EDITORS_ACTIONS and user.has_perm(CURATE):
            return True
        return super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        """Let editors add and change people."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        """Let editors change people without power."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """Let editors change people without power."""
        if not self.user_has_any_permission(user, actions):
            return False
        return user.is_superuser or self.people_of(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions):
        """List the people this person looks after."""
        if not self.user_has_any_permission(user, actions):
            return self.model._default_manager.none()
        return self.people_of(user)

    def people_of(self, user):
        """Return everybody for administrators, people without power for editors."""
        people = self.model._default_manager.all()
        if user.is_superuser:
            return people
        power = self.model.groups.through.objects.filter(user=OuterRef("pk")).exclude(
            group__in=canvassers_group()
        )
        return people.filter(
            ~Exists(power), is_superuser=False, is_staff=False, user_permissions__isnull=True
        )
