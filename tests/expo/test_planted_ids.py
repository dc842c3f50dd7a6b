"""What a merchant posts into own forms that does not belong there."""

import json

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from catalog.models import ProductPage, ProductPhoto
from expo.domain import moderation
from expo.models import BoothCertificate, BoothPage
from merchants.models import Membership
from tests.expo.conftest import SECRET
from tests.expo.form_data import booth_data, product_data
from tests.factories import PhotoFactory, UserFactory, image_file

pytestmark = pytest.mark.django_db

PHOTO = "wagtailadmin_pages:edit"
ACTIONS = ({}, {"action-submit": "1"}, {"action-publish": "1"})


@pytest.fixture
def as_owner(client, merchant_user):
    client.force_login(merchant_user)
    return client


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def photo_block(pk):
    return ("photo", {"photo": str(pk), "alt": "Isi", "caption": ""})


def planted(own, photo_id):
    """Every form with a place for a photo, with this id in it: (address, data)."""
    photos = inline_formset([{"photo": str(photo_id), "alt": ""}])
    pair = [
        {"photo": str(photo_id), "alt": "a", "caption": ""},
        {"photo": str(photo_id), "alt": "b", "caption": ""},
    ]
    story = [photo_block(photo_id)]
    several = {
        "story-count": "1",
        "story-0-deleted": "",
        "story-0-order": "0",
        "story-0-type": "photos",
        "story-0-id": "",
        "story-0-value-count": "2",
    }
    for number, item in enumerate(pair):
        several |= {
            f"story-0-value-{number}-deleted": "",
            f"story-0-value-{number}-order": str(number),
            f"story-0-value-{number}-id": "",
        }
        several |= {f"story-0-value-{number}-value-{name}": value for name, value in item.items()}
    add = reverse("wagtailadmin_pages:add", args=["catalog", "productpage", own.booth.pk])
    return {
        "logo": (edit(own.booth), booth_data(own.booth, logo=photo_id)),
        "cover": (edit(own.booth), booth_data(own.booth, cover=photo_id)),
        "story": (edit(own.booth), booth_data(own.booth, story=story)),
        "story, several": (edit(own.booth), booth_data(own.booth) | several),
        "gallery": (
            edit(own.product),
            product_data(own.product, photos=[{"photo": str(photo_id), "alt": ""}]),
        ),
        "gallery of a draft": (
            edit(own.draft),
            product_data(own.draft) | {f"photos-{k}": v for k, v in _flat(photos).items()},
        ),
        "gallery of a new product": (add, product_data(photos=[{"photo": str(photo_id), "alt": ""}])),
    }


def _flat(formset):
    return dict(_walk(formset))


def _walk(value, prefix=""):
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in items:
        name = f"{prefix}{key}"
        if isinstance(child, dict | list):
            yield from _walk(child, f"{name}-")
        else:
            yield name, child


@pytest.mark.parametrize("action", ACTIONS, ids=["save", "submit", "publish"])
def test_foreign_photo_is_refused_like_one_that_does_not_exist(as_owner, own, other, nothing, action):
    before = {p.pk: p.latest_revision_id for p in (own.booth, own.product, own.draft)}
    for (place, (address, data)), (_place, (_address, missing)) in zip(
        planted(own, other.photo.pk).items(), planted(own, nothing.photo.pk).items(), strict=True
    ):
        refused = as_owner.post(address, data | action)
        assert refused.status_code == 200, place
        said = refused.content.decode()
        assert "tidak dapat dipakai" in said, place
        assert [
            word for word in (SECRET, other.photo.file.name, other.photo.filename) if word in said
        ] == [], place
        assert "tidak dapat dipakai" in as_owner.post(address, missing | action).content.decode(), place
    pages = [BoothPage.objects.get(pk=own.booth.pk), *ProductPage.objects.filter(pk__in=before)]
    assert {page.pk: page.latest_revision_id for page in pages} == before


def test_foreign_photo_is_refused_by_autosave_and_preview(as_owner, own, other):
    for place, (address, data) in planted(own, other.photo.pk).items():
        saved = as_owner.post(address, data, headers={"accept": "application/json"})
        assert (saved.status_code, saved.json()["success"]) == (400, False), place
        preview = address.replace("/edit/", "/edit/preview/") if "/edit/" in address else f"{address}preview/"
        answer = as_owner.post(preview, data).json()
        assert answer["is_valid"] is False, place
        shown = as_owner.get(preview, {"mode": ""}).content.decode()
        assert other.photo.filename not in shown, place


def test_own_a_colleagues_and_the_pages_own_photos_are_welcome(as_owner, own, helper, other, editor):
    colleagues = PhotoFactory(uploaded_by_user=helper)
    by_editor = PhotoFactory(uploaded_by_user=editor)
    BoothPage.objects.filter(pk=own.booth.pk).update(cover=by_editor)
    for photo in (own.photo, colleagues, by_editor):
        answer = as_owner.post(
            edit(own.booth), booth_data(own.booth, logo=photo.pk, story=[photo_block(photo.pk)])
        )
        assert answer.status_code == 302, photo.title
        assert BoothPage.objects.get(pk=own.booth.pk).get_latest_revision_as_object().logo_id == photo.pk


def test_photos_a_colleague_made_for_another_business_stay_there(as_owner, own, helper, other):
    Membership.objects.create(merchant=other.booth.merchant, user=helper)
    photo = PhotoFactory(uploaded_by_user=helper)
    assert as_owner.post(edit(own.booth), booth_data(own.booth, logo=photo.pk)).status_code == 200


def test_fields_of_the_office_are_ignored(as_owner, own, other, hall):
    planted_fields = {
        "merchant": other.booth.merchant_id,
        "is_trusted": "on",
        "slug": "curian",
        "seo_title": "x",
        "hall": hall.pk,
        "stall_number": 77,
        "owner": other.owner.pk,
        "go_live_at": "2020-01-01 00:00",
        "expire_at": "2020-01-01 00:00",
        "live": "on",
    }
    answer = as_owner.post(edit(own.booth), booth_data(own.booth) | planted_fields | {"action-publish": "1"})
    assert answer.status_code == 302
    live = BoothPage.objects.get(pk=own.booth.pk)
    draft = live.get_latest_revision_as_object()
    for page in (live, draft):
        assert (page.merchant_id, page.is_trusted, page.slug, page.seo_title, page.stall_number) == (
            own.booth.merchant_id,
            False,
            own.booth.slug,
            "",
            own.booth.stall_number,
        )
        assert (page.go_live_at, page.expire_at) == (None, None)
    assert live.live_revision_id == own.booth.live_revision_id
    assert live.has_unpublished_changes


def test_a_check_cannot_be_ticked_and_falls_with_what_was_checked(as_owner, own):
    own.booth.certificates.add(BoothCertificate(type="halal", number="ID123", is_checked=True))
    own.booth.save_revision().publish()
    stored = BoothCertificate.objects.get(page=own.booth)
    rows = [
        {"id": stored.pk, "type": "halal", "number": "ID123", "valid_until": ""},
        {"type": "pirt", "number": "5", "valid_until": "", "is_checked": "on"},
    ]
    data = booth_data(own.booth, certificates=rows, initial_certificates=1)
    assert as_owner.post(edit(own.booth), data).status_code == 302
    draft = BoothPage.objects.get(pk=own.booth.pk).get_latest_revision_as_object()
    assert [(c.type, c.is_checked) for c in draft.certificates.all()] == [("halal", True), ("pirt", False)]
    rows[0]["number"] = "ID999"
    data = booth_data(own.booth, certificates=rows[:1], initial_certificates=1)
    assert as_owner.post(edit(own.booth), data).status_code == 302
    draft = BoothPage.objects.get(pk=own.booth.pk).get_latest_revision_as_object()
    assert [(c.number, c.is_checked) for c in draft.certificates.all()] == [("ID999", False)]


def test_rich_text_carries_no_foreign_photo_nor_page(as_owner, own, other):
    planted_text = json.dumps(
        {
            "blocks": [
                {"key": "a", "text": "Halo", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
                 "entityRanges": [{"offset": 0, "length": 4, "key": 1}]},
                {"key": "b", "text": " ", "type": "atomic", "depth": 0, "inlineStyleRanges": [],
                 "entityRanges": [{"offset": 0, "length": 1, "key": 0}]},
            ],
            "entityMap": {
                "0": {"type": "IMAGE", "mutability": "IMMUTABLE",
                      "data": {"id": other.photo.pk, "format": "fullwidth", "alt": "x"}},
                "1": {"type": "LINK", "mutability": "MUTABLE", "data": {"id": other.draft.pk, "url": "/"}},
            },
        }
    )  # fmt: skip
    as_owner.post(edit(own.booth), booth_data(own.booth, story=[("text", planted_text)]))
    stored = json.dumps(BoothPage.objects.get(pk=own.booth.pk).latest_revision.content["story"])
    assert [word for word in ("embed", "linktype", "<a ") if word in stored] == []


def test_ids_of_other_pages_in_other_places(as_owner, own, other):
    start = reverse("wagtailadmin_pages:edit", args=[own.booth.pk])
    answer = as_owner.post(
        start, booth_data(own.booth) | {"overwrite_revision_id": other.revision.pk, "loaded_revision_id": ""}
    )
    assert answer.status_code in (200, 302)
    other.booth.refresh_from_db()
    assert other.booth.latest_revision_id == other.revision.pk
    for name in ("revisions_view", "revisions_revert"):
        address = reverse(f"wagtailadmin_pages:{name}", args=[own.booth.pk, other.revision.pk])
        assert as_owner.get(address).status_code == 404
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[own.booth.pk, "live", other.revision.pk])
    assert as_owner.get(compare).status_code == 404
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", str(other.booth.pk), 1])
    assert as_owner.post(ping).status_code == 404
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["core", "user", str(other.owner.pk), 1])
    assert as_owner.post(ping).status_code == 404


def test_a_published_photo_is_not_changed_in_place(as_owner, own):
    own.booth.cover = own.photo
    own.booth.save_revision().publish()
    address = reverse("wagtailimages:edit", args=[own.photo.pk])
    assert as_owner.get(address).status_code == 404
    assert as_owner.post(reverse("wagtailimages:delete", args=[own.photo.pk])).status_code == 404
    chosen = reverse("wagtailimages_chooser:chosen", args=[own.photo.pk])
    assert as_owner.get(chosen).status_code == 200


@pytest.mark.parametrize("where", ["cover", "gallery", "story"])
def test_a_photo_under_review_is_not_changed_in_place(as_owner, own, merchant_user, editor, where):
    page = (own.product if where == "gallery" else own.booth).get_latest_revision_as_object()
    if where == "cover":
        page.cover = own.photo
    elif where == "gallery":
        page.photos.add(ProductPhoto(photo=own.photo))
    else:
        page.story = [("photo", {"photo": own.photo, "alt": "Isi", "caption": ""})]
    page.save_revision(user=merchant_user)
    address = reverse("wagtailimages:edit", args=[own.photo.pk])
    assert as_owner.get(address).status_code == 200
    moderation.submit(page=page, by=merchant_user)
    assert as_owner.get(address).status_code == 404
    assert as_owner.post(address, {"title": "Lain", "file": image_file()}).status_code == 404
    assert as_owner.post(reverse("wagtailimages:delete", args=[own.photo.pk])).status_code == 404
    assert as_owner.get(reverse("wagtailimages_chooser:chosen", args=[own.photo.pk])).status_code == 200
    moderation.send_back(page=page, by=editor, reason="Kabur.")
    assert as_owner.get(address).status_code == 200


def test_upload_takes_pictures_only(as_owner, own, merchant_user):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from core.models import Photo
    from tests.factories import image_file

    address = reverse("wagtailimages_chooser:create")
    for name, content in (
        ("foto.jpg", b"MZ\x90 not a picture"),
        ("foto.svg", b"<svg/>"),
        ("a.pdf", b"%PDF-1.4"),
    ):
        file = SimpleUploadedFile(name, content, content_type="image/jpeg")
        answer = as_owner.post(
            address, {"image-chooser-upload-title": "x", "image-chooser-upload-file": file}
        )
        assert answer.json()["step"] == "reshow_creation_form", name
    answer = as_owner.post(
        address,
        {"image-chooser-upload-title": "Kain", "image-chooser-upload-file": image_file(colour="#112233")},
    )
    assert answer.json()["step"] == "chosen"
    assert Photo.objects.get(title="Kain").uploaded_by_user == merchant_user


def test_leaving_the_business_closes_everything_at_once(as_owner, own, merchant_user):
    assert as_owner.get(edit(own.booth)).status_code == 200
    Membership.objects.filter(user=merchant_user).delete()
    assert as_owner.get(edit(own.booth)).status_code == 302
    assert as_owner.post(edit(own.booth), booth_data(own.booth)).status_code == 302


def test_member_without_booth_is_told_what_comes(client, tree):
    from tests.factories import MerchantFactory

    user = UserFactory()
    MerchantFactory(owner=user)
    client.force_login(user)
    assert "Lapak Anda belum dibuat" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_address_of_a_photo_cannot_be_guessed(own):
    first, second = PhotoFactory(), PhotoFactory()
    for photo in (first, second):
        token = photo.filename.split("-")[0]
        assert (len(token), photo.filename.endswith("-foto.jpg")) == (12, True)
    assert first.filename != second.filename


@pytest.mark.parametrize("count", [1, 3])
def test_my_booth_costs_the_same_however_many_products(
    client, booth, merchant_user, django_assert_num_queries, count
):
    from expo.domain.my_booth import my_booths
    from tests.factories import ProductFactory

    for _number in range(count):
        ProductFactory(parent=booth)
    with django_assert_num_queries(5):
        mine = my_booths(user=merchant_user)
    assert [(m.booth.pk, m.product_count, len(m.drafts)) for m in mine] == [(booth.pk, count, 0)]


def test_only_the_office_sees_the_tick_of_a_certificate(client, own, merchant_user, editor):
    own.booth.certificates.add(BoothCertificate(type="halal", number="ID123"))
    own.booth.save_revision().publish()
    seen = []
    for user in (merchant_user, editor):
        client.force_login(user)
        form = client.get(edit(own.booth)).content.decode()
        seen.append(("certificates-0-is_checked" in form, "certificates-0-number" in form))
    assert seen == [(False, True), (True, True)]
