"""The admin's pages about people."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry
from wagtail.users.views.users import (
    CreateView,
    DeleteView,
    EditView,
    HistoryView,
    IndexView,
    UserViewSet,
)

from core.phone import format_phone
from core.users.forms import PersonCreationForm, PersonEditForm

User = get_user_model()


def policy():
    """Return the rule about people."""
    return policy_registry.get_by_type(User)


def readable_phone(person) -> str:
    """Return the number as people read it aloud."""
    return format_phone(person.phone) if person.phone else ""


class PersonLookup:
    """Finds only the people whom somebody looks after; others do not exist."""

    def get_object(self, queryset=None):
        """Return the person or raise Http404."""
        person = super().get_object(queryset)
        if not policy().user_has_permission_for_instance(self.request.user, "change", person):
            raise Http404
        return person


class PeopleIndexView(IndexView):
    """People, with their number."""

    page_title = gettext_lazy("Orang")

    @property
    def columns(self):
        """Show the phone number beside the name."""
        columns = super().columns
        columns.insert(2, Column("phone", label=gettext_lazy("Nomor HP"), accessor=readable_phone))
        return [column for column in columns if column.name != User.USERNAME_FIELD]

    @property
    def search_fields(self):
        """Find people by number, too."""
        return {"phone", "first_name", "last_name", "email"}

    def get_base_queryset(self):
        """List whom this person looks after."""
        mine = policy().instances_user_has_any_permission_for(self.request.user, ["change"])
        return super().get_base_queryset().filter(pk__in=mine.values("pk"))


class PersonCreateView(CreateView):
    """A new person."""

    def get_form_kwargs(self):
        """Tell the form who asks."""
        return super().get_form_kwargs() | {"for_user": self.request.user}


class PersonEditView(PersonLookup, EditView):
    """A person."""

    def get_form_kwargs(self):
        """Tell the form who asks."""
        return super().get_form_kwargs() | {"for_user": self.request.user}


class PersonDeleteView(PersonLookup, DeleteView):
    """Deleting a person."""


class PersonHistoryView(PersonLookup, HistoryView):
    """What happened to a person's entry."""


class PeopleViewSet(UserViewSet):
    """People, looked after by the rule in `core.users.policy`."""

    menu_label = gettext_lazy("Orang")
    index_view_class = PeopleIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    history_view_class = PersonHistoryView

    def get_form_class(self, for_update=False):
        """Return the form that asks for a phone number or an e-mail address."""
        return PersonEditForm if for_update else PersonCreationForm


def end_sessions(request, user_id):
    """Ask, and then log a person out everywhere."""
    person = get_object_or_404(User, pk=user_id)
    if not policy().user_has_permission(request.user, "change"):
        raise PermissionDenied
    if not policy().user_has_permission_for_instance(request.user, "change", person):
        raise Http404
    if request.method == "POST":
        person.end_sessions()
        messages.success(request, _("%(person)s keluar dari semua perangkat.") % {"person": person})
        return redirect("wagtailusers_users:index")
    return TemplateResponse(request, "wagtailadmin/people/end_sessions.html", {"person": person})
