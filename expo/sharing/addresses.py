"""The signed addresses of catalogues: hard to guess, and made anew when one fell into the wrong hands."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from core.structured import absolute
from expo.models import CatalogueAddress, CatalogueScope

KINDS = ("google", "meta")


def signature(scope: str, pk: int | str, edition: int = 0) -> str:
    """Return what makes the address of a catalogue hard to guess."""
    text = f"{scope}:{pk}:{edition}" if edition else f"{scope}:{pk}"
    return salted_hmac("expo.sharing.feeds", text, algorithm="sha256").hexdigest()[:24]


def is_signed(scope: str, pk: str, given: str) -> bool:
    """Tell whether an address carries the current signature of its catalogue. One query.

    `pk` is taken as it is written there, so that no catalogue has two addresses.
    """
    edition = _editions(scope=scope, pks=[int(pk)]).get(int(pk), 0)
    return constant_time_compare(signature(scope, pk, edition), given)


def catalogue_urls_of(*, scope: str, pks: Iterable[int]) -> dict[int, dict[str, str]]:
    """Return {page id: {"google": …, "meta": …}}, the addresses to paste into Merchant Center and Commerce Manager.

    `scope` is one of `CatalogueScope`; `pks` are the ids of halls' or booths' pages, [0] for the whole site. One query.
    """
    pks = list(pks)
    editions = _editions(scope=scope, pks=pks)
    return {
        pk: {
            kind: absolute(
                reverse("feeds:catalogue", args=[scope, pk, signature(scope, pk, editions.get(pk, 0)), kind])
            )
            for kind in KINDS
        }
        for pk in pks
    }


@transaction.atomic
def renew_address(*, scope: CatalogueScope, pk: int = 0) -> None:
    """Make a catalogue's address anew: the old one leads nowhere from now on."""
    CatalogueAddress.objects.get_or_create(scope=scope, object_id=pk)
    row = CatalogueAddress.objects.select_for_update().get(scope=scope, object_id=pk)
    row.edition += 1
    row.save(update_fields=["edition"])


def _editions(*, scope: str, pks: list[int]) -> dict[int, int]:
    rows = CatalogueAddress.objects.filter(scope=scope, object_id__in=pks)
    return dict(rows.values_list("object_id", "edition"))
