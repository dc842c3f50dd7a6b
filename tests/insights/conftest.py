"""A visitor's browser, a throttle that remembers nothing of other tests, and an edition to report on."""

import datetime

import pytest
from django.conf import settings

from expo.models import BoothLink
from insights import views
from insights.domain.throttle import Throttle
from marketplaces.domain.clicks import count_click, count_order
from marketplaces.models import OutboundLink
from tests.factories import AreaFactory, BoothFactory, CategoryFactory, HallFactory, ProductFactory
from tests.insights.report_cases import FIRST, LAST, new_edition, seen, take_part

AGENT = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def fresh_throttle(monkeypatch):
    """Let each test start with an address that has sent nothing."""
    monkeypatch.setattr(views, "throttle", Throttle())
    views.viewer_throttle._start_window()
    assert settings.VIEWS_FLUSH_SECONDS == 0


@pytest.fixture
def say(client):
    """Report a page as a browser does: `say("booth 12", **headers)`; None leaves a header out."""

    def send(body, *, method="post", to="/dilihat/", **changed):
        headers = {"User-Agent": AGENT, "Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
        headers |= {name.replace("_", "-"): value for name, value in changed.items()}
        headers = {name: value for name, value in headers.items() if value is not None}
        return client.generic(
            method.upper(), to, body, content_type="text/plain;charset=UTF-8", headers=headers
        )

    return send


@pytest.fixture
def edition(tree):
    return new_edition(tree)


@pytest.fixture
def fair(edition, hall, tree):
    """Two booths in two halls that take part, one that does not; counts inside and outside of the days."""
    other_hall = HallFactory(parent=tree.halls, title="Hall Rasa")
    food = CategoryFactory(name="Makanan")
    cloth = CategoryFactory(name="Kain")
    area = AreaFactory(name="Kota Solo")
    first = BoothFactory(parent=hall, title="Batik Satu", area=area)
    second = BoothFactory(parent=other_hall, title="Rasa Dua")
    third = BoothFactory(parent=hall, title="Bukan Peserta")
    goods = [
        ProductFactory(parent=first, category=cloth),
        ProductFactory(parent=first, category=cloth),
        ProductFactory(parent=first, category=food),
        ProductFactory(parent=second, category=food),
    ]
    for booth in (first, second):
        take_part(edition, booth)
    for page, count in ((first, 5), (goods[0], 7), (second, 11), (goods[3], 2), (third, 100)):
        seen(page, FIRST, count)
    seen(first, LAST, 1)
    for day in (FIRST - datetime.timedelta(1), LAST + datetime.timedelta(1)):
        seen(second, day, 1000)
    link = BoothLink(pasted="https://shopee.co.id/batiksatu")
    link.clean()
    first.links.add(link)
    first.save_revision().publish()
    shop = OutboundLink.objects.get(page=first.pk)
    for day in (FIRST, FIRST, LAST, LAST + datetime.timedelta(1)):
        count_click(link=shop, day=day)
    count_order(page=second, day=LAST)
    return edition
