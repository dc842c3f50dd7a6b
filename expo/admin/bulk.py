"""Bulk actions of the editors on booths and products, from their lists and from the explorer.

Each shows what it will do before it does it, works on the rows ticked or on everything the list is
filtered to (at most LIMIT at a time), and says afterwards how many it did and which it refused.
"""

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.widgets import AdminPageChooser

from catalog.models import ProductPage
from core.numbers import is_whole_number
from expo.admin.listings import BoothRows, ProductRows
from expo.admin.trust import TRUST, UNTRUST, WORDS
from expo.domain import curation, editor_lists, moderation
from expo.models import BoothPage, HallPage, ShowcasePage
from merchants.permissions import is_curator

LIMIT = 500
"""How many objects one confirmation does at most; the rest is still there for the next."""
MOST_PICKS = 48
"""How many picks one confirmation adds to a showcase: more than two pages of cards help nobody."""
LISTED_FOR = 8 * 60 * 60
"""How many seconds a page of confirmation may stay open."""
SHOWN = 30
"""How many names the page of confirmation lists."""

ROWS = {BoothPage: BoothRows, ProductPage: ProductRows}


class CuratedBulkAction(BulkAction):
    """What the editors' bulk actions have in common; subclasses name themselves and call one domain verb."""

    template_name = "expo/admin/bulk_confirm.html"
    models = (BoothPage, ProductPage)
    action_type = ""
    display_name = ""
    aria_label = ""
    explanation = ""
    button = ""

    lists_anew = False
    """Whether the pages are looked up again on confirming, because the form narrows them down."""

    @property
    def limit(self):
        """Return how many objects one confirmation does at most."""
        return LIMIT

    def still_to_do(self, pages):
        """Leave out of everything filtered what is done already, so that repeating goes on where it stopped."""
        return pages

    def dispatch(self, request, *args, **kwargs):
        """Let the office in."""
        if not is_curator(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def listed(self):
        """Return what the page of confirmation listed, as it came back signed; None when there is none.

        What is done is done to what was shown: not to what has come under the filter since, and not
        to versions that were handed in since.
        """
        try:
            return signing.loads(self.request.POST.get("listed", ""), salt=self._salt, max_age=LISTED_FOR)
        except signing.BadSignature:
            return None

    @property
    def _salt(self):
        return f"{self.action_type}.{self.model._meta.label_lower}.{self.request.user.pk}"

    @cached_property
    def seen(self):
        """Return the versions the editor was shown as waiting: {page id: revision id or None}."""
        if self.listed is not None:
            return dict(self.listed["pages"])
        waiting = moderation.waiting_revisions(pages=self.chosen[0])
        return {page.pk: waiting.get(page.pk) for page in self.chosen[0]}

    @cached_property
    def chosen(self):
        """Return (pages, total): the ticked rows or everything filtered, at most LIMIT, and how many there are.

        On confirming, what was listed.
        """
        if self.listed is not None and not self.lists_anew:
            ids = [pk for pk, _revision in self.listed["pages"]]
            return list(self.model.objects.filter(pk__in=ids).order_by("path")), self.listed["total"]
        ids = self.request.GET.getlist("id")
        pages = self.model.objects.all()
        if "all" in ids:
            pages = self.still_to_do(self._filtered(pages))
        else:
            pages = pages.filter(pk__in=[int(pk) for pk in ids if is_whole_number(pk)][:LIMIT])
        pages = pages.order_by("path")
        return list(pages[: self.limit]), pages.count()

    def _filtered(self, pages):
        rows = ROWS[self.model]
        parent = self.request.GET.get("childOf", "")
        if is_whole_number(parent):
            hall_or_booth = (
                HallPage.objects.filter(pk=parent).first() or BoothPage.objects.filter(pk=parent).first()
            )
            pages = editor_lists.below(pages, hall_or_booth) if hall_or_booth else pages.none()
        filters = rows.editor_filterset(self.request.GET, request=self.request)
        if not filters.is_valid():
            return pages.none()
        pages = filters.filter_queryset(pages)
        search = editor_lists.search_booths if self.model is BoothPage else editor_lists.search_products
        return search(pages, self.request.GET.get("q", ""))

    def get_context_data(self, **kwargs):
        """Say what will be done to which pages."""
        pages, total = self.chosen
        return {
            "form": kwargs.get("form") or self.get_form(),
            "view": self,
            "titles": [page.get_admin_display_title() for page in pages[:SHOWN]],
            "unnamed": max(0, len(pages) - SHOWN),
            "count": len(pages),
            "left": max(0, total - len(pages)),
            "limit": self.limit,
            "listed": signing.dumps(
                {"pages": list(self.seen.items()), "total": total}, salt=self._salt, compress=True
            ),
            "header_title": self.display_name,
            "next": self.next_url,
            "submit_url": f"{self.request.path}?{self.request.META['QUERY_STRING']}",
        }

    def form_valid(self, form):
        """Do it, and say what was done and what was refused."""
        if self.listed is None:
            messages.warning(
                self.request, _("Daftar ini sudah terlalu lama. Periksa lagi sebelum melanjutkan.")
            )
            return self.render_to_response(self.get_context_data(form=form))
        pages, _total = self.chosen
        outcome = self.act(pages, form.cleaned_data)
        if outcome.done:
            messages.success(self.request, self.done_message(len(outcome.done)))
        if outcome.refused:
            messages.warning(self.request, refusals_message(outcome.refused))
        if not pages:
            messages.warning(self.request, _("Tidak ada yang dipilih."))
        return redirect(self.next_url)

    def act(self, pages, data) -> curation.Outcome:
        """Call the domain's verb."""
        raise NotImplementedError

    def done_message(self, count) -> str:
        """Say in one sentence what was done."""
        raise NotImplementedError


def refusals_message(refused):
    """Return what was refused and why, the first ten by name."""
    lines = format_html_join("", "<li>{}: {}</li>", ((one.title, one.why) for one in refused[:10]))
    more = len(refused) - 10
    rest = format_html("<li>{}</li>", _("dan %(count)d lainnya") % {"count": more}) if more > 0 else ""
    head = _("%(count)d tidak dikerjakan:") % {"count": len(refused)}
    return format_html("{}<ul>{}{}</ul>", head, lines, rest)


class ApproveAction(CuratedBulkAction):
    """Approve what waits."""

    action_type = "setujui"
    display_name = gettext_lazy("Setujui")
    aria_label = gettext_lazy("Setujui yang dipilih")
    button = gettext_lazy("Ya, setujui dan tayangkan")
    explanation = gettext_lazy(
        "Versi yang menunggu pemeriksaan langsung tayang. Yang tidak sedang menunggu atau belum lengkap "
        "dilewati dan disebutkan. Setiap halaman dikerjakan sendiri-sendiri."
    )
    action_priority = 10

    def still_to_do(self, pages):
        """Keep what waits."""
        return pages.filter(pk__in=moderation.waiting_page_ids())

    def act(self, pages, data):
        """Approve."""
        return curation.approve_pages(pages=pages, by=self.request.user, seen=self.seen)

    def done_message(self, count):
        """Say it."""
        return ngettext("%(count)d halaman disetujui.", "%(count)d halaman disetujui.", count) % {
            "count": count
        }


class ShowcaseForm(forms.Form):
    """Which showcase, and the curator's note."""

    showcase = forms.ModelChoiceField(
        label=gettext_lazy("Pilihan dinas"),
        queryset=ShowcasePage.objects.all(),
        widget=AdminPageChooser(target_models=[ShowcasePage]),
    )
    note = forms.CharField(label=gettext_lazy("Catatan kurator"), max_length=300, required=False)


class ShowcaseAction(CuratedBulkAction):
    """Put into a showcase."""

    action_type = "pilihan"
    display_name = gettext_lazy("Masukkan ke pilihan dinas")
    aria_label = gettext_lazy("Masukkan yang dipilih ke pilihan dinas")
    button = gettext_lazy("Masukkan")
    form_class = ShowcaseForm
    explanation = gettext_lazy(
        "Yang dipilih ditambahkan di akhir daftar pilihan. Yang belum tayang atau sudah ada dilewati dan "
        "disebutkan; selebihnya masuk semua atau tidak sama sekali."
    )
    action_priority = 20
    limit = MOST_PICKS

    def act(self, pages, data):
        """Add."""
        return curation.add_to_showcase(
            pages=pages, showcase=data["showcase"], by=self.request.user, note=data["note"]
        )

    def done_message(self, count):
        """Say it."""
        return _("%(count)d masuk ke pilihan dinas.") % {"count": count}


class TrustAction(CuratedBulkAction):
    """Trust booths."""

    models = (BoothPage,)
    action_type = TRUST
    display_name = WORDS[TRUST]
    aria_label = gettext_lazy("Jadikan lapak yang dipilih tepercaya")
    button = gettext_lazy("Ya, percayai")
    explanation = gettext_lazy(
        "Perubahan lapak tepercaya langsung tayang tanpa diperiksa dan masuk daftar “Diubah lapak tepercaya” "
        "di beranda Anda. Penayangan pertama sebuah lapak tetap diperiksa."
    )
    action_priority = 30
    trusted = True

    def still_to_do(self, pages):
        """Keep those that are not yet as they shall be."""
        return pages.filter(is_trusted=not self.trusted)

    def act(self, pages, data):
        """Trust or not."""
        return curation.trust_booths(booths=pages, by=self.request.user, trusted=self.trusted)

    def done_message(self, count):
        """Say it."""
        return _("%(count)d lapak kini tepercaya.") % {"count": count}


class UntrustAction(TrustAction):
    """Trust booths no longer."""

    action_type = UNTRUST
    display_name = WORDS[UNTRUST]
    aria_label = gettext_lazy("Cabut kepercayaan lapak yang dipilih")
    button = gettext_lazy("Ya, cabut")
    explanation = gettext_lazy("Perubahan lapak ini kembali diperiksa dulu sebelum tayang.")
    action_priority = 60
    trusted = False

    def done_message(self, count):
        """Say it."""
        return _("Kepercayaan %(count)d lapak dicabut.") % {"count": count}


class HallForm(forms.Form):
    """Which hall."""

    hall = forms.ModelChoiceField(
        label=gettext_lazy("Hall tujuan"), queryset=HallPage.objects.order_by("path")
    )


class MoveAction(CuratedBulkAction):
    """Move booths to another hall."""

    models = (BoothPage,)
    action_type = "pindah-hall"
    display_name = gettext_lazy("Pindahkan ke hall")
    aria_label = gettext_lazy("Pindahkan lapak yang dipilih ke hall lain")
    button = gettext_lazy("Pindahkan")
    form_class = HallForm
    lists_anew = True
    explanation = gettext_lazy(
        "Setiap lapak mendapat stan kosong berikutnya di hall tujuan. Alamat lama tetap mengantar pengunjung, dan "
        "kode pada cetakan (/b/…/) tidak berubah. Setiap lapak dikerjakan sendiri-sendiri."
    )
    action_priority = 50

    def still_to_do(self, pages):
        """Leave out what stands in the chosen hall."""
        hall = self.request.POST.get("hall", "")
        return pages.exclude(hall=int(hall)) if is_whole_number(hall) else pages

    def act(self, pages, data):
        """Move."""
        return curation.move_booths(booths=pages, hall=data["hall"], by=self.request.user)

    def done_message(self, count):
        """Say it."""
        return _("%(count)d lapak dipindahkan.") % {"count": count}


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan, untuk dibaca pelaku usaha"),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        help_text=gettext_lazy("Tulis dengan kata-kata biasa apa yang perlu diperbaiki."),
    )


class UnpublishAction(CuratedBulkAction):
    """Take off the site, with a reason."""

    action_type = "turunkan"
    display_name = gettext_lazy("Turunkan dengan alasan")
    aria_label = gettext_lazy("Turunkan yang dipilih dengan alasan")
    button = gettext_lazy("Ya, turunkan")
    form_class = ReasonForm
    explanation = gettext_lazy(
        "Halaman hilang dari pengunjung; isinya tetap tersimpan. Produk dalam lapak yang diturunkan ikut hilang. "
        "Pelaku usaha membaca alasannya. Setiap halaman dikerjakan sendiri-sendiri."
    )
    action_priority = 40
    classes = {"serious"}

    def still_to_do(self, pages):
        """Keep what is live."""
        return pages.filter(live=True)

    def act(self, pages, data):
        """Unpublish."""
        return curation.unpublish_pages(pages=pages, by=self.request.user, reason=data["reason"])

    def done_message(self, count):
        """Say it."""
        return _("%(count)d halaman diturunkan.") % {"count": count}


ACTIONS = [ApproveAction, ShowcaseAction, TrustAction, UnpublishAction, MoveAction, UntrustAction]
