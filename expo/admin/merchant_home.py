"""The first page of a merchant in the admin: "my booth"."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from catalog.enums import Availability
from catalog.models import ProductPage
from expo.domain.freshness import set_availability, set_closed_on
from expo.domain.my_booth import my_booths
from expo.models import BoothPage
from expo.permissions import own_booths
from merchants.permissions import is_merchant

MY_BOOTH_CARDS = "expo_my_booth_cards"
"""Hook for further cards of a booth: functions of `request` and `booths` that return {booth id: component}."""


class MyBoothPanel(Component):
    """Everything about the own booths on one page."""

    name = "my_booth"
    order = 1
    template_name = "wagtailadmin/merchants/my_booth.html"

    def get_context_data(self, parent_context):
        """Add the booths."""
        request = parent_context["request"]
        mine = my_booths(user=request.user)
        booths = [entry.booth for entry in mine]
        cards = [fill(request=request, booths=booths) for fill in hooks.get_hooks(MY_BOOTH_CARDS)]
        return {
            "request": request,
            "csrf_token": parent_context.get("csrf_token"),
            "booths": [
                (entry, [card[entry.booth.pk] for card in cards if entry.booth.pk in card]) for entry in mine
            ],
        }


@hooks.register("construct_homepage_panels", order=1000)
def merchants_home(request, panels):
    """Show merchants their booths and nothing else."""
    if is_merchant(request.user):
        panels[:] = [MyBoothPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_summary(request, items):
    """Spare merchants the counts of the whole site."""
    if is_merchant(request.user):
        items[:] = []


@hooks.register("construct_main_menu", order=1000)
def merchants_menu(request, menu_items):
    """Give merchants the four ways they need."""
    if not is_merchant(request.user):
        return
    booths = list(own_booths(request.user).distinct().order_by("pk")[:4])
    items = [
        MenuItem(
            gettext_lazy("Lapak saya"), reverse("wagtailadmin_home"), "my-booth", icon_name="home", order=1
        )
    ]
    for number, booth in enumerate(booths, 1):
        several = f": {booth.draft_title}" if len(booths) > 1 else ""
        edit = reverse("wagtailadmin_pages:edit", args=[booth.pk])
        add = reverse("wagtailadmin_pages:add", args=["catalog", "productpage", booth.pk])
        products = reverse("wagtailadmin_explore", args=[booth.pk])
        items += [
            MenuItem(
                _("Ubah lapak") + several, edit, f"edit-{booth.pk}", icon_name="edit", order=number * 10
            ),
            MenuItem(
                _("Tambah produk") + several, add, f"add-{booth.pk}", icon_name="plus", order=number * 10 + 1
            ),
            MenuItem(
                _("Semua produk") + several,
                products,
                f"all-{booth.pk}",
                icon_name="list-ul",
                order=number * 10 + 2,
            ),
        ]
    items.append(
        MenuItem(gettext_lazy("Foto"), reverse("wagtailimages:index"), "photos", icon_name="image", order=900)
    )
    if booths:
        catalogue = reverse("expo_catalogue_addresses")
        label = gettext_lazy("Katalog Google & Meta")
        items.append(MenuItem(label, catalogue, "catalogue-addresses", icon_name="link-external", order=910))
    menu_items[:] = items


@require_POST
def closed_today(request, page_id):
    """Close the booth for today, or open it again."""
    booth = get_object_or_404(BoothPage, pk=page_id)
    is_closing = request.POST.get("closed") == "1"
    set_closed_on(booth=booth, day=timezone.localdate() if is_closing else None, by=request.user)
    messages.success(request, _("Lapak ditandai tutup hari ini.") if is_closing else _("Lapak buka kembali."))
    return redirect("wagtailadmin_home")


@require_POST
def availability(request, page_id):
    """Say that a product is sold out, or can be had again."""
    product = get_object_or_404(ProductPage, pk=page_id)
    state = Availability.OUT_OF_STOCK if request.POST.get("sold_out") == "1" else Availability.IN_STOCK
    if state == Availability.IN_STOCK and product.made_in_days:
        state = Availability.MADE_TO_ORDER
    set_availability(product=product, availability=state, made_in_days=product.made_in_days, by=request.user)
    messages.success(request, _("Persediaan %(product)s diperbarui.") % {"product": product.draft_title})
    return redirect("wagtailadmin_home")


@hooks.register("register_admin_urls")
def merchant_urls():
    """Register the two buttons of the home."""
    return [
        path("lapak/<id:page_id>/tutup/", closed_today, name="merchant_closed_today"),
        path("lapak/produk/<id:page_id>/persediaan/", availability, name="merchant_availability"),
    ]


@hooks.register("insert_global_admin_css")
def merchants_css():
    """Add the look of "my booth"."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/merchants.css"))
