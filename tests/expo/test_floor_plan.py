"""The plan of an aisle: what it draws and says, what a filter fades, and placing booths on it."""

import datetime
import re

import pytest
from django.utils import timezone, translation

from expo.domain.floor_plan import ENDS, GAP, NAME_WIDTH, STALL_HEIGHT, _width, name_lines, small_plan
from expo.domain.hall import hall_page_context
from expo.domain.stall_moves import move_to_stall
from expo.models import BoothListing, BoothPage, ShowcaseItem, ShowcasePage
from tests.factories import BoothFactory, HallFactory, ProductFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


def plan_of(hall, **query):
    return hall_page_context(hall=hall, query=query)["plan"]


def drawn(plan):
    """Return {code: name} of the stalls somebody has."""
    return {stall.code: stall.title for stall in plan.stalls if stall.url}


def lit(plan):
    return [stall.title for stall in plan.stalls if stall.url and not stall.is_faded]


@pytest.fixture
def office(client, editor):
    """An editor's browser."""
    client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    return client


@pytest.fixture
def showcase(tree):
    """A public showcase without picks."""
    page = ShowcasePage(title="Pilihan", live=True)
    tree.showcases.refresh_from_db()
    tree.showcases.add_child(instance=page)
    return page


def test_odd_numbers_stand_on_the_left_and_even_ones_on_the_right(hall, booth, other_booth, editor):
    move_to_stall(booth=other_booth, number=24, by=editor)
    plan = plan_of(hall)
    assert drawn(plan) == {"A-1": "Batik Sekar", "A-24": "Lapak Tetangga"}
    assert [stall.code for stall in plan.stalls] == [f"A-{place}" for place in range(1, 25)]
    assert {stall.x for stall in plan.stalls[::2]} == {0}
    assert {stall.x for stall in plan.stalls[1::2]} == {182}
    assert [stall.y for stall in plan.stalls[::2]] == [stall.y for stall in plan.stalls[1::2]]
    assert (plan.booth_count, plan.free_count) == (2, 22)
    last = plan.stalls[-1]
    assert (last.height, last.y + last.height + ENDS) == (STALL_HEIGHT, plan.height)
    assert plan.stalls[1].height == STALL_HEIGHT
    assert plan.stalls[2].y == ENDS + STALL_HEIGHT + GAP


def test_a_stall_says_what_it_shows(hall, booth, other_booth, showcase):
    hours = booth.opening_hours.model
    booth.opening_hours = [
        hours(weekday=TODAY.weekday(), opens_at=datetime.time(8), closes_at=datetime.time(16))
    ]
    booth.save_revision().publish()
    ShowcaseItem.objects.create(showcase=showcase, page=booth)
    first, second = plan_of(hall).stalls[:2]
    assert (first.label, first.is_open, first.is_pick) == (
        "A-1, Batik Sekar, buka hari ini, pilihan dinas", True, True
    )  # fmt: skip
    assert (second.label, second.is_open, second.is_pick) == ("A-2, Lapak Tetangga", False, False)
    BoothPage.objects.filter(pk=booth.pk).update(closed_on=TODAY)
    BoothListing.objects.filter(pk=booth.pk).update(closed_on=TODAY)
    closed = plan_of(hall).stalls[0]
    assert (closed.label, closed.is_open) == ("A-1, Batik Sekar, tutup hari ini, pilihan dinas", False)


@pytest.mark.parametrize(
    ("item", "page", "picked"),
    [
        ({}, {}, True),
        ({"starts_on": TODAY, "ends_on": TODAY}, {"starts_on": TODAY, "ends_on": TODAY}, True),
        ({"starts_on": TODAY + DAY}, {}, False),
        ({"ends_on": TODAY - DAY}, {}, False),
        ({}, {"starts_on": TODAY + DAY}, False),
        ({}, {"ends_on": TODAY - DAY}, False),
        ({}, {"live": False}, False),
    ],
)
@pytest.mark.parametrize("what", ["booth", "product"])
def test_a_pick_shows_while_it_is_on(hall, booth, product, other_booth, showcase, item, page, picked, what):
    ShowcaseItem.objects.create(showcase=showcase, page=booth if what == "booth" else product, **item)
    ShowcasePage.objects.filter(pk=showcase.pk).update(**page)
    assert [stall.is_pick for stall in plan_of(hall).stalls[:2]] == [picked, False]


def test_a_filter_fades_the_others(hall, booth, other_booth):
    ProductFactory(parent=other_booth, title="Keripik", is_shippable=True)
    context = hall_page_context(hall=hall, query={"kirim": "1"})
    assert [row.title for row in context["booths"]] == ["Lapak Tetangga"]
    assert lit(context["plan"]) == ["Lapak Tetangga"]
    assert context["plan"].stalls[0].label == "A-1, Batik Sekar, tidak cocok dengan saringan"
    assert lit(plan_of(hall)) == lit(plan_of(hall, urut="nama")) == ["Batik Sekar", "Lapak Tetangga"]


def test_a_list_shows_the_plans_of_the_aisles_its_booths_stand_in(hall, editor):
    booths = [BoothFactory(parent=hall, title=f"Lapak {number}") for number in range(4)]
    for booth, number in zip(booths, (1, 2, 30, 60), strict=True):
        move_to_stall(booth=booth, number=number, by=editor)
    for booth in (booths[0], booths[2]):
        ProductFactory(parent=booth, is_shippable=True)
    first = hall_page_context(hall=hall, query={"kirim": "1"})
    assert (first["aisle"], lit(first["plan"])) == ("A", ["Lapak 0"])
    assert first["aisles"] == [
        {"name": "A", "url": "/hall/batik/?kirim=1&lorong=A", "is_current": True},
        {"name": "B", "url": "/hall/batik/?kirim=1&lorong=B", "is_current": False},
    ]
    second = hall_page_context(hall=hall, query={"kirim": "1", "lorong": "b"})
    assert (second["aisle"], lit(second["plan"])) == ("B", ["Lapak 2"])
    assert [row.title for row in second["booths"]] == ["Lapak 0", "Lapak 2"]


def test_nothing_found_needs_no_plan(hall, booth):
    ProductFactory(parent=booth, is_shippable=True)
    assert plan_of(hall, kirim="1", kategori="").booth_count == 1
    BoothListing.objects.update(has_shippable=False)
    context = hall_page_context(hall=hall, query={"buka": "1", "urut": "nama"})
    assert (context["plan"] is None) == (context["total"] == 0)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Batik Sekar", ("Batik Sekar",)),
        ("Anyaman Eceng Rawa Asri", ("Anyaman Eceng", "Rawa Asri")),
        ("", ()),
        ("Wwwwwwwwwwwwwwwwwwwwwwww", ("Wwwwwwwwww…",)),
    ],
)
def test_names_are_broken_to_fit_the_board(name, lines):
    assert name_lines(name) == lines


def test_no_line_is_wider_than_its_board():
    names = [
        "Paguyuban Pengrajin Batik Tulis dan Cap Kampung Laweyan Surakarta Hadiningrat",
        "M" * 60,
        "i" * 80,
    ]
    wide = [line for name in names for line in name_lines(name) if _width(line) > NAME_WIDTH]
    assert (wide, [len(name_lines(name)) for name in names]) == ([], [2, 1, 1])


def test_the_page_draws_links_and_escapes_names(client, hall):
    BoothFactory(parent=hall, title='Bu <Tri> & "Anak"')
    text = client.get("/hall/batik/").text
    plan = text[text.index('<svg class="plan__map"') : text.index("</svg>", text.index("plan__map"))]
    assert re.findall(r"<a [^>]*>", plan) == [
        '<a href="/hall/batik/bu-tri-anak/" transform="translate(0 44)" '
        'aria-label="A-1, Bu &lt;Tri&gt; &amp; &quot;Anak&quot;">'
    ]
    assert plan.count('class="plan__empty"') == 23
    assert "style=" not in plan
    with translation.override("en"):
        assert 'href="/en/hall/batik/bu-tri-anak/"' in client.get("/en/hall/batik/").text


def test_a_full_aisle_is_light(client, hall):
    for number in range(24):
        BoothFactory(parent=hall, title=f"Lapak Nomor {number} Kampung Laweyan", tagline="Buatan tangan")
    answer = client.get("/hall/batik/", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.content) < 15_000


def test_the_small_plan_marks_the_booth(client, hall, booth, other_booth, django_assert_num_queries):
    BoothFactory(parent=hall, title="Draf", live=False)
    with django_assert_num_queries(1):
        stalls = small_plan(booth=other_booth)
    assert [(stall.is_taken, stall.is_here) for stall in stalls[:4]] == [
        (True, False), (True, True), (False, False), (False, False)
    ]  # fmt: skip
    text = client.get(other_booth.get_url()).text
    assert "Anda di sini: stan A-2 di lorong A" in text
    assert 'href="/hall/batik/?lorong=A#denah"' in text


def test_a_booth_without_a_stall_has_no_small_plan(hall):
    assert small_plan(booth=BoothPage(hall=hall, stall_number=None)) == []


class TestPlacing:
    """The office's page."""

    def stands(self):
        return {booth.title: booth.code for booth in BoothPage.objects.all()}

    def test_shows_drafts_and_empty_stalls(self, office, hall, booth):
        BoothFactory(parent=hall, title="Draf", live=False)
        answer = office.get(f"/kelola/denah/{hall.pk}/")
        assert [place.code for place in answer.context["places"] if place.key is None] == [
            f"A-{number}" for number in range(3, 25)
        ]
        assert [aisle["name"] for aisle in answer.context["aisles"]] == ["A", "B"]
        assert answer.text.count("belum tayang") == 1

    def test_moves_swaps_and_refuses(self, office, hall, booth, other_booth):
        url = f"/kelola/denah/{hall.pk}/?lorong=A"
        refused = office.post(url, {"booth": booth.pk, "code": "A-2"})
        assert refused.context["form"].errors == {
            "swap": ["A-2 ditempati Lapak Tetangga. Centang untuk menukar tempat keduanya."]
        }
        assert self.stands() == {"Batik Sekar": "A-1", "Lapak Tetangga": "A-2"}
        done = office.post(url, {"booth": booth.pk, "code": "A-2", "swap": "on", "occupant": other_booth.pk})
        assert (done.status_code, done.url) == (302, url)
        assert self.stands() == {"Batik Sekar": "A-2", "Lapak Tetangga": "A-1"}
        office.post(url, {"booth": booth.pk, "code": "B-24"})
        assert self.stands() == {"Batik Sekar": "B-24", "Lapak Tetangga": "A-1"}
        assert BoothListing.objects.get(pk=booth.pk).code == "B-24"
        assert office.post(url, {"booth": other_booth.pk, "code": "Z-1"}).context["form"].errors == {
            "code": ["Nomor stan ini di luar hall."]
        }

    def test_only_booths_of_this_aisle_are_offered(self, office, tree, hall, booth):
        elsewhere = BoothFactory(parent=HallFactory(parent=tree.halls, title="Lain", slug="lain"))
        url = f"/kelola/denah/{hall.pk}/"
        assert "booth" in office.post(url, {"booth": elsewhere.pk, "code": "A-9"}).context["form"].errors
        assert BoothPage.objects.get(pk=elsewhere.pk).code == "A-1"

    @pytest.mark.parametrize("aisle", ["ZZZ", "??", "", "b"])
    def test_any_aisle_may_be_asked_for(self, office, hall, booth, aisle):
        answer = office.get(f"/kelola/denah/{hall.pk}/", {"lorong": aisle})
        assert answer.context["aisle_name"] == ("B" if aisle in {"ZZZ", "b"} else "A")

    def test_is_closed_to_others(self, client, hall, booth, merchant_user):
        url = f"/kelola/denah/{hall.pk}/"
        assert client.get(url).status_code == 302
        client.force_login(merchant_user, backend="core.auth.PhoneOrEmailBackend")
        assert client.get(url).status_code == 404
        assert client.post(url, {"booth": booth.pk, "code": "A-9"}).status_code == 404
        assert self.stands() == {"Batik Sekar": "A-1"}

    def test_is_found_from_the_hall(self, office, hall):
        address = f"/kelola/denah/{hall.pk}/"
        assert address in office.get("/kelola/hall/").text
        assert address in office.get(f"/kelola/pages/{hall.pk}/edit/").text
        assert office.get("/kelola/denah/999999/").status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_the_same_however_many_stand_there(self, hall, count, django_assert_num_queries):
        from expo.domain.floor_plan import aisle_places

        for _number in range(count):
            BoothFactory(parent=hall)
        with django_assert_num_queries(1):
            places = aisle_places(hall_id=hall.pk, aisle=0)
            assert sum(place.booth is not None and bool(place.booth.draft_title) for place in places) == count
