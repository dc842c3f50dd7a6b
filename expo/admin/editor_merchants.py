"""Businesses, for editors: a list, a form with its people, and a chooser that is typed into, not scrolled."""

from django import forms
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic import chooser as choosers
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from core.login import login_name
from expo.admin.editor_access import CuratorsOnly
from expo.admin.listings import LeanPaginator
from merchants.enums import MembershipRole
from merchants.models import Membership, Merchant


def search_merchants(merchants, words):
    """Return businesses with every word in their name or their owner's, or with this NIB."""
    for word in words.split()[:8]:
        merchants = merchants.filter(Q(name__icontains=word) | Q(owner_name__icontains=word) | Q(nib=word))
    return merchants


class MerchantForm(WagtailAdminModelForm):
    """A business and the people who act for it; people are named by telephone or e-mail, never picked from a list."""

    add_member = forms.CharField(
        label=gettext_lazy("Tambah orang"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Nomor HP atau alamat email yang dipakai orang itu untuk masuk."),
    )
    add_role = forms.ChoiceField(
        label=gettext_lazy("Sebagai"),
        choices=MembershipRole.choices,
        initial=MembershipRole.OWNER,
        required=False,
    )
    remove_members = forms.MultipleChoiceField(
        label=gettext_lazy("Keluarkan"), widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Merchant
        fields = ["name", "owner_name", "nib", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        members = []
        if self.instance.pk:
            members = [
                (str(member.pk), f"{member.user} ({member.get_role_display()})")
                for member in self.instance.memberships.select_related("user").order_by("pk")
            ]
        if members:
            self.fields["remove_members"].choices = members
        else:
            del self.fields["remove_members"]

    def clean_add_member(self):
        """Find the person."""
        text = self.cleaned_data["add_member"].strip()
        if not text:
            return None
        person = get_user_model().objects.filter(username=login_name(text)).first()
        if person is None:
            raise forms.ValidationError(
                _("Belum ada pengguna dengan nomor atau email ini. Tambahkan dulu di Pengguna.")
            )
        if self.instance.pk and self.instance.memberships.filter(user=person).exists():
            raise forms.ValidationError(_("Orang ini sudah menjadi anggota."))
        return person

    @transaction.atomic
    def save(self, commit=True):
        """Save the business, then its people."""
        merchant = super().save(commit=commit)
        if commit:
            self.save_members(merchant)
        return merchant

    def save_members(self, merchant):
        """Add and remove people."""
        person = self.cleaned_data.get("add_member")
        if person:
            role = self.cleaned_data.get("add_role") or MembershipRole.OWNER
            Membership.objects.get_or_create(merchant=merchant, user=person, defaults={"role": role})
        merchant.memberships.filter(pk__in=self.cleaned_data.get("remove_members") or []).delete()


class MerchantIndexView(IndexView):
    """The list of businesses."""

    paginator_class = LeanPaginator

    def get_base_queryset(self):
        """Read the businesses."""
        return Merchant.objects.all()

    def paginate_queryset(self, queryset, page_size):
        """Count people and booths of the rows shown, in one query each."""
        paginator, page, rows, more = super().paginate_queryset(queryset, page_size)
        rows = list(rows)
        ids = [merchant.pk for merchant in rows]
        for name, relation in (("people", "memberships"), ("booth_count", "booths")):
            counts = dict(
                Merchant.objects.filter(pk__in=ids)
                .order_by()
                .annotate(number=Count(relation))
                .values_list("pk", "number")
            )
            for merchant in rows:
                setattr(merchant, name, counts.get(merchant.pk, 0))
        page.object_list = rows
        return paginator, page, rows, more

    def search_queryset(self, queryset):
        """Find by name, owner or NIB."""
        return search_merchants(queryset, self.search_query) if self.is_searching else queryset


class MerchantViewSet(ModelViewSet):
    """Businesses."""

    model = Merchant
    icon = "group"
    menu_label = gettext_lazy("Pelaku usaha")
    add_to_admin_menu = False
    copy_view_enabled = False
    index_view_class = MerchantIndexView
    search_fields = ["name"]
    ordering = ["name"]
    list_display = [
        "name",
        Column("owner_name", label=gettext_lazy("Pemilik"), sort_key="owner_name"),
        NumberColumn("people", label=gettext_lazy("Orang")),
        NumberColumn("booth_count", label=gettext_lazy("Lapak")),
        Column("created_at", label=gettext_lazy("Didaftarkan"), sort_key="created_at"),
    ]
    list_per_page = 50

    def get_form_class(self, for_update=False):
        """Return the form with people."""
        return MerchantForm


merchant_viewset = MerchantViewSet("expo_merchants", url_prefix="pelaku-usaha")


class MerchantSearchForm(BaseFilterForm):
    """The box to type into."""

    q = forms.CharField(
        label=gettext_lazy("Cari"),
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Nama usaha atau pemilik")}),
        required=False,
    )

    def filter(self, objects):
        """Find by name, owner or NIB."""
        words = self.cleaned_data.get("q")
        if words:
            self.is_searching, self.search_query = True, words
            objects = search_merchants(objects, words)
        return objects


class _Choose(CuratorsOnly, choosers.ChooseView):
    filter_form_class = MerchantSearchForm


class _ChooseResults(CuratorsOnly, choosers.ChooseResultsView):
    filter_form_class = MerchantSearchForm


class _Chosen(CuratorsOnly, choosers.ChosenView):
    pass


class _ChosenMultiple(CuratorsOnly, choosers.ChosenMultipleView):
    pass


class _Create(CuratorsOnly, choosers.CreateView):
    pass


class MerchantChooserViewSet(ChooserViewSet):
    """Chooses a business wherever a form asks for one."""

    model = Merchant
    icon = "group"
    choose_one_text = gettext_lazy("Pilih pelaku usaha")
    choose_another_text = gettext_lazy("Ganti pelaku usaha")
    edit_item_text = gettext_lazy("Ubah pelaku usaha ini")
    per_page = 15
    form_fields = ["name", "owner_name"]
    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults
    chosen_view_class = _Chosen
    chosen_multiple_view_class = _ChosenMultiple
    create_view_class = _Create


merchant_chooser_viewset = MerchantChooserViewSet("expo_merchant_chooser", url_prefix="pilih-pelaku-usaha")
