"""Which picks of a showcase the public sees now, and why the others are not shown."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from catalog.models import ProductListing
from expo.domain.showcase import is_current
from expo.models import BoothListing, ShowcasePage


@dataclass(frozen=True, slots=True)
class Pick:
    """One pick: `why_not` is "" for what is shown."""

    page_id: int
    title: str
    why_not: str


def pick_states(*, showcase: ShowcasePage) -> list[Pick]:
    """Return the showcase's picks in their order, each with the reason why it is not shown, in three queries."""
    today = timezone.localdate()
    items = list(showcase.items.all())
    ids = [item.page_id for item in items]
    pages = Page.objects.in_bulk(ids)
    public = set(ProductListing.objects.filter(pk__in=ids).values_list("pk", flat=True))
    public |= set(BoothListing.objects.filter(pk__in=ids).values_list("pk", flat=True))
    picks, shown = [], 0
    for item in items:
        page = pages.get(item.page_id)
        if page is None:
            continue
        why_not = ""
        if not page.live:
            why_not = _("tidak tayang")
        elif item.page_id not in public:
            why_not = _("lapak atau hall-nya tidak tayang")
        elif item.starts_on and today < item.starts_on:
            why_not = _("belum mulai")
        elif not is_current(item, today):
            why_not = _("sudah lewat")
        elif shown >= showcase.size:
            why_not = _("melebihi jumlah yang tampil")
        if not why_not:
            shown += 1
        picks.append(Pick(page_id=page.pk, title=page.get_admin_display_title(), why_not=why_not))
    return picks
