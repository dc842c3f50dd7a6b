"""The one step of the workflow "Moderasi"."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import Task, TaskState

from core.powers import CURATE


class ReviewLock(WorkflowLock):
    """Says in plain words why a page that waits cannot be changed."""

    def get_message(self, user):
        """Return the words for whoever opened the page."""
        if self.for_user(user):
            return _(
                "Halaman ini sedang menunggu diperiksa dinas, jadi belum dapat diubah. "
                "Persediaan dan “tutup hari ini” tetap dapat diubah di Lapak saya."
            )
        return _("Halaman ini menunggu diperiksa. Setujui, atau kembalikan dengan alasan.")


class ReviewTask(Task):
    """A look by anyone of the office (`expo.curate`): approve, or send back with a reason.

    While a page waits, its merchant cannot change what is being looked at; price, availability and
    "closed today" stay free (see `expo.domain.freshness`).
    """

    shown_to_visitors = False

    lock_class = ReviewLock

    class Meta:
        verbose_name = _("pemeriksaan oleh dinas")
        verbose_name_plural = _("pemeriksaan oleh dinas")

    def user_can_access_editor(self, obj, user):
        """Let the office open what it reviews."""
        return user.has_perm(CURATE)

    def locked_for_user(self, obj, user):
        """Keep the merchant's hands off while the office looks."""
        return not user.has_perm(CURATE)

    def get_actions(self, obj, user):
        """Return the two answers an editor can give."""
        if not user.has_perm(CURATE):
            return []
        return [
            ("approve", _("Setujui"), False),
            ("reject", _("Kembalikan dengan alasan"), True),
        ]

    def get_form_for_action(self, action):
        """Ask for the reason when a page is sent back."""
        from expo.forms import AnswerForm, SendBackForm

        return SendBackForm if action == "reject" else AnswerForm

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """Return everything that waits, to anyone of the office."""
        if user.has_perm(CURATE):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()

    def on_action(self, task_state, user, action_name, comment="", **kwargs):
        """Answer once, by the office only, never without a reason, never with an incomplete page."""
        from expo.domain.completeness import require_publishable
        from expo.domain.hidden_links import settle

        comment = str(comment).strip()
        if not user.has_perm(CURATE) or (action_name == "reject" and not comment):
            raise PermissionDenied(_("Tulis alasan mengapa halaman ini dikembalikan."))
        if action_name == "approve":
            page = task_state.workflow_state.content_object
            require_publishable(page=page.get_latest_revision_as_object())
            settle(page=page, revision=page.get_latest_revision(), by=user)
        super().on_action(task_state, user, action_name, comment=comment)

    @classmethod
    def get_description(cls):
        """Return the description shown when a workflow is put together."""
        return _("Siapa pun dari dinas dapat menyetujui atau mengembalikan dengan alasan")
