"""What a booth says of itself, changed on the phone."""

import datetime
import html
import re

import pytest
from wagtail.rich_text import RichText

from expo.domain.booth_details import plain_story, snapshot
from expo.models import BoothPage, OpeningHours
from lapak.about.forms import AboutForm
from tests.factories import AreaFactory, MarketFactory, PhotoFactory

pytestmark = pytest.mark.django_db

ROLES = ("visitor", "outsider", "owner", "helper", "editor", "administrator")
STATUS = dict(zip(ROLES, (302, 404, 200, 200, 200, 200), strict=True))
ADDRESSES = ("tentang/", "logo/", "sampul/")


@pytest.fixture
def owner(client, merchant_user):
    """The owner's browser."""
    client.force_login(merchant_user)
    return client


def path(booth, which="tentang/"):
    return f"/lapak-saya/{booth.pk}/{which}"


def anew(booth) -> BoothPage:
    return BoothPage.objects.get(pk=booth.pk)


def latest(booth) -> BoothPage:
    return anew(booth).get_latest_revision_as_object()


def typed(booth, **changes) -> dict:
    """Return what the form would send, as it stands, with some fields typed over."""
    form = AboutForm(now=snapshot(latest(booth)))
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"dilihat": form.token, "hari": [str(day.number) for day in form.days if day.is_open]}
    for day in form.days:
        data |= {f"dari-{day.number}": day.opens, f"sampai-{day.number}": day.closes}
    return data | changes


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_who_may(as_role, role, booth, other_booth, address):
    client = as_role(role)
    before = snapshot(latest(other_booth))
    assert client.get(path(booth, address)).status_code == STATUS[role]
    others = 404 if role in ("owner", "helper") else STATUS[role]
    assert client.get(path(other_booth, address)).status_code == others
    if others != 200:
        data = typed(other_booth, title="Milik saya")
        assert client.post(path(other_booth, address), data).status_code == others
        assert client.post(path(other_booth, "tentang/tarik/")).status_code == others
        assert snapshot(latest(other_booth)) == before


def test_a_change_waits_for_the_office_and_the_old_stays(owner, booth):
    answer = owner.post(path(booth), typed(booth, tagline="Batik tulis asli", whatsapp="62 812 3456 7899"))
    assert (answer.status_code, answer["Location"]) == (302, f"/lapak-saya/{booth.pk}/")
    assert (anew(booth).tagline, latest(booth).tagline) == ("", "Batik tulis asli")
    assert latest(booth).whatsapp == "+6281234567899"
    assert anew(booth).workflow_in_progress
    assert "Dikirim untuk diperiksa dinas" in owner.get(answer["Location"]).content.decode()
    assert "Sedang diperiksa dinas" in owner.get(path(booth)).content.decode()
    assert owner.post(path(booth), typed(booth, tagline="Lain")).status_code == 409
    owner.post(path(booth, "tentang/tarik/"))
    assert not anew(booth).workflow_in_progress
    assert latest(booth).tagline == "Batik tulis asli"


def test_a_trusted_booth_is_public_at_once(owner, booth):
    BoothPage.objects.filter(pk=booth.pk).update(is_trusted=True)
    owner.post(path(booth), typed(booth, title="Batik Sekar Jaya"))
    assert anew(booth).title == "Batik Sekar Jaya"


def test_a_booth_before_its_first_day_stays_a_draft(owner, hall, booth, merchant_user):
    from tests.factories import BoothFactory

    draft = BoothFactory(parent=hall, merchant=booth.merchant, live=False)
    owner.post(path(draft), typed(draft, title="Nama baru"))
    assert (anew(draft).live, anew(draft).workflow_in_progress) == (False, False)
    assert latest(draft).title == "Nama baru"


def test_hours_place_and_story(owner, booth):
    market, area = MarketFactory(), AreaFactory()
    data = typed(
        booth,
        hari=["0", "5"],
        market=market.pk,
        area=area.pk,
        block="C",
        story="Sejak 1998.\r\n\r\nIbu <b>dan</b> anak.",
    )
    owner.post(path(booth), data | {"dari-5": "07:30", "sampai-5": "12:00"})
    version = latest(booth)
    assert snapshot(version)["hours"] == {"0": ["08:00", "16:00"], "5": ["07:30", "12:00"]}
    assert (version.market, version.area, version.block) == (market, area, "C")
    assert version.story[0].value.source == "<p>Sejak 1998.</p><p>Ibu &lt;b&gt;dan&lt;/b&gt; anak.</p>"
    assert plain_story(version) == "Sejak 1998.\n\nIbu <b>dan</b> anak."


def test_saving_without_a_change_makes_no_version(owner, booth):
    booth.story = [("text", RichText('<p data-block-key="a1">Satu &amp; dua.</p>'))]
    booth.opening_hours = [OpeningHours(weekday=2, opens_at=datetime.time(9), closes_at=datetime.time(15))]
    booth.save_revision().publish()
    before = anew(booth).latest_revision_id
    assert owner.post(path(booth), typed(booth)).status_code == 302
    assert anew(booth).latest_revision_id == before


@pytest.mark.parametrize(
    "story",
    [
        [("text", RichText("<h3>Judul</h3><p>Teks</p>"))],
        [("text", RichText("<p>Satu <b>tebal</b></p>"))],
        [("text", RichText("<p>Satu</p>")), ("quote", {"text": "Dua", "name": ""})],
    ],
)
def test_a_story_that_is_more_than_text_is_left_alone(owner, booth, story):
    booth.story = story
    booth.save_revision().publish()
    page = owner.get(path(booth)).content.decode()
    assert ('name="story"' in page, "Ubah cerita" in page) == (False, True)
    before = latest(booth).story.get_prep_value()
    owner.post(path(booth), typed(booth, tagline="Baru", story="Terhapus?"))
    assert (latest(booth).tagline, latest(booth).story.get_prep_value()) == ("Baru", before)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "Beri nama lapak ini."),
        ({"whatsapp": "12"}, "Nomor ini tidak dikenali."),
        ({"founded": "2999"}, "Tahun berdiri belum tiba."),
        ({"founded": "99999"}, "Tahun berdiri belum tiba."),
        ({"hari": ["0"], "dari-0": "16:00", "sampai-0": "08:00"}, "Jam tutup harus sesudah jam buka: Senin."),
        ({"hari": ["0"], "dari-0": "pagi"}, "Jam tutup harus sesudah jam buka: Senin."),
        ({"tagline": "x" * 161}, "160"),
        ({"market": "987654"}, "Belum tersimpan."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(owner, booth, changes, words):
    before = anew(booth).latest_revision_id
    answer = owner.post(path(booth), typed(booth, district="Pekalongan Utara") | changes)
    text = html.unescape(answer.content.decode())
    assert (answer.status_code, words in text, 'value="Pekalongan Utara"' in text) == (422, True, True)
    assert anew(booth).latest_revision_id == before


def test_two_phones_that_change_different_things_both_count(owner, booth):
    data = typed(booth, tagline="Dari HP satu")
    version = latest(booth)
    version.district = "Dari HP dua"
    version.save_revision()
    owner.post(path(booth), data)
    assert (latest(booth).tagline, latest(booth).district) == ("Dari HP satu", "Dari HP dua")


def test_two_phones_that_change_the_same_the_second_is_told(owner, booth, helper):
    data = typed(booth, tagline="Dari HP satu")
    version = latest(booth)
    version.tagline = "Dari HP dua"
    version.save_revision(user=helper, log_action=True)
    answer = owner.post(path(booth), data)
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Budi baru saja mengubah kalimat pendek." in text
    assert "Sekarang tertulis: Dari HP dua" in text
    assert 'value="Dari HP satu"' in text
    assert latest(booth).tagline == "Dari HP dua"
    token = html.unescape(re.search(r'name="dilihat" value="([^"]*)"', answer.content.decode())[1])
    owner.post(path(booth), data | {"dilihat": token})
    assert latest(booth).tagline == "Dari HP satu"


@pytest.mark.parametrize("token", ["", "x", "[]", '{"tagline": []}', "{" * 2000, "[" * 40_000])
def test_a_made_up_token_overwrites_nothing_silently(owner, booth, token):
    booth.tagline = "Yang lama"
    booth.save_revision().publish()
    assert owner.post(path(booth), typed(booth, tagline="Baru", dilihat=token)).status_code == 422
    assert latest(booth).tagline == "Yang lama"


@pytest.mark.parametrize(("which", "address"), [("logo", "logo/"), ("cover", "sampul/")])
def test_a_picture_is_chosen_and_taken_away(owner, booth, merchant_user, which, address):
    photo = PhotoFactory(uploaded_by_user=merchant_user)
    BoothPage.objects.filter(pk=booth.pk).update(is_trusted=True)
    assert owner.post(path(booth, address), {"foto": photo.pk, "dilihat": ""}).status_code == 302
    assert getattr(anew(booth), which) == photo
    assert f'name="foto" value="{photo.pk}"' in owner.get(path(booth, address)).content.decode()
    late = owner.post(path(booth, address), {"dilihat": ""})
    assert (late.status_code, getattr(anew(booth), which)) == (422, photo)
    assert owner.post(path(booth, address), {"dilihat": photo.pk}).status_code == 302
    assert getattr(anew(booth), which) is None


def test_a_foreign_photo_looks_like_none(owner, booth, other_booth):
    foreign = PhotoFactory(uploaded_by_user=other_booth.merchant.members.get())
    answers = [owner.post(path(booth, "logo/"), {"foto": pk, "dilihat": ""}) for pk in (foreign.pk, 987654)]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert latest(booth).logo is None
    same = [re.sub(r'value="\w{60,}"', "", answer.content.decode()) for answer in answers]
    assert same[0] == same[1]


def test_a_picture_the_office_chose_stays_when_nothing_is_changed(owner, booth, editor):
    booth.logo = PhotoFactory(uploaded_by_user=editor)
    booth.save_revision().publish()
    data = {"foto": booth.logo_id, "dilihat": booth.logo_id}
    assert owner.post(path(booth, "logo/"), data).status_code == 302
    assert latest(booth).logo_id == booth.logo_id


@pytest.mark.parametrize("days", [1, 3])
def test_the_page_costs_a_fixed_number_of_queries(owner, booth, days, django_assert_num_queries):
    booth.opening_hours = [OpeningHours(weekday=day) for day in range(days)]
    booth.save_revision().publish()
    owner.get(path(booth))
    with django_assert_num_queries(13):
        owner.get(path(booth))


def test_a_published_booth_keeps_a_number(owner, booth):
    answer = owner.post(path(booth), typed(booth, whatsapp="", phone="", tagline="Tetap tertulis"))
    text = html.unescape(answer.content.decode())
    assert (answer.status_code, "Isi WhatsApp atau telepon" in text, 'value="Tetap tertulis"' in text) == (
        422, True, True
    )  # fmt: skip


@pytest.mark.parametrize("hours", ["08Z", "08:00Z", "08:00+07:00", "٠٨:٠٠"])
def test_a_time_is_hours_and_minutes(owner, booth, hours):
    data = typed(booth, hari=["0"]) | {"dari-0": hours, "sampai-0": "16:00"}
    assert owner.post(path(booth), data).status_code in (302, 422)
    assert not latest(booth).opening_hours.exists() or snapshot(latest(booth))["hours"]["0"][0] == "08:00"
