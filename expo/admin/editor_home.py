"""What an editor meets after logging in: what waits, what changed, what is new, what lacks something."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.users.models import UserProfile

from catalog.models import ProductPage
from expo.domain import editor_lists, moderation
from expo.domain.enquiries import late_enquiries
from expo.models import BoothPage
from marketplaces.models import OutboundLink
from merchants.permissions import is_curator

ROWS = 6
"""How many rows a panel shows; the list behind its link shows all."""

FIRST_LOOK_DAYS = 14
"""How far back "changed since" reaches for an editor who has not marked anything as seen."""

SEEN = "expo_trusted_changes_seen"

REVIEW_MARKS = "expo_review_marks"
"""Hook for what an editor should know of who sent a booth: functions of `booths` (ids) that return {id: words}."""


def seen_until(user):
    """Return the moment up to which this editor has seen the changes of trusted booths."""
    profile = UserProfile.objects.filter(user=user).first()
    stored = (profile.dismissibles or {}).get(SEEN) if profile else None
    return (stored and parse_datetime(str(stored))) or timezone.now() - timedelta(days=FIRST_LOOK_DAYS)


@require_POST
def mark_seen(request):
    """Remember that this editor has seen what trusted booths changed up to the moment the list was made."""
    if not is_curator(request.user):
        raise PermissionDenied
    try:
        until = parse_datetime(request.POST.get("until", "")) or timezone.now()
    except ValueError:
        raise SuspiciousOperation from None
    if timezone.is_naive(until):
        until = timezone.make_aware(until)
    until = min(until, timezone.now())
    profile = UserProfile.get_for_user(request.user)
    profile.dismissibles = {**(profile.dismissibles or {}), SEEN: until.isoformat()}
    profile.save(update_fields=["dismissibles"])
    messages.success(request, _("Perubahan sampai sekarang ditandai sudah dilihat."))
    return redirect("wagtailadmin_home")


class EditorPanel(Component):
    """A panel of an editor's home: a few rows, a number and a link to the whole list."""

    template_name = ""

    def rows(self, request) -> dict:
        """Return what the template shows."""
        raise NotImplementedError

    def get_context_data(self, parent_context):
        """Add the rows."""
        request = parent_context["request"]
        return {"request": request, "csrf_token": get_token(request), **self.rows(request)}


class WaitingPanel(EditorPanel):
    """What waits for review, the oldest first."""

    name = "expo_waiting"
    order = 100
    template_name = "expo/admin/home/waiting.html"

    def rows(self, request):
        """Return the oldest of what waits."""
        items = moderation.waiting_for_review(limit=ROWS)
        booths = {item.booth_id for item in items} - {None}
        marks = {}
        for mark in hooks.get_hooks(REVIEW_MARKS) if booths else ():
            marks |= mark(booths=booths)
        rows = [(item, marks.get(item.booth_id, "")) for item in items]
        return {"rows": rows, "items": items, "count": editor_lists.count_waiting()}


class TrustedChangesPanel(EditorPanel):
    """What trusted booths changed since this editor's last look."""

    name = "expo_trusted_changes"
    order = 110
    template_name = "expo/admin/home/trusted_changes.html"

    def rows(self, request):
        """Return the newest changes and the moment the list was made."""
        until, since = timezone.now(), seen_until(request.user)
        items = moderation.changed_by_trusted_since(since, limit=ROWS)
        count = editor_lists.count_trusted_changes(since) if len(items) == ROWS else len(items)
        return {"items": items, "count": count, "since": since, "until": until.isoformat(), "csrf": request}


class NewBoothsPanel(EditorPanel):
    """Booths published for the first time lately."""

    name = "expo_new_booths"
    order = 120
    template_name = "expo/admin/home/new_booths.html"

    def rows(self, request):
        """Return the newest booths."""
        items, count = editor_lists.new_booths(limit=ROWS)
        return {"items": items, "count": count, "days": editor_lists.NEW_DAYS}


class IncompleteProductsPanel(EditorPanel):
    """Public products without photo or price."""

    name = "expo_incomplete"
    order = 130
    template_name = "expo/admin/home/incomplete.html"

    def rows(self, request):
        """Return the newest of them and how many lack what."""
        items, without_photo, without_price = editor_lists.incomplete_products(limit=ROWS)
        return {"items": items, "without_photo": without_photo, "without_price": without_price}


class DeadLinksPanel(EditorPanel):
    """Links that visitors are still offered though their platform has closed; shown only when there are any."""

    name = "expo_dead_links"
    order = 140
    template_name = "expo/admin/home/dead_links.html"

    def rows(self, request):
        """Return some of them and how many there are."""
        links = OutboundLink.objects.dead().select_related("page", "platform").order_by("page", "sort_order")
        items = list(links[:ROWS])
        return {"items": items, "count": links.count() if len(items) == ROWS else len(items)}


STOCK_PANELS_LEFT_OUT = {"workflow_objects_to_moderate", "user_objects_in_workflow_moderation"}
"""Wagtail's own panels of what waits list everything there is: with hundreds waiting they take seconds."""


def editor_panels(request, panels) -> None:
    """Put the editors' panels first, in place of Wagtail's own of what waits."""
    if not is_curator(request.user):
        return
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in STOCK_PANELS_LEFT_OUT]
    panels += [
        WaitingPanel(),
        TrustedChangesPanel(),
        NewBoothsPanel(),
        IncompleteProductsPanel(),
        DeadLinksPanel(),
    ]


class CountItem(SummaryItem):
    """A number at the top of the editor's home, with a link to the list."""

    template_name = "expo/admin/home/summary.html"

    def __init__(self, request, *, order, icon, label, url_name, model):
        super().__init__(request)
        self.order, self.icon, self.label, self.url_name, self.model = order, icon, label, url_name, model

    @cached_property
    def count(self):
        """Return how many rows there are, from the model's own table only."""
        return self.model._base_manager.count()

    def get_context_data(self, parent_context):
        """Add number and link."""
        return {
            "count": self.count,
            "label": self.label,
            "icon": self.icon,
            "url": reverse(self.url_name),
        }

    def is_shown(self):
        """Show it to the office."""
        return is_curator(self.request.user)


class LateItem(CountItem):
    """How many buyers have waited too long for an answer, while there are any."""

    def __init__(self, request):
        label, url_name = _("pembeli menunggu jawaban lebih dari 24 jam"), "expo_enquiries"
        super().__init__(request, order=120, icon="mail", label=label, url_name=url_name, model=None)

    @cached_property
    def count(self):
        """Return how many there are now."""
        return late_enquiries(now=timezone.now())

    def is_shown(self):
        """Show it to the office, when there is something to do."""
        return super().is_shown() and self.count > 0


def editor_summary(request, items) -> None:
    """Show numbers of booths and products instead of pages, images and documents."""
    if not is_curator(request.user):
        return
    items[:] = [
        LateItem(request),
        CountItem(
            request, order=100, icon="home", label=_("lapak"), url_name="expo_booths:index", model=BoothPage
        ),
        CountItem(
            request,
            order=110,
            icon="tag",
            label=_("produk"),
            url_name="expo_products:index",
            model=ProductPage,
        ),
    ]
