"""The page with the addresses that Google and Meta fetch a catalogue from."""

from dataclasses import dataclass

from django import forms
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages

from expo.admin.editor_access import EXPO_MENU, CuratorMenuItem
from expo.models import CatalogueScope, HallPage
from expo.permissions import own_booths
from expo.sharing.addresses import catalogue_urls_of, renew_address
from merchants.permissions import is_curator, is_merchant


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue somebody may hand out: what it holds, its addresses, and whether it is public yet."""

    scope: str
    pk: int
    title: str
    is_public: bool
    google: str
    meta: str


def catalogues_for(user) -> list[Catalogue]:
    """Return the catalogues of a merchant's own booths, or those of the site and its halls for the office.

    Everybody else gets an empty list. The queries do not depend on how many there are.
    """
    if is_merchant(user):
        booths = own_booths(user).distinct().order_by("pk").only("title", "draft_title", "live")
        titles = {one.pk: (one.draft_title or one.title, one.live) for one in booths}
        return _catalogues(CatalogueScope.BOOTH, titles)
    if not is_curator(user):
        return []
    halls = HallPage.objects.order_by("path").values_list("pk", "title", "live")
    return [
        *_catalogues(CatalogueScope.SITE, {0: (_("Seluruh situs"), True)}),
        *_catalogues(CatalogueScope.HALL, {pk: (title, live) for pk, title, live in halls}),
    ]


def _catalogues(scope: CatalogueScope, titles: dict[int, tuple[str, bool]]) -> list[Catalogue]:
    urls = catalogue_urls_of(scope=scope, pks=titles)
    return [Catalogue(scope.value, pk, *about, **urls[pk]) for pk, about in titles.items()]


class RenewForm(forms.Form):
    """Which address to make anew."""

    scope = forms.ChoiceField(choices=CatalogueScope.choices)
    pk = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class CatalogueAddressesView(TemplateView):
    """Shows the addresses of those catalogues that are one's own, and makes them anew."""

    template_name = "expo/admin/catalogue_addresses.html"

    def dispatch(self, request, *args, **kwargs):
        """Find what this person may hand out; who has nothing finds no page."""
        self.catalogues = catalogues_for(request.user)
        if not self.catalogues:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """Add the catalogues."""
        return super().get_context_data(**kwargs) | {
            "catalogues": self.catalogues,
            "is_merchant": is_merchant(self.request.user),
        }

    def post(self, request, *args, **kwargs):
        """Make one address anew: of a catalogue that stands on this person's page, and no other."""
        form = RenewForm(request.POST)
        own = {(one.scope, one.pk): one for one in self.catalogues}
        if not form.is_valid() or (key := (form.cleaned_data["scope"], form.cleaned_data["pk"])) not in own:
            raise Http404
        renew_address(scope=CatalogueScope(key[0]), pk=key[1])
        messages.success(
            request,
            _("Alamat katalog %(title)s diganti. Tempel alamat yang baru; yang lama tidak berlaku lagi.")
            % {"title": own[key].title},
        )
        return redirect("expo_catalogue_addresses")


@hooks.register("register_admin_urls")
def catalogue_address_urls():
    """Register the page."""
    return [path("alamat-katalog/", CatalogueAddressesView.as_view(), name="expo_catalogue_addresses")]


@hooks.register(EXPO_MENU)
def catalogue_addresses_item():
    """Add the page to the menu "Expo"."""
    return CuratorMenuItem(
        gettext_lazy("Katalog Google & Meta"),
        reverse("expo_catalogue_addresses"),
        name="alamat-katalog",
        icon_name="link-external",
        order=960,
    )
