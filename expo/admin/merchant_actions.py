"""What a merchant's saving, submitting and publishing lead to in the admin."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    PageLockedMenuItem,
    PublishMenuItem,
    SaveDraftMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.models import Page
from wagtail.permissions import policy_registry

from catalog.enums import Availability
from catalog.models import ProductPage
from expo.domain.freshness import Wholesale, set_availability, set_price
from expo.domain.hidden_links import settle
from expo.domain.moderation import record_trusted_change
from merchants.permissions import is_curator, is_merchant

FINAL_ACTIONS = ("action-submit", "action-restart-workflow", "action-publish")


class SubmitItem(SubmitForModerationMenuItem):
    """Hands the page in, in plain words, as the first thing on the button."""

    order = -10

    def get_context_data(self, parent_context):
        """Name what happens instead of the workflow's name."""
        context = super().get_context_data(parent_context)
        context["label"] = _("Kirim untuk diperiksa")
        return context


class PublishItem(PublishMenuItem):
    """Publishes at once, as the first thing on the button."""

    order = -20
    label = gettext_lazy("Simpan dan tayangkan")


class WithdrawItem(CancelWorkflowMenuItem):
    """Takes a page that waits back."""

    label = gettext_lazy("Batalkan pengajuan")


@hooks.register("construct_page_action_menu", order=100)
def actions_for_merchants(menu_items, request, context):
    """Offer a merchant what ends the work first: publish or hand in; then saving for later.

    An editor meets the answer to what waits first.
    """
    if not is_merchant(request.user):
        for item in menu_items:
            if isinstance(item, WorkflowMenuItem):
                item.order = -20 if item.name == "approve" else -10
        menu_items.sort(key=lambda item: item.order)
        return
    offered: list[ActionMenuItem] = [
        PublishItem(),
        SubmitItem(),
        SaveDraftMenuItem(order=0),
        WithdrawItem(order=40),
        PageLockedMenuItem(order=10000),
    ]
    shown = [item for item in offered if item.is_shown(context)]
    if any(isinstance(item, PublishItem) for item in shown):
        shown = [item for item in shown if not isinstance(item, SubmitItem)]
    menu_items[:] = sorted(shown, key=lambda item: item.order)


@hooks.register("before_publish_page")
def note_links_the_office_shows_or_hides(request, page):
    """Put on record which links an editor shows or hides by publishing; the form has refused others."""
    if page.latest_revision:
        settle(page=page, revision=page.latest_revision, by=request.user)


@hooks.register("after_publish_page")
def note_change_of_trusted(request, page):
    """Put what a trusted booth publishes on the editors' list."""
    if not is_curator(request.user):
        record_trusted_change(page=page, by=request.user)


@hooks.register("after_unpublish_page")
def take_down_what_was_hidden(request, page):
    """Take from a merchant what the office takes down: it is no longer hidden, and not the merchant's to show."""
    ProductPage.objects.filter(pk=page.pk, hidden_at__isnull=False).update(hidden_at=None)


@hooks.register("after_edit_page")
def let_price_and_availability_go_live(request, page):
    """Bring a merchant's new price and availability to a published product at once.

    Not on autosave: a price half typed is no price.
    """
    if not is_merchant(request.user) or is_autosave(request) or not isinstance(page, ProductPage):
        return
    live = ProductPage.objects.get(pk=page.pk)
    if not live.live:
        return
    new_price = _differ(page, live, "price", "price_to", "wholesale_price", "wholesale_from")
    days = ["made_in_days"] if page.availability == Availability.MADE_TO_ORDER else []
    new_availability = _differ(page, live, "availability", *days)
    if new_price:
        wholesale = Wholesale(page.wholesale_price, page.wholesale_from)
        set_price(
            product=live, price=page.price, price_to=page.price_to, wholesale=wholesale, by=request.user
        )
    if new_availability:
        set_availability(
            product=live,
            availability=page.availability,
            made_in_days=page.made_in_days,
            by=request.user,
        )
    if new_price and new_availability:
        messages.success(request, _("Harga dan persediaan sudah tayang."))
    elif new_price:
        messages.success(request, _("Harga sudah tayang."))
    elif new_availability:
        messages.success(request, _("Persediaan sudah tayang."))


def _differ(page, live, *names) -> bool:
    return any(getattr(page, name) != getattr(live, name) for name in names)


@hooks.register("after_edit_page", order=200)
@hooks.register("after_create_page", order=200)
def back_to_my_booth(request, page):
    """Lead a merchant who is done back to "my booth"."""
    done = any(request.POST.get(action) for action in FINAL_ACTIONS)
    if done and is_merchant(request.user) and not is_autosave(request):
        return redirect("wagtailadmin_home")
    return None


def is_autosave(request) -> bool:
    """Tell whether the editor saves by itself in the background."""
    return request.accepts("application/json") and not request.accepts("text/html")


@hooks.register("construct_page_chooser_queryset")
def own_pages_in_choosers(pages, request):
    """Offer a merchant own pages only, should a page chooser ever be reachable."""
    if not is_merchant(request.user):
        return pages
    own = policy_registry.get_by_type(Page).explorable_instances(request.user)
    return pages.filter(pk__in=own.order_by().values("pk"))
