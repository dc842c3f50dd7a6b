"""The register of aid: who may see it, its import, its ends, its lists, its documents."""

import datetime
import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from expo.domain.aid import aid_counts, aid_in_short, end_of, ending_aid, overlaps, save_aid
from expo.models import AidGrant, ExpoPage
from merchants.models import Membership
from tests.factories import AidGrantFactory, AidProgrammeFactory, MerchantFactory, image_file

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def programme():
    return AidProgrammeFactory(name="Asuransi kios", months=12)


@pytest.fixture
def office(client, editor):
    """A browser in which an editor is logged in."""
    client.force_login(editor)
    return client


def grant_form(programme, merchant, **values):
    return {
        "programme": programme.pk,
        "merchant": merchant.pk,
        "number": "",
        "starts_on": "2026-11-28",
        "ends_on": "",
        "received_on": "",
        "received_by": "",
    } | values


@pytest.mark.parametrize(
    ("starts_on", "months", "last"),
    [
        (DAY(2026, 11, 28), 12, DAY(2027, 11, 27)),
        (DAY(2027, 1, 31), 1, DAY(2027, 2, 27)),
        (DAY(2028, 1, 31), 1, DAY(2028, 2, 28)),
        (DAY(2026, 12, 1), 1, DAY(2026, 12, 31)),
    ],
)
def test_the_end_is_reckoned_in_months(starts_on, months, last):
    assert end_of(starts_on, months) == last


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ((DAY(2026, 1, 1), DAY(2026, 6, 30)), (DAY(2026, 6, 30), None), True),
        ((DAY(2026, 1, 1), DAY(2026, 6, 30)), (DAY(2026, 7, 1), None), False),
        ((DAY(2026, 1, 1), None), (DAY(2030, 1, 1), DAY(2030, 2, 1)), True),
    ],
)
def test_overlapping_days(first, second, answer):
    one, other = (AidGrant(starts_on=starts, ends_on=ends) for starts, ends in (first, second))
    assert [overlaps(one, other), overlaps(other, one)] == [answer, answer]


def test_only_the_office_gives_aid(programme, booth, editor, merchant_user):
    grant = AidGrant(programme=programme, merchant=booth.merchant, starts_on=DAY(2026, 11, 28))
    with pytest.raises(PermissionDenied):
        save_aid(grant=grant, by=merchant_user)
    assert AidGrant.objects.count() == 0
    save_aid(grant=grant, by=editor)
    assert (grant.ends_on, grant.noted_by) == (DAY(2027, 11, 27), editor)


@pytest.mark.parametrize(
    "values",
    [
        {"ends_on": DAY(2026, 11, 27)},
        {"received_on": DAY(2026, 11, 28)},
        {"received_by": "Bu Ning"},
    ],
)
def test_contradictions_are_explained_and_refused_by_the_database(programme, booth, editor, values):
    grant = AidGrant(programme=programme, merchant=booth.merchant, starts_on=DAY(2026, 11, 28), **values)
    with pytest.raises(ValidationError):
        save_aid(grant=grant, by=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        grant.save()


def test_a_number_is_given_once_in_a_programme(programme, booth):
    AidGrantFactory(programme=programme, number="P-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        AidGrantFactory(programme=programme, number="P-1")
    AidGrantFactory(number="P-1")
    AidGrantFactory(programme=programme)
    AidGrantFactory(programme=programme)


def test_aid_of_the_same_kind_is_asked_about_twice(office, programme, booth):
    form = grant_form(programme, booth.merchant, number="P-1")
    assert office.post(reverse("expo_aid:add"), form).status_code == 302
    answer = office.post(reverse("expo_aid:add"), form | {"number": "P-2"})
    assert "sudah punya: Asuransi kios (Penjamin Pasar), P-1, sampai 27 November 2027" in answer.text
    assert AidGrant.objects.count() == 1
    office.post(reverse("expo_aid:add"), form | {"number": "P-2", "anyway": "on"})
    office.post(reverse("expo_aid:add"), form | {"number": "P-3", "starts_on": "2027-11-28"})
    assert sorted(AidGrant.objects.values_list("number", flat=True)) == ["P-1", "P-2", "P-3"]


def picture_with_place():
    exif = Image.Exif()
    exif[0x010E] = "rumah Bu Ning"
    file = io.BytesIO()
    Image.open(image_file()).save(file, "JPEG", exif=exif)
    return SimpleUploadedFile("polis.jpg", file.getvalue())


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("polis.pdf", b"<html>bukan pdf"),
        SimpleUploadedFile("polis.html", b"%PDF-1.7"),
        SimpleUploadedFile("polis.jpg", b"\xff\xd8\xff\xe0 terpotong"),
        SimpleUploadedFile("polis.pdf", b"%PDF-" + b"0" * (10 * 1024**2)),
    ],
    ids=["no pdf", "wrong name", "broken photo", "too large"],
)
def test_documents_that_are_none_are_refused(office, programme, booth, upload):
    answer = office.post(reverse("expo_aid:add"), grant_form(programme, booth.merchant, document=upload))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"document"}
    assert AidGrant.objects.count() == 0


def test_a_photo_of_a_document_loses_what_the_phone_noted(office, programme, booth):
    office.post(reverse("expo_aid:add"), grant_form(programme, booth.merchant, document=picture_with_place()))
    stored = AidGrant.objects.get().document.read()
    assert b"rumah Bu Ning" not in stored
    assert Image.open(io.BytesIO(stored)).size == (800, 600)


DOCUMENT_READERS = {
    "visitor": False, "outsider": False, "neighbour": False, "helper": False, "owner": True, "editor": True,
    "administrator": True,
}  # fmt: skip


@pytest.mark.parametrize("role", DOCUMENT_READERS)
def test_documents_are_for_owner_and_office(as_role, client, booth, other_booth, role):
    grant = AidGrantFactory(merchant=booth.merchant)
    if role == "neighbour":
        client.force_login(Membership.objects.get(merchant=other_booth.merchant).user)
    else:
        as_role(role)
    answers = [
        client.get(reverse("lapak:aid_document", args=[booth.pk, grant.pk])),
        client.get(reverse("expo_aid_document", args=[grant.pk])),
    ]
    bodies = [b"".join(answer.streaming_content) for answer in answers if answer.status_code == 200]
    wanted = {"owner": 1, "editor": 1, "administrator": 1}.get(role, 0)
    assert [body for body in bodies if body == b"%PDF-1.7 polis"] == bodies
    assert (len(bodies) >= wanted, bool(bodies)) == (True, DOCUMENT_READERS[role])
    for answer in answers:
        if answer.status_code == 200:
            assert "no-store" in answer["Cache-Control"]
            assert answer["Content-Disposition"] == f'attachment; filename="bantuan-{grant.pk}.pdf"'


def test_a_document_replaced_or_deleted_leaves_no_file(
    office, programme, booth, django_capture_on_commit_callbacks
):
    upload = SimpleUploadedFile("polis.pdf", b"%PDF-1.7 lama")
    office.post(reverse("expo_aid:add"), grant_form(programme, booth.merchant, document=upload))
    grant = AidGrant.objects.get()
    names = [grant.document.name]
    form = grant_form(programme, booth.merchant, number="P-1")
    address = reverse("expo_aid:edit", args=[grant.pk])
    assert "Sudah ada dokumen" in office.get(address).text
    for document in ({}, {"document": SimpleUploadedFile("polis.pdf", b"%PDF-1.7 baru")}):
        with django_capture_on_commit_callbacks(execute=True):
            assert office.post(address, form | document).status_code == 302
        names.append(AidGrant.objects.get().document.name)
    storage = grant.document.storage
    assert (names[0] == names[1], names[1] == names[2]) == (True, False)
    assert [storage.exists(name) for name in names] == [False, False, True]
    with django_capture_on_commit_callbacks(execute=True):
        office.post(reverse("expo_aid:delete", args=[grant.pk]))
    assert (AidGrant.objects.count(), storage.exists(names[2])) == (0, False)


def test_no_public_address_leads_to_a_document(client, booth):
    grant = AidGrantFactory(merchant=booth.merchant)
    assert client.get(f"/media/{grant.document.name}").status_code == 404
    with pytest.raises(ValueError, match="URL"):
        _ = grant.document.url


@pytest.mark.parametrize("role", ["visitor", "outsider", "owner", "helper"])
@pytest.mark.parametrize(
    "name", ["expo_aid:index", "expo_aid:add", "expo_aid_programmes:index", "expo_aid_import"]
)
def test_the_register_is_the_offices(as_role, booth, role, name):
    answer = as_role(role).get(reverse(name))
    # To the log-in; a merchant, who is at home in the administration, finds nothing there.
    assert (answer.status_code, "Penjamin" in answer.text) == (
        404 if role in ("owner", "helper") else 302,
        False,
    )


def test_the_list_to_sign_is_the_offices(as_role, booth):
    grant = AidGrantFactory(merchant=booth.merchant)
    address = reverse("expo_aid_sign_list", args=[grant.programme_id])
    assert as_role("owner").get(address).status_code == 404
    assert booth.merchant.name in as_role("editor").get(address).text


def test_the_office_is_told_what_ends_soon(office, booth):
    today = timezone.localdate()
    days = {"kemarin": -1, "hari ini": 0, "sebulan": 30, "nanti": 31}
    for name, number in days.items():
        AidGrantFactory(
            merchant=MerchantFactory(name=f"Usaha {name}"),
            starts_on=today - datetime.timedelta(90),
            ends_on=today + datetime.timedelta(number),
        )
    assert [grant.merchant.name for grant in ending_aid(today=today)] == ["Usaha hari ini", "Usaha sebulan"]
    text = office.get(reverse("wagtailadmin_home")).text
    assert [name for name in days if f"Usaha {name}" in text] == ["hari ini", "sebulan"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_owner_reads_the_own_aid_only(as_role, booth, other_booth, count, django_assert_num_queries):
    programme = AidProgrammeFactory(
        name="Asuransi kios", claim_papers="KTP\nFoto kerusakan", amount=25_000_000
    )
    AidGrantFactory.create_batch(count, programme=programme, merchant=booth.merchant)
    AidGrantFactory(programme=AidProgrammeFactory(name="Milik tetangga"), merchant=other_booth.merchant)
    client = as_role("owner")
    address = reverse("lapak:aid", args=[booth.pk])
    client.get(address)
    with django_assert_num_queries(9):
        text = client.get(address).text
    assert (text.count("Asuransi kios"), "Milik tetangga" in text) == (count, False)
    assert ("Foto kerusakan" in text, "Rp25.000.000" in text) == (True, True)


def test_a_helper_reads_of_no_aid(as_role, booth):
    AidGrantFactory(programme=AidProgrammeFactory(name="Asuransi kios"), merchant=booth.merchant)
    client = as_role("helper")
    for name in ("lapak:aid", "lapak:booth"):
        assert "Asuransi kios" not in client.get(reverse(name, args=[booth.pk])).text


def test_the_owner_is_told_what_ends_soon(booth, merchant_user):
    today = timezone.localdate()
    AidGrantFactory(merchant=booth.merchant, ends_on=today + datetime.timedelta(40))
    soon = AidGrantFactory(merchant=booth.merchant, ends_on=today + datetime.timedelta(20))
    short = aid_in_short(booth=booth, user=merchant_user, today=today)
    assert (short.count, short.ending) == (2, soon)


def test_an_editions_aid_is_counted(tree, django_assert_num_queries):
    tree.expos.refresh_from_db()
    edition = tree.expos.add_child(
        instance=ExpoPage(title="Pesta", starts_on=DAY(2026, 11, 27), ends_on=DAY(2026, 11, 28))
    )
    first = AidProgrammeFactory(edition=edition, amount=5_000_000)
    second = AidProgrammeFactory(edition=edition)
    merchant = MerchantFactory()
    AidGrantFactory.create_batch(2, programme=first, merchant=merchant)
    AidGrantFactory(programme=first, received_on=DAY(2026, 11, 28), received_by="Bu Ning")
    AidGrantFactory()
    with django_assert_num_queries(1):
        counts = aid_counts(edition=edition)
    assert [(one.programme, one.granted, one.merchants, one.received, one.amount) for one in counts] == [
        (first, 3, 2, 1, 15_000_000),
        (second, 0, 0, 0, 0),
    ]


def test_taking_names_out_is_put_on_record(office, editor, programme, caplog):
    AidGrantFactory(programme=programme)
    text = office.get(reverse("expo_aid:index") + "?export=csv").getvalue().decode()
    assert text.splitlines()[0].startswith("Pelaku usaha,Program,Pemberi,Nomor")
    assert f"personal data of aid exported as csv by user {editor.pk}" in caplog.text


def test_spreadsheets_run_no_formula(office, programme):
    AidGrantFactory(programme=programme, merchant=MerchantFactory(name="=1+1"))
    text = office.get(reverse("expo_aid:index") + "?export=csv").getvalue().decode()
    assert "'=1+1" in text
