"""A link that leads nowhere, as the next thing to do."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.domain.completeness import Step
from expo.models import BoothPage
from marketplaces.domain.health import gone_links


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do next, and where."""

    step: Step
    url: str
    label: str


def dead_link_step(booth: BoothPage) -> NextStep | None:
    """Return the step to the first page of a booth whose links visitors follow in vain; one query."""
    gone = gone_links().filter(page__path__startswith=booth.path)
    links = list(gone.order_by("page", "sort_order").select_related("page", "platform"))
    if not links:
        return None
    page = links[0].page
    todo = ngettext(
        "%(count)s tautan tidak ditemukan lagi", "%(count)s tautan tidak ditemukan lagi", len(links)
    ) % {"count": len(links)}
    why = _("%(platform)s di %(page)s: pembeli yang mengetuknya tidak menemukan apa-apa.") % {
        "platform": links[0].platform.name,
        "page": page.title,
    }
    name, args = "lapak:links", [booth.pk]
    if page.pk != booth.pk:
        name, args = "lapak:product_links", [booth.pk, page.pk]
    step = Step("dead_links", todo, why, 0, False)
    return NextStep(step, reverse(name, args=args), _("Periksa tautannya"))
