"""Every address of the room, also those that come later: nobody gets at somebody else's things through one."""

import re
import uuid

import pytest
from django.urls import URLResolver, reverse
from django.utils import timezone

from catalog.models import ProductPage
from expo.models import BoothLink, BoothPage, Participation
from lapak import urls
from lapak.domain.slips import make_slip
from lapak.models import ClaimSlip
from merchants.models import Membership
from tests.expo.edition_cases import accepted, make_edition
from tests.expo.meeting import asked
from tests.factories import AidGrantFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db

MISSING, HUGE = 987_654_321, 10**40
FOR_EVERYBODY = {
    "ask_for_code",
    "claim",
    "enter_code",
    "enter_slip",
    "log_in",
    "log_out",
    "open",
    "photo_guide",
} | {f"opening_{name}" for name in ("code", "forget", "resume", "sent", "step")}
"""Addresses without an id that strangers may open; what they show is of the own browser."""
FOR_ONESELF = {"my_booth", "people", "password"}
FOR_CANVASSERS = {"canvass", "canvassed"}


def addresses(patterns=urls.urlpatterns, before=""):
    """Yield (name, names of the arguments) of every address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield pattern.name, re.findall(r"<\w+:(\w+)>", before + str(pattern.pattern))


ABOUT_THINGS = [(name, arguments) for name, arguments in addresses() if set(arguments) - {"step"}]


def test_what_has_no_id_is_known():
    assert {
        name for name, arguments in addresses() if not set(arguments) - {"step"}
    } == FOR_EVERYBODY | FOR_ONESELF | FOR_CANVASSERS


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("visitor", "log in"),
        ("outsider", 404),
        ("owner", 404),
        ("helper", 404),
        ("canvasser", 200),
        ("editor", 200),
        ("administrator", 200),
    ],
)
def test_the_canvassers_pages(as_role, role, status):
    client = as_role(role)
    for name in FOR_CANVASSERS:
        assert (name, _outcome(client.get(reverse(f"lapak:{name}")))) == (name, status)


@pytest.fixture
def theirs(tree, other_booth, editor):
    """Ids of the neighbour's things, one of each kind."""
    edition = make_edition(tree, places={other_booth.hall: 5})
    link = BoothLink(pasted="https://shopee.co.id/tetangga")
    link.recognise()
    other_booth.links.add(link)
    other_booth.save_revision().publish()
    helper = Membership.objects.create(merchant=other_booth.merchant, user=UserFactory(), role="helper")
    return {
        "booth_id": other_booth.pk,
        "product_id": ProductFactory(parent=other_booth).pk,
        "grant_id": AidGrantFactory(merchant=other_booth.merchant).pk,
        "enquiry_id": asked(other_booth, now=timezone.now())[0].pk,
        "slip_id": make_slip(booth=other_booth, role="owner", by=editor).slip.pk,
        "membership_id": helper.pk,
        "key": str(other_booth.links.get().key),
        "edition_id": accepted(edition, other_booth.hall, booth=other_booth).edition_id,
        "step": "barang",
        "kind": "poster-a4",
    }


def state():
    """Return what must not change."""
    return (
        sorted(BoothPage.objects.values_list("pk", "latest_revision", "live", "closed_on")),
        sorted(ProductPage.objects.values_list("pk", "latest_revision", "live", "price", "availability")),
        sorted(ClaimSlip.objects.values_list("pk", "revoked_at", "used_at")),
        sorted(Membership.objects.values_list("pk", "role")),
        sorted(Participation.objects.values_list("pk", "state", "place")),
    )


def ask(client, name, arguments, ids):
    """Return the statuses of looking at an address and of sending an empty form to it."""
    address = reverse(f"lapak:{name}", kwargs={argument: ids[argument] for argument in arguments})
    return [_outcome(getattr(client, method)(address)) for method in ("get", "post")]


def _outcome(answer):
    to_log_in = answer.status_code == 302 and answer["Location"].startswith("/lapak-saya/masuk/")
    return "log in" if to_log_in else answer.status_code


@pytest.mark.parametrize("role", ["visitor", "outsider", "owner", "helper", "canvasser"])
def test_somebody_elses_things(as_role, role, booth, theirs):
    client, before = as_role(role), state()
    allowed = {"log in", 404, 405} if role == "visitor" else {403, 404, 405}
    missing = {name: MISSING if isinstance(pk, int) else pk for name, pk in theirs.items()}
    missing["key"] = str(uuid.uuid4())
    for name, arguments in ABOUT_THINGS:
        found = ask(client, name, arguments, theirs)
        assert (name, set(found) - allowed) == (name, set())
        # Nobody learns whether it exists.
        assert (name, found) == (name, ask(client, name, arguments, missing))
    assert state() == before


@pytest.mark.parametrize("role", ["owner", "canvasser", "editor"])
def test_numbers_no_database_takes(as_role, role, booth, theirs):
    client = as_role(role)
    missing = {name: MISSING if isinstance(pk, int) else pk for name, pk in theirs.items()}
    for name, arguments in ABOUT_THINGS:
        address = reverse(f"lapak:{name}", kwargs={argument: missing[argument] for argument in arguments})
        huge = address.replace(str(MISSING), str(HUGE))
        assert (huge, client.get(huge).status_code, client.post(huge).status_code) == (huge, 404, 404)
