"""The stamp walk: stamps that can't be made up or carried away, one code per device, draws on record."""

import json
from dataclasses import replace

import pytest
import time_machine
from django.db import IntegrityError, transaction

from expo.domain import stamps
from expo.models import StampCode, StampDraw, StampWinner
from tests.expo.meeting import OWN_PAGE, at, make_edition
from tests.factories import BoothFactory, HallFactory

pytestmark = pytest.mark.django_db
DEVICE, OTHER = "0" * 31 + "a", "0" * 31 + "b"
WALK, STAMP, CODE = (f"/expo/pesta-lapak/stempel/{part}" for part in ("", "cap/", "kode/"))


@pytest.fixture
def halls(tree, hall, booth):
    """Two halls with a booth each, and one without."""
    second = HallFactory(parent=tree.halls, title="Camilan")
    BoothFactory(parent=second, title="Keripik")
    HallFactory(parent=tree.halls, title="Kosong")
    return [hall, second]


@pytest.fixture
def edition(tree, halls):
    return make_edition(tree)


def ask(client, address, values, **headers):
    return client.post(address, json.dumps(values), content_type="application/json", **OWN_PAGE | headers)


def booth_in(hall):
    return hall.booth_listings.get().pk


def collect(client, halls, *, now, device=DEVICE):
    """Return {hall: [day, stamp]} as a device keeps them."""
    found = {}
    with time_machine.travel(now, tick=False):
        for hall in halls:
            answer = ask(client, STAMP, {"device": device, "booth": booth_in(hall)})
            assert answer.status_code == 200
            values = answer.json()
            found[str(values["hall"])] = [values["day"], values["stamp"]]
    return found


def code_for(client, kept, *, now=None, device=DEVICE):
    with time_machine.travel(now or at(28), tick=False):
        answer = ask(client, CODE, {"device": device, "stamps": kept})
    return answer.json()["code"] if answer.status_code == 200 else answer.status_code


def test_who_walked_through_every_hall_gets_one_code(client, edition, halls):
    kept = collect(client, halls[:1], now=at(27)) | collect(client, halls[1:], now=at(28, 9))
    code = code_for(client, kept)
    assert code == StampCode.objects.get().code
    assert len(code) == 9
    # Again, also with stamps of another day, it is the same one.
    again = collect(client, halls, now=at(28, 10))
    assert {code_for(client, kept), code_for(client, again)} == {code}
    # Nothing stored leads to the device.
    assert DEVICE not in StampCode.objects.get().device


class TestMadeUp:
    @pytest.fixture
    def kept(self, client, edition, halls):
        return collect(client, halls, now=at(27))

    def test_a_copy_is_worth_nothing_elsewhere(self, client, kept):
        assert code_for(client, kept, device=OTHER) == 409
        assert StampCode.objects.count() == 0

    def test_one_hall_is_missing(self, client, kept, halls):
        del kept[str(halls[1].pk)]
        assert code_for(client, kept) == 409

    def test_the_answer_names_the_halls_that_lack_a_stamp(self, client, kept, halls):
        sent = {"device": DEVICE, "stamps": {str(halls[0].pk): kept[str(halls[0].pk)]}}
        with time_machine.travel(at(28), tick=False):
            assert ask(client, CODE, sent).json() == {"wrong": [halls[1].pk]}

    def test_a_stamp_of_another_hall(self, client, kept, halls):
        kept[str(halls[1].pk)] = kept[str(halls[0].pk)]
        assert code_for(client, kept) == 409

    @pytest.mark.parametrize("day", ["2026-11-28", "2026-11-26", "", "x" * 50])
    def test_a_stamp_of_another_day(self, client, kept, halls, day):
        kept[str(halls[1].pk)][0] = day
        assert code_for(client, kept) == 409

    def test_a_stamp_of_another_edition(self, kept):
        (walk,) = stamps.walks_at(now=at(28))
        values = {int(hall): tuple(pair) for hall, pair in kept.items()}
        with pytest.raises(stamps.NoStampError):
            stamps.issue_code(
                walk=replace(walk, edition=walk.edition + 1), device=DEVICE, stamps=values, now=at(28)
            )
        assert (
            stamps.issue_code(walk=walk, device=DEVICE, stamps=values, now=at(28)).edition_id == walk.edition
        )

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            [],
            {"device": DEVICE, "stamps": []},
            {"device": DEVICE, "stamps": {"1": "x", "y": [1, 2], "9" * 40: ["", ""]}},
            {"device": "", "stamps": {}},
            {"device": ["a"], "stamps": None},
        ],
    )
    def test_nonsense(self, client, edition, sent):
        with time_machine.travel(at(28), tick=False):
            assert ask(client, CODE, sent).status_code == 409
            assert client.post(CODE, "{", content_type="application/json", **OWN_PAGE).status_code == 409

    def test_other_sites(self, client, edition, halls):
        with time_machine.travel(at(28), tick=False):
            for address in (STAMP, CODE):
                assert ask(client, address, {}, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403


class TestStamps:
    @pytest.mark.parametrize(
        ("now", "status"),
        [(at(27, 7, 59), 404), (at(27, 8), 200), (at(27, 21), 404), (at(28, 8), 200), (at(28, 21), 404)],
    )
    def test_only_while_the_doors_are_open(self, client, edition, halls, now, status):
        with time_machine.travel(now, tick=False):
            answer = ask(client, STAMP, {"device": DEVICE, "booth": booth_in(halls[0])})
        assert answer.status_code == status

    @pytest.mark.parametrize(("now", "status"), [(at(27, 20), 404), (at(28, 7), 404), (at(28, 21), 404)])
    def test_codes_only_on_the_last_day(self, client, edition, halls, now, status):
        assert code_for(client, collect(client, halls, now=at(27)), now=now) == status

    @pytest.mark.parametrize("booth_id", [0, -1, 987654, 10**30, "1", None, True])
    def test_no_such_booth(self, client, edition, booth_id):
        with time_machine.travel(at(27), tick=False):
            assert ask(client, STAMP, {"device": DEVICE, "booth": booth_id}).status_code == 404

    @pytest.mark.parametrize("device", ["", "abc", "g" * 32, "A" * 32, "a" * 33])
    def test_no_such_device(self, client, edition, halls, device):
        with time_machine.travel(at(27), tick=False):
            answer = ask(client, STAMP, {"device": device, "booth": booth_in(halls[0])})
        assert answer.status_code == 404

    def test_halls_that_take_no_part(self, client, edition, halls):
        edition.halls.set(halls[:1])
        edition.save()
        with time_machine.travel(at(27), tick=False):
            answer = ask(client, STAMP, {"device": DEVICE, "booth": booth_in(halls[1])})
        assert answer.status_code == 404
        assert code_for(client, collect(client, halls[:1], now=at(28))) == StampCode.objects.get().code

    def test_two_editions_at_once_have_stamps_of_their_own(self, client, tree, edition, halls):
        edition.halls.set(halls[:1])
        edition.save()
        make_edition(tree, title="Pesta Lain", halls=halls[1:])
        with time_machine.travel(at(27), tick=False):
            for hall, slug in zip(halls, ("pesta-lapak", "pesta-lain"), strict=True):
                address = f"/expo/{slug}/stempel/cap/"
                assert address in client.get(hall.booth_listings.get().url).text
                sent = {"device": DEVICE, "booth": booth_in(hall)}
                assert ask(client, address, sent).json()["halls"] == [hall.pk]

    def test_a_hall_may_take_part_in_two_editions(self, client, tree, edition, booth):
        make_edition(tree, title="Pesta Lain")
        with time_machine.travel(at(27), tick=False):
            text = client.get(booth.get_url()).text
        assert ["/expo/pesta-lapak/stempel/cap/" in text, "/expo/pesta-lain/stempel/cap/" in text] == [
            True,
            True,
        ]

    def test_a_booth_page_offers_its_stamp_while_the_expo_is_on(self, client, edition, booth):
        for now, is_on in ((at(27, 7), False), (at(27, 9), True), (at(27, 22), False), (at(29), False)):
            with time_machine.travel(now, tick=False):
                assert ("data-stamp-here" in client.get(booth.get_url()).text) == is_on

    def test_limits(self, client, edition, halls, settings):
        settings.STAMP_CODES_PER_HOUR = settings.STAMPS_PER_MINUTE = 2
        kept = collect(client, halls, now=at(28))
        with time_machine.travel(at(28), tick=False):
            assert ask(client, STAMP, {"device": DEVICE, "booth": booth_in(halls[0])}).status_code == 429
        assert [code_for(client, kept) for _n in range(3)][-1] == 429


class TestDraws:
    @pytest.fixture
    def codes(self, edition):
        rows = [
            StampCode(edition=edition, device=f"{n}", code=f"AAA{n}-BBBB", issued_at=at(28)) for n in range(5)
        ]
        return StampCode.objects.bulk_create(rows)

    def test_nobody_wins_twice_and_it_is_on_record(self, edition, codes, editor):
        first = stamps.draw(edition=edition, winners=3, by=editor, now=at(28, 20))
        second = stamps.draw(edition=edition, winners=9, by=editor, now=at(28, 21))
        assert [(one.among, one.made_by, one.winners.count()) for one in (first, second)] == [
            (5, editor, 3),
            (2, editor, 2),
        ]
        assert set(StampWinner.objects.values_list("code", flat=True)) == {code.pk for code in codes}
        with pytest.raises(stamps.NoStampError):
            stamps.draw(edition=edition, winners=1, by=editor, now=at(28, 21))
        with pytest.raises(IntegrityError), transaction.atomic():
            StampWinner.objects.create(draw=second, code=codes[0], place=99)

    def test_not_before_the_last_day(self, edition, codes, editor):
        with pytest.raises(stamps.NoStampError):
            stamps.draw(edition=edition, winners=1, by=editor, now=at(28, 7, 59))

    @pytest.mark.parametrize("role", ["visitor", "outsider", "owner", "helper", "editor", "administrator"])
    def test_only_the_office_draws(self, as_role, role, edition, codes):
        client, may = as_role(role), role in ("editor", "administrator")
        with time_machine.travel(at(28, 20)):
            assert (client.get("/kelola/undian-stempel/").status_code == 200) == may
            client.post("/kelola/undian-stempel/", {"winners": 2, "seen": 0})
        assert StampWinner.objects.count() == (2 if may else 0)

    def test_a_second_tap_draws_nobody(self, client, edition, codes, editor):
        client.force_login(editor)
        with time_machine.travel(at(28, 20), tick=False):
            seen = client.get("/kelola/undian-stempel/").context["form"].initial["seen"]
            for _tap in range(2):
                answer = client.post("/kelola/undian-stempel/", {"winners": 2, "seen": seen}, follow=True)
        assert "Baru saja diundi." in answer.text
        assert (StampDraw.objects.count(), StampWinner.objects.count()) == (1, 2)

    def test_visitors_read_the_beginning_only(self, client, edition, codes, editor):
        stamps.draw(edition=edition, winners=1, by=editor, now=at(28, 20))
        won = StampWinner.objects.get().code.code
        with time_machine.travel(at(28, 20), tick=False):
            text = client.get(WALK).text
        assert (f"{won[:4]}-••••" in text, won in text) == (True, False)

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_page_costs_the_same(
        self, client, edition, codes, editor, count, settings, django_assert_num_queries
    ):
        settings.PAGE_CACHE_SECONDS = 0
        for _n in range(count):
            stamps.draw(edition=edition, winners=1, by=editor, now=at(28, 20))
        with time_machine.travel(at(28, 20), tick=False):
            client.get(WALK)
            with django_assert_num_queries(6):
                assert client.get(WALK).text.count("data-hint") == count

    def test_deleting_an_edition_takes_codes_and_draws_along(self, edition, codes, editor):
        stamps.draw(edition=edition, winners=1, by=editor, now=at(28, 20))
        edition.delete()
        assert (StampCode.objects.count(), StampDraw.objects.count()) == (0, 0)
