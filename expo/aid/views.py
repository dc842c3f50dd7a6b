"""The office's import of aid, the list to sign, and documents for those they belong to."""

import mimetypes
import uuid

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from catalog.importing.errors import UnreadableFileError
from expo.admin.editor_access import CuratorsOnly
from expo.aid.forms import ImportForm
from expo.aid.table import plan_table, store_table
from expo.domain.aid import readable_document
from expo.importing.store import TABLE, ImportFolder
from expo.models import AidGrant, AidProgramme

WAITING = "aid_import"
"""Where a session keeps the key of the table that waits for the editor's word, and its programme."""


def document(request, grant_id):
    """Send a document to the office or to an owner of the business; for everybody else there is none."""
    if not request.user.is_authenticated:
        raise Http404
    grant = readable_document(grant_id=grant_id, user=request.user)
    if grant is None:
        raise Http404
    kind = grant.document.name.rpartition(".")[2]
    try:
        file = grant.document.open()
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        file,
        as_attachment=True,
        filename=f"bantuan-{grant.pk}.{kind}",
        content_type=mimetypes.guess_type(f"x.{kind}")[0] or "application/octet-stream",
    )
    response["Cache-Control"] = "private, no-store"
    return response


class ImportView(CuratorsOnly, TemplateView):
    """Takes a table, shows row by row what would be stored, and stores it on the editor's word."""

    template_name = "expo/aid/import.html"

    def get_context_data(self, **kwargs):
        """Add the form, and the plan of the table that waits."""
        form = kwargs.pop("form", None) or ImportForm(initial={"programme": self.request.GET.get("program")})
        header = {
            "page_title": _("Impor bantuan"),
            "header_title": _("Impor bantuan"),
            "header_icon": "upload",
        }
        return super().get_context_data(**kwargs) | header | {"form": form} | self._waiting()

    def _waiting(self) -> dict:
        folder, programme = self.waiting()
        if folder is None:
            return {}
        rows = plan_table(path=folder.table, programme=programme)
        states = [row.state for row in rows]
        counts = {state: states.count(state) for state in ("new", "same", "wrong")}
        warned = sum(bool(row.warnings) for row in rows)
        return {"rows": rows, "programme": programme, "counts": counts, "warned": warned}

    def waiting(self) -> tuple[ImportFolder | None, AidProgramme | None]:
        """Return folder and programme of the table this editor uploaded, (None, None) when there is none."""
        key, programme_id = self.request.session.get(WAITING, (None, None))
        programme = AidProgramme.objects.filter(pk=programme_id).first() if key else None
        if programme is None or not ImportFolder(key).exists():
            return None, None
        return ImportFolder(key), programme

    def forget(self) -> None:
        """Delete the table that waits."""
        key, _programme = self.request.session.pop(WAITING, (None, None))
        if key:
            ImportFolder(key).remove()

    def post(self, request):
        """Take a table, store the one that waits, or throw it away."""
        if "buang" in request.POST:
            self.forget()
            messages.success(request, _("Tabel dibuang. Tidak ada yang disimpan."))
            return redirect("expo_aid_import")
        if "simpan" in request.POST:
            return self._store(request)
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        self.forget()
        key = str(uuid.uuid4())
        folder, programme = ImportFolder(key), form.cleaned_data["programme"]
        folder.save(TABLE, form.cleaned_data["table"])
        try:
            plan_table(path=folder.table, programme=programme)
        except Exception as error:
            folder.remove()
            if not isinstance(error, UnreadableFileError):
                raise
            form.add_error("table", str(error))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        request.session[WAITING] = [key, programme.pk]
        return redirect("expo_aid_import")

    def _store(self, request):
        folder, programme = self.waiting()
        # The second of two taps finds the table gone: rows without a number would be stored twice.
        path = folder and folder.take(TABLE)
        if path is None:
            messages.error(request, _("Tabelnya sudah tidak ada. Unggah sekali lagi."))
            return redirect("expo_aid_import")
        count = store_table(path=path, programme=programme, by=request.user)
        self.forget()
        messages.success(request, _("%(count)d bantuan disimpan.") % {"count": count})
        return redirect(f"{reverse('expo_aid:index')}?programme={programme.pk}")


class SignListView(CuratorsOnly, View):
    """A list to sign on paper when a programme is handed over."""

    def get(self, request, programme_id):
        """Show the list, made for printing."""
        programme = get_object_or_404(AidProgramme, pk=programme_id)
        grants = AidGrant.objects.filter(programme=programme).select_related("merchant")
        context = {"programme": programme, "grants": grants.order_by("merchant__name", "pk")}
        return TemplateResponse(request, "expo/aid/sign_list.html", context)
