"""Who may print what below /lapak-saya/."""

import re

import pytest
from django.urls import reverse

from tests.factories import BoothFactory, MerchantFactory
from tests.lapak.booth.conftest import ROLES, foreign  # noqa: F401

pytestmark = pytest.mark.django_db
MISSING = 987_654_321
KINDS = ("poster-a4", "poster-a6", "stiker")


def outcome(response):
    if response.status_code == 302 and "/masuk/" in response["Location"]:
        return "login"
    return {200: "ok", 404: "hidden"}[response.status_code]


def addresses(booth):
    return [reverse("lapak:papers", args=[booth])] + [
        reverse("lapak:sheet", args=[booth, kind]) for kind in KINDS
    ]


@pytest.mark.parametrize("role", ROLES)
def test_who_may_print(as_role, role, booth, foreign):  # noqa: F811
    client = as_role(role)
    own = {"visitor": "login", "outsider": "hidden"}.get(role, "ok")
    other = {"visitor": "login", "editor": "ok", "administrator": "ok"}.get(role, "hidden")
    missing = "login" if role == "visitor" else "hidden"
    for mine, theirs, none in zip(*map(addresses, (booth.pk, foreign.booth, MISSING)), strict=True):
        found = [outcome(client.get(address)) for address in (mine, theirs, none)]
        assert (mine, *found) == (mine, own, other, missing)


def test_somebody_elses_looks_like_nothing(as_role, foreign):  # noqa: F811
    client = as_role("owner")
    for theirs, none in zip(addresses(foreign.booth), addresses(MISSING), strict=True):
        answers = [client.get(address).content.decode() for address in (theirs, none)]
        assert len({re.sub(r'value="\w{64}"', "", answer) for answer in answers}) == 1


def test_downloads(as_role, booth, printed):
    client = as_role("owner")
    for kind in KINDS:
        response = client.get(reverse("lapak:sheet", args=[booth.pk, kind]))
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == f'attachment; filename="{kind}-{booth.short_code}.pdf"'
        assert response["Cache-Control"].startswith("no-store")
        (page,) = printed(response.content)
        (address,) = set(page.codes)
        assert client.get(address.replace("http://127.0.0.1:8000", "")).url == booth.get_url()
    assert client.get(f"/lapak-saya/{booth.pk}/cetak/kartu.pdf").status_code == 404
    assert client.post(reverse("lapak:papers", args=[booth.pk])).status_code == 405


def test_a_booth_that_is_not_public_is_told_so(client, hall, merchant_user):
    booth = BoothFactory(
        parent=hall, title="Belum", merchant=MerchantFactory(owner=merchant_user), live=False
    )
    client.force_login(merchant_user)
    text = client.get(reverse("lapak:papers", args=[booth.pk])).content.decode()
    assert "Lapak ini belum tayang." in text


def test_the_front_page_leads_there(as_role, booth):
    text = as_role("owner").get(reverse("lapak:booth", args=[booth.pk])).content.decode()
    assert reverse("lapak:papers", args=[booth.pk]) in text
