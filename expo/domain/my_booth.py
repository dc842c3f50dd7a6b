"""What a merchant needs to know of the own booth, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import PageLogEntry, WorkflowState, get_default_page_content_type

from catalog.models import ProductPage, ProductPhoto
from expo.domain.completeness import Completeness, completeness
from expo.domain.moderation import UNPUBLISHED
from expo.models import BoothPage
from expo.permissions import own_booths, publishes_own_edits

PRODUCTS_SHOWN = 12

WEEK_IN_WORDS = "expo_week_in_words"
"""Hook for the last seven days of a booth in a sentence: functions of `booths` that return {booth id: sentence}."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A page and what there is to say about it: since when, and the office's words."""

    page: object
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class MyBooth:
    """One booth as its merchant sees it."""

    booth: BoothPage
    """The published row; its `draft_title` is the latest name."""
    completeness: Completeness
    is_trusted: bool
    is_closed_today: bool
    waiting: list[Matter]
    sent_back: list[Matter]
    taken_down: list[Matter]
    drafts: list
    """Pages with changes that were neither handed in nor published."""
    products: list
    product_count: int
    live_count: int


def my_booths(*, user) -> list[MyBooth]:
    """Return the booths of a merchant, the oldest first."""
    return [my_booth(booth=booth) for booth in own_booths(user).order_by("pk")]


def my_booth(*, booth: BoothPage) -> MyBooth:
    """Return one booth with its score, what waits, what came back and its products."""
    products = list(
        ProductPage.objects.child_of(booth)
        .annotate(has_photo=Exists(ProductPhoto.objects.filter(page=OuterRef("pk"))))
        .order_by("-latest_revision_created_at", "-pk")
    )
    pages = {str(page.pk): page for page in [booth, *products]}
    waiting, sent_back = [], []
    states = (
        WorkflowState.objects.active()
        .filter(base_content_type=get_default_page_content_type(), object_id__in=pages)
        .select_related("current_task_state")
        .order_by("created_at")
    )
    for state in states:
        task_state = state.current_task_state
        page = pages[state.object_id]
        if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            sent_back.append(Matter(page, task_state.finished_at, task_state.comment))
        else:
            waiting.append(Matter(page, task_state.started_at if task_state else state.created_at))
    busy = {matter.page.pk for matter in [*waiting, *sent_back]}
    return MyBooth(
        booth=booth,
        completeness=completeness(
            booth=booth.get_latest_revision_as_object(),
            product_count=len(products),
            products_with_photo=sum(product.has_photo for product in products),
            products_with_price=sum(product.price is not None for product in products),
        ),
        is_trusted=publishes_own_edits(booth),
        is_closed_today=booth.closed_on == timezone.localdate(),
        waiting=waiting,
        sent_back=sent_back,
        taken_down=_taken_down(pages),
        drafts=[
            page
            for page in pages.values()
            if page.pk not in busy
            and (page.has_unpublished_changes or not (page.live or getattr(page, "is_hidden", False)))
        ],
        products=products[:PRODUCTS_SHOWN],
        product_count=len(products),
        live_count=sum(product.live for product in products),
    )


def _taken_down(pages) -> list[Matter]:
    """Return the pages the office took off the site and that are still off, with its latest reason."""
    down = [
        page.pk
        for page in pages.values()
        if not page.live and page.first_published_at and not getattr(page, "hidden_at", None)
    ]
    entries = PageLogEntry.objects.filter(Q(page__in=down), action=UNPUBLISHED).order_by("timestamp")
    latest = {entry.page_id: entry for entry in entries} if down else {}
    return [
        Matter(pages[str(pk)], entry.timestamp, entry.data.get("reason", "")) for pk, entry in latest.items()
    ]
