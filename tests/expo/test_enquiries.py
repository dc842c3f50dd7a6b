"""Requests to booths: the public form, several at once, states, forgetting, what the office learns."""

import datetime
import logging
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.cache import caches
from django.core.management import call_command
from django.db import IntegrityError, transaction
from wagtail.models import ReferenceIndex

from core.page_cache import content_version
from expo.domain import enquiries
from expo.enums import EnquiryState
from expo.models import Enquiry, EnquirySettings
from tests.expo.meeting import BUYER, OWN_PAGE, TYPED, address_of, asked, at, make_edition, send_form
from tests.factories import BoothFactory, HallFactory, ProductFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
SECOND = datetime.timedelta(seconds=1)


def stored(row):
    return {name: getattr(row, name) for name in enquiries.BUYER}


class TestTheForm:
    def test_it_arrives_as_it_was_typed(self, client, booth, product):
        answer = send_form(client, address_of(booth), TYPED | {"barang": product.pk})
        assert answer.status_code == 200
        assert "Permintaan Anda sudah sampai" in answer.text
        row = Enquiry.objects.get()
        assert stored(row) == BUYER
        assert (row.booth, row.product, row.edition, row.state) == (booth, product, None, "new")
        assert row.consented_at == row.made_at == at(27, 12, 0, 10)

    def test_the_pages_lead_to_it(self, client, booth, product):
        assert f'href="{address_of(booth)}"' in client.get(booth.get_url()).text
        assert f'href="{address_of(booth)}?barang={product.pk}"' in client.get(product.get_url()).text
        assert "Kain batik tulis" in client.get(address_of(booth), {"barang": product.pk}).text
        assert client.get(f"/en{address_of(booth)}").status_code == 200

    def test_a_product_of_another_booth_is_no_concern(self, client, booth, other_booth):
        foreign = ProductFactory(parent=other_booth, title="Milik tetangga")
        assert "Milik tetangga" not in client.get(address_of(booth), {"barang": foreign.pk}).text
        send_form(client, address_of(booth), TYPED | {"barang": foreign.pk})
        assert Enquiry.objects.get().product is None

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"what": ""}, "Tulis apa yang Anda perlukan."),
            ({"name": ""}, "Tulis nama Anda."),
            ({"phone": ""}, "Tulis nomor supaya lapak bisa menjawab."),
            ({"phone": "12"}, "Nomor ini tidak dikenali."),
            ({"budget": "banyak"}, "Tulis dengan angka"),
            ({"buyer_kind": ""}, "Pilih salah satu."),
            ({"consent": ""}, "Centang dulu persetujuannya."),
            ({"website": "https://iklan.example"}, "Ada kolom yang seharusnya kosong."),
            ({"stamp": "1.abc:palsu"}, "Halaman ini terlalu lama terbuka."),
            ({"stamp": ""}, "Halaman ini terlalu lama terbuka."),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_stored(self, client, booth, typed, words):
        answer = send_form(client, address_of(booth), TYPED | typed)
        assert answer.status_code == 422
        assert words in answer.text
        assert "Nasi kotak" in answer.text or typed == {"what": ""}
        assert Enquiry.objects.count() == 0

    @pytest.mark.parametrize(
        ("after", "status"), [(3, 422), (4, 200), (12 * 3600, 200), (12 * 3600 + 1, 422)]
    )
    def test_how_long_filling_in_takes(self, client, booth, after, status):
        assert send_form(client, address_of(booth), TYPED, after=after).status_code == status

    def test_a_page_that_was_open_too_long_can_be_sent_again(self, client, booth):
        late = send_form(client, address_of(booth), TYPED, after=13 * 3600)
        stamp = re.search(r'name="stamp" value="([^"]+)"', late.text)[1]
        with time_machine.travel(at(28, 1, 1), tick=False):
            answer = client.post(address_of(booth), TYPED | {"stamp": stamp}, **OWN_PAGE)
        assert (answer.status_code, Enquiry.objects.count()) == (200, 1)

    def test_sent_twice_it_arrives_once(self, client, booth):
        with time_machine.travel(at(27), tick=False):
            stamp = client.get(address_of(booth)).context["form"].initial["stamp"]
        with time_machine.travel(at(27, 13), tick=False):
            for _time in range(2):
                answer = client.post(address_of(booth), TYPED | {"stamp": stamp}, **OWN_PAGE)
                assert answer.status_code == 200
        assert Enquiry.objects.count() == 1

    def test_who_goes_back_and_asks_something_else_has_asked_twice(self, client, booth):
        with time_machine.travel(at(27), tick=False):
            stamp = client.get(address_of(booth)).context["form"].initial["stamp"]
        with time_machine.travel(at(27, 13), tick=False):
            for what in ("Nasi kotak", "Tumpeng"):
                client.post(address_of(booth), TYPED | {"stamp": stamp, "what": what}, **OWN_PAGE)
        assert sorted(Enquiry.objects.values_list("what", flat=True)) == ["Nasi kotak", "Tumpeng"]

    def test_stamps_of_another_form_are_worth_nothing(self, client, tree, booth):
        make_edition(tree)
        with time_machine.travel(at(27), tick=False):
            stamp = client.get("/expo/pesta-lapak/buku-tamu/tulis/").context["form"].initial["stamp"]
        with time_machine.travel(at(27, 12, 1), tick=False):
            assert client.post(address_of(booth), TYPED | {"stamp": stamp}, **OWN_PAGE).status_code == 422

    def test_forms_of_other_sites_are_refused(self, client, booth):
        assert client.post(address_of(booth), TYPED, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
        assert client.post(address_of(booth), TYPED).status_code == 403

    def test_an_address_may_send_so_many_an_hour(self, client, booth, settings):
        settings.LETTERS_PER_HOUR = 2
        codes = [
            send_form(client, address_of(booth), TYPED | {"phone": f"0812345678{n}0"}).status_code
            for n in range(3)
        ]
        assert (codes, Enquiry.objects.count()) == ([200, 200, 429], 2)

    def test_a_hall_full_of_people_behind_one_address_may_write(self, client, tree, booth, settings):
        make_edition(tree)
        assert settings.LETTERS_PER_HOUR >= 120
        settings.LETTERS_PER_HOUR = 1
        # Who signs the guestbook takes nothing from those who ask booths.
        guest = {"name": "Pak Arif", "words": "Meriah"}
        assert send_form(client, "/expo/pesta-lapak/buku-tamu/tulis/", guest).status_code == 200
        assert send_form(client, address_of(booth), TYPED).status_code == 200

    def test_one_number_asks_so_many_booths_a_day(self, booth, other_booth, monkeypatch):
        monkeypatch.setattr(enquiries, "MOST_FROM_ONE_NUMBER", 2)
        asked(booth, other_booth, now=at(27))
        with pytest.raises(enquiries.TooManyEnquiriesError):
            asked(booth, now=at(27, 13))
        asked(booth, now=at(28, 12, 0, 1))
        assert Enquiry.objects.count() == 3

    @pytest.mark.parametrize("what", ["booth", "hall"])
    def test_a_booth_nobody_may_see_is_not_asked(self, client, booth, hall, what):
        {"booth": booth, "hall": hall}[what].unpublish()
        assert client.get(address_of(booth)).status_code == 404
        assert client.post(address_of(booth), TYPED, **OWN_PAGE).status_code == 404

    def test_nobody_keeps_it(self, client, booth, settings, caplog):
        settings.PAGE_CACHE_SECONDS = 600
        caches["pages"].clear()
        version = content_version()
        caplog.set_level(logging.DEBUG)
        answer = send_form(client, address_of(booth), TYPED)
        opened = client.get(address_of(booth))
        assert {one["Cache-Control"] for one in (answer, opened)} == {"private, no-store"}
        assert {one["X-Robots-Tag"] for one in (answer, opened)} == {"noindex, nofollow"}
        assert (answer.cookies, opened.cookies) == ({}, {})
        # A request changes nothing visitors see.
        assert content_version() == version
        told = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
        assert [line for line in told if "81234567890" in line or "Nasi kotak" in line] == []

    @pytest.mark.parametrize("count", [1, 3])
    def test_cost_is_constant(self, client, booth, count, django_assert_num_queries):
        for _n in range(count):
            ProductFactory(parent=booth)
        client.get(address_of(booth))
        with django_assert_num_queries(1):
            client.get(address_of(booth))


class TestTheEdition:
    def test_a_request_belongs_to_the_edition_that_is_on(self, tree, booth, other_booth):
        edition = make_edition(tree)
        moments = {at(27, 7, 59): None, at(27, 8): edition, at(28, 3): edition, at(28, 21): None}
        assert {now: asked(booth, now=now)[0].edition for now in moments} == moments

    def test_a_hall_that_takes_no_part_has_no_edition(self, tree, booth, hall):
        other = BoothFactory(parent=HallFactory(parent=tree.halls))
        edition = make_edition(tree, halls=[hall])
        rows = asked(booth, other, now=at(27))
        assert {row.booth: row.edition for row in rows} == {booth: edition, other: None}

    def test_of_several_editions_it_is_the_one_with_the_booths_hall(self, tree, booth, hall):
        other = BoothFactory(parent=HallFactory(parent=tree.halls))
        first = make_edition(tree, halls=[hall])
        second = make_edition(tree, title="Pesta Lain", halls=[other.hall])
        rows = asked(booth, other, now=at(27))
        assert {row.booth: row.edition for row in rows} == {booth: first, other: second}


class TestStates:
    def test_times_follow_the_state(self, booth):
        row = asked(booth, now=at(27))[0]
        steps = [
            ("new", "answered", at(27, 13), (at(27, 13), None)),
            ("answered", "agreed", at(27, 14), (at(27, 13), at(27, 14))),
            ("agreed", "not_agreed", at(27, 15), (at(27, 13), at(27, 15))),
            ("not_agreed", "answered", at(27, 16), (at(27, 13), None)),
            ("answered", "new", at(27, 17), (None, None)),
        ]
        for seen, state, now, times in steps:
            row = enquiries.mark(enquiry=row, state=EnquiryState(state), seen=seen, now=now)
            row.refresh_from_db()
            assert (row.state, row.answered_at, row.closed_at) == (state, *times)

    def test_who_saw_something_else_changes_nothing(self, booth):
        row = asked(booth, now=at(27))[0]
        enquiries.mark(enquiry=row, state=EnquiryState.AGREED, seen="new", now=at(27, 13))
        with pytest.raises(enquiries.ChangedEnquiryError):
            enquiries.mark(enquiry=row, state=EnquiryState.NOT_AGREED, seen="new", now=at(27, 14))

    def test_what_was_forgotten_meanwhile_is_not_marked(self, booth):
        row = asked(booth, now=at(27))[0]
        Enquiry.objects.update(forgotten_at=at(28))
        with pytest.raises(enquiries.ChangedEnquiryError):
            enquiries.mark(enquiry=row, state=EnquiryState.AGREED, seen="new", now=at(28))

    @pytest.mark.parametrize("values", [{"state": "answered"}, {"closed_at": at(27)}, {"state": "agreed"}])
    def test_the_database_keeps_state_and_times_together(self, booth, values):
        asked(booth, now=at(27))
        with pytest.raises(IntegrityError), transaction.atomic():
            Enquiry.objects.update(**values)

    def test_the_answer_is_begun(self, booth):
        row = asked(booth, now=at(27), what="Nasi\nkotak " + "x" * 500)[0]
        address = urlsplit(enquiries.reply_address(row))
        text = parse_qs(address.query)["text"][0]
        assert (address.netloc, address.path) == ("wa.me", "/6281234567890")
        assert text.startswith("Halo Bu Tri, Kelurahan Contoh, saya dari lapak Batik Sekar di Gelar Lapak.")
        assert "“Nasi kotak xxx" in text
        assert "Jumlah: 100 kotak" in text
        assert len(text) < 500


class TestForgetting:
    def test_a_request_is_forgotten_in_time(self, booth):
        EnquirySettings.objects.create(pk=1, kept_days=30)
        open_one, closed = (asked(booth, now=at(1))[0] for _n in range(2))
        enquiries.mark(enquiry=closed, state=EnquiryState.AGREED, seen="new", now=at(2))
        moments = [
            (at(2) + 30 * DAY - SECOND, 0),
            (at(2) + 30 * DAY, 1),
            (at(1) + 365 * DAY - SECOND, 0),
            (at(1) + 365 * DAY, 1),
        ]
        assert [enquiries.forget_old(now=now) for now, _count in moments] == [
            count for _now, count in moments
        ]
        for row in Enquiry.objects.all():
            assert stored(row) == dict.fromkeys(BUYER, "") | {"buyer_kind": "office", "budget": None}
        assert sorted(Enquiry.objects.values_list("state", flat=True)) == ["agreed", "new"]
        assert open_one.forget_on(kept_days=30) == at(1) + 365 * DAY

    def test_a_late_outcome_keeps_nothing_longer_than_a_year(self, booth):
        row, year = asked(booth, now=at(1))[0], at(1) + 365 * DAY
        row = enquiries.mark(enquiry=row, state=EnquiryState.AGREED, seen="new", now=year - DAY)
        assert row.forget_on(kept_days=180) == year
        assert [enquiries.forget_old(now=now) for now in (year - SECOND, year)] == [0, 1]

    def test_the_default_is_half_a_year(self, booth):
        row = asked(booth, now=at(1))[0]
        row = enquiries.mark(enquiry=row, state=EnquiryState.NOT_AGREED, seen="new", now=at(2))
        assert enquiries.forget_old(now=at(2) + 180 * DAY - SECOND) == 0
        assert enquiries.forget_old(now=at(2) + 180 * DAY) == 1

    def test_the_calendar_does_it(self, booth, capsys):
        asked(booth, now=at(1))
        with time_machine.travel(at(1) + 366 * DAY, tick=False):
            call_command("follow_calendar")
        assert "Requests forgotten: 1; refused words deleted: 0." in capsys.readouterr().out

    def test_no_copy_stays_behind(self, booth):
        row = asked(booth, now=at(1))[0]
        assert ReferenceIndex.objects.filter(base_content_type__model="enquiry").count() == 0
        assert str(row) == str(row.pk)


class TestTheOffice:
    @pytest.fixture
    def waited(self, booth, other_booth):
        first, second, third = (asked(booth, now=at(27, hour))[0] for hour in (8, 9, 10))
        enquiries.mark(enquiry=first, state=EnquiryState.ANSWERED, seen="new", now=at(27, 10))
        enquiries.mark(enquiry=second, state=EnquiryState.AGREED, seen="new", now=at(27, 13))
        enquiries.mark(enquiry=third, state=EnquiryState.NOT_AGREED, seen="new", now=at(27, 20))
        asked(other_booth, now=at(27, 8))

    def test_counts_and_waiting_times(self, waited, booth, other_booth, hall):
        now = at(28, 8, 0, 1)
        by_booth = enquiries.waiting_times(by="booth", edition=None, now=now)
        told = [
            (one.pk, one.total, one.new, one.late, one.agreed, one.not_agreed, one.median_hours)
            for one in by_booth
        ]
        assert told == [(other_booth.pk, 1, 1, 1, 0, 0, None), (booth.pk, 3, 0, 0, 1, 1, 4.0)]
        (of_hall,) = enquiries.waiting_times(by="hall", edition=None, now=now)
        assert (of_hall.name, of_hall.total, of_hall.late, of_hall.median_hours) == (hall.title, 4, 1, 4.0)
        assert enquiries.waiting_times(by="hall", edition=None, now=at(28, 8))[0].late == 0

    def test_who_has_waited_longest(self, booth):
        for hour in (9, 8, 10):
            row = asked(booth, now=at(27, hour))[0]
        enquiries.mark(enquiry=row, state=EnquiryState.ANSWERED, seen="new", now=at(27, 11))
        (one,) = enquiries.waiting_times(by="booth", edition=None, now=at(28))
        assert one.since == at(27, 8)

    def test_the_columns_are_summed_over_all_pages(self, client, waited, editor, monkeypatch):
        monkeypatch.setattr("expo.admin.meeting.ROWS", 1)
        client.force_login(editor)
        with time_machine.travel(at(28, 9)):
            answer = client.get("/kelola/permintaan/?per=lapak")
        assert answer.context["sums"] == {"total": 4, "new": 1, "late": 1, "agreed": 1, "not_agreed": 1}

    def test_pages_stay_with_the_edition_that_was_chosen(
        self, client, tree, booth, other_booth, editor, monkeypatch
    ):
        monkeypatch.setattr("expo.admin.meeting.ROWS", 1)
        edition = make_edition(tree)
        asked(booth, other_booth, now=at(27))
        client.force_login(editor)
        text = client.get("/kelola/permintaan/", {"expo": edition.pk, "per": "lapak"}).text
        assert f"?expo={edition.pk}&amp;per=lapak&amp;hal=2" in text

    def test_booths_nobody_reads_for_are_named(self, client, booth, hall, merchant_user, editor):
        left = BoothFactory(parent=hall)
        asked(booth, left, now=at(27))
        client.force_login(editor)
        with time_machine.travel(at(28, 9)):
            assert client.get("/kelola/permintaan/?per=lapak").context["unread"] == {left.pk}
        words = "belum punya orang yang membaca permintaan di sini"
        told = [words in client.get(address_of(one)).text for one in (booth, left)]
        assert told == [False, True]

    @pytest.mark.parametrize(
        ("now", "told"), [(at(28, 8), ""), (at(28, 8, 0, 1), "1 pembeli menunggu jawaban")]
    )
    def test_the_home_tells_of_those_who_wait_too_long(self, client, waited, editor, now, told):
        client.force_login(editor)
        with time_machine.travel(now, tick=False):
            text = client.get("/kelola/").text
        assert ("pembeli menunggu jawaban" in text, told in text) == (bool(told), True)

    @pytest.mark.parametrize("role", ["visitor", "outsider", "owner", "helper", "editor", "administrator"])
    @pytest.mark.parametrize("per", ["", "lapak"])
    def test_the_page_is_the_offices_and_names_no_buyer(self, waited, as_role, role, per):
        with time_machine.travel(at(28, 9)):
            answer = as_role(role).get("/kelola/permintaan/", {"per": per})
        assert (answer.status_code == 200) == (role in ("editor", "administrator"))
        assert "Bu Tri" not in answer.text
        assert "81234567890" not in answer.text
        if answer.status_code == 200:
            assert ("Lapak Tetangga" if per else "Batik") in answer.text

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_page_costs_the_same(self, client, editor, hall, count, django_assert_num_queries):
        for _n in range(count):
            asked(BoothFactory(parent=hall), now=at(27))
        client.force_login(editor)
        with time_machine.travel(at(28, 9)):
            client.get("/kelola/permintaan/?per=lapak")
            with django_assert_num_queries(QUERIES_OF_OFFICE):
                client.get("/kelola/permintaan/?per=lapak")


QUERIES_OF_OFFICE = 13
