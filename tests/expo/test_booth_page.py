"""What the page of one booth shows, and what it costs."""

import datetime

import pytest
from django.utils import timezone

from expo.models import BoothListing, BoothPage
from tests.factories import BoothFactory, ProductFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
EIGHT, NOON, FOUR = datetime.time(8), datetime.time(12), datetime.time(16, 30)


def open_on(booth, *weekdays, opens_at=EIGHT, closes_at=FOUR):
    hours = booth.opening_hours.model
    booth.opening_hours = [
        hours(weekday=weekday, opens_at=opens_at, closes_at=closes_at) for weekday in weekdays
    ]


def publish(page):
    page.save_revision().publish()


def shown_week(context):
    return [(day["opens_at"], day["closes_at"], day["is_today"]) for day in context["week"]]


def test_the_week_says_when_the_booth_is_open(client, booth):
    open_on(booth, TODAY.weekday())
    publish(booth)
    response = client.get(booth.get_url())
    expected = [(None, None, False)] * 7
    expected[TODAY.weekday()] = ("08.00", "16.30", True)
    assert shown_week(response.context) == expected
    assert "08.00–16.30" in response.text
    assert "Buka hari ini" in response.text


@pytest.mark.parametrize("closed", ["for the day", "every such weekday"])
def test_a_closed_booth_says_so(client, booth, closed):
    open_on(booth, TODAY.weekday() if closed == "for the day" else (TODAY.weekday() + 1) % 7)
    booth.closed_on = TODAY if closed == "for the day" else None
    booth.save()
    publish(booth)
    text = client.get(booth.get_url()).text
    assert "Tutup hari ini" in text
    assert "Buka hari ini" not in text


def test_without_hours_the_page_says_nothing_of_them(client, booth):
    text = client.get(booth.get_url()).text
    assert ("Jam buka" in text, "Buka hari ini" in text, "Tutup hari ini" in text) == (False, False, False)


def test_certificates_say_who_vouches_and_leave_when_they_run_out(client, booth):
    paper = booth.certificates.model
    booth.certificates = [
        paper(type="halal", number="ID-1", valid_until=TODAY, is_checked=True),
        paper(type="brand", number="99", is_checked=False),
        paper(type="pirt", number="old", valid_until=TODAY - datetime.timedelta(days=1)),
    ]
    publish(booth)
    response = client.get(booth.get_url())
    assert [(paper.type, paper.number, paper.is_checked) for paper in response.context["certificates"]] == [
        ("halal", "ID-1", True),
        ("brand", "99", False),
    ]
    assert (response.text.count("Sudah diperiksa dinas"), response.text.count("Menurut penjual")) == (1, 1)


def test_the_next_stalls_are_those_beside_it(client, hall, booth):
    second, third = (BoothFactory(parent=hall, title=title) for title in ("Kedua", "Ketiga"))
    fourth = BoothFactory(parent=hall, title="Keempat")
    third.unpublish()

    def beside(page):
        context = client.get(page.get_url()).context
        return [context[side] and context[side].title for side in ("left", "right")]

    assert [beside(page) for page in (booth, second, fourth)] == [
        [None, "Kedua"],
        ["Batik Sekar", "Keempat"],
        ["Kedua", None],
    ]


def test_a_booth_whose_row_is_missing_is_still_shown(client, booth):
    publish(booth)
    BoothListing.objects.filter(page=booth.pk).delete()
    response = client.get(booth.get_url())
    assert (response.status_code, response.context["row"].title) == (200, "Batik Sekar")


def test_a_preview_shows_the_hours_and_certificates_of_the_draft(client, booth, merchant_user):
    open_on(booth, 0)
    publish(booth)
    draft = BoothPage.objects.get(pk=booth.pk)
    open_on(draft, 0, opens_at=EIGHT, closes_at=NOON)
    draft.certificates = [draft.certificates.model(type="halal", number="BARU")]
    draft.tagline = "Kalimat baru"
    draft.save_revision()
    client.force_login(merchant_user, backend="core.auth.PhoneOrEmailBackend")
    preview = client.get(f"/kelola/pages/{booth.pk}/view_draft/")
    assert shown_week(preview.context)[0][:2] == ("08.00", "12.00")
    assert [paper.number for paper in preview.context["certificates"]] == ["BARU"]
    public = client.get(booth.get_url())
    assert shown_week(public.context)[0][:2] == ("08.00", "16.30")
    assert public.context["certificates"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_much_it_shows(client, booth, count, django_assert_num_queries):
    for number in range(count):
        ProductFactory(parent=booth, title=f"Barang {number}")
        BoothFactory(parent=booth.get_parent(), title=f"Tetangga {number}")
    open_on(booth, *range(count))
    booth.certificates = [
        booth.certificates.model(type="brand", number=str(number)) for number in range(count)
    ]
    publish(booth)
    client.get(booth.get_url())
    # Two for the way to the page, then the stall with its neighbours, the aisle, the goods and the links.
    with django_assert_num_queries(6):
        response = client.get(booth.get_url())
    assert len(response.context["products"]) == count
