"""A link that the office hid: nobody else brings it back, whatever way; an editor does, and that lifts it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from catalog.models import ProductPage
from expo.domain import booth_links, goods
from expo.domain.freshness import hide_link, show_link_again
from expo.domain.handing_in import publish_or_hand_in
from expo.domain.hidden_links import hidden_by_office, mark
from expo.domain.moderation import approve, submit
from expo.models import BoothPage
from tests.expo.form_data import booth_data, product_data
from tests.links import addresses, anew, draft_of, public_addresses, seen

pytestmark = pytest.mark.django_db
SHOPEE, TOKOPEDIA = "https://shopee.co.id/batiksekar", "https://www.tokopedia.com/batiksekar"
PEOPLE = ["owner", "trusted", "helper", "editor"]
REFUSED = ["owner", "trusted", "helper"]


@pytest.fixture(params=["booth", "product"])
def page(request, booth, product, with_links, editor):
    """A booth or a product with two links; the office hid the first one."""
    page = with_links(booth if request.param == "booth" else product, SHOPEE, TOKOPEDIA)
    hide_link(page=page, key=key_of(page, SHOPEE), by=editor)
    return anew(page)


@pytest.fixture
def person(merchant_user, helper, editor):
    """Return one of the people; all but the plain owner work in a booth that is trusted."""

    def named(role):
        BoothPage.objects.update(is_trusted=role != "owner")
        return {"owner": merchant_user, "trusted": merchant_user, "helper": helper, "editor": editor}[role]

    return named


def key_of(page, address):
    return next(link.key for link in draft_of(page).links.all() if link.address == address)


def paste_again(page, by, text="shopee.co.id/batiksekar?utm_source=x"):
    if SHOPEE in addresses(draft_of(page)):
        booth_links.remove_link(page=page, key=key_of(page, SHOPEE), seen=seen(page), by=by)
        assert SHOPEE not in addresses(draft_of(page))
    booth_links.add_links(page=anew(page), texts=[text], seen=seen(page), by=by)


def put_in_the_place_of_another(page, by):
    key = key_of(page, TOKOPEDIA)
    booth_links.remove_link(page=page, key=key_of(page, SHOPEE), seen=seen(page), by=by)
    booth_links.replace_link(page=anew(page), key=key, text=SHOPEE, label="", seen=seen(page), by=by)


def switch_on(page, by):
    booth_links.switch_on(page=page, key=key_of(page, SHOPEE), seen=seen(page), by=by)


@pytest.mark.parametrize("way", [switch_on, paste_again, put_in_the_place_of_another])
@pytest.mark.parametrize("role", PEOPLE)
def test_on_the_phone(page, person, editor, role, way):
    by = person(role)
    if role == "editor":
        way(page, by)
        assert (SHOPEE in public_addresses(page), hidden_by_office(page=page)) == (True, {})
        return
    with pytest.raises(ValidationError) as told:
        way(page, by)
    name = editor.first_name
    assert told.value.messages == [f"{SHOPEE} disembunyikan dinas ({name}). Tanyakan dulu kepada dinas."]
    assert SHOPEE not in public_addresses(page)
    assert not [link for link in draft_of(page).links.all() if link.address == SHOPEE and link.is_on]


@pytest.mark.parametrize("role", PEOPLE)
def test_with_one_tap(page, person, client, role):
    client.force_login(person(role))
    booth = page if isinstance(page, BoothPage) else page.get_parent()
    key = key_of(page, SHOPEE)
    name, args = ("lapak:link_show", [booth.pk, key])
    if booth.pk != page.pk:
        name, args = "lapak:product_link_show", [booth.pk, page.pk, key]
    data = {"tampil": "1", "dilihat": seen(page)}
    answer = client.post(reverse(name, args=args), data, follow=True)
    assert (SHOPEE in public_addresses(page)) == (role == "editor")
    assert ("Tanyakan dulu kepada dinas." in answer.context["news"]["text"]) == (role != "editor")


@pytest.mark.parametrize("role", REFUSED)
def test_it_may_be_taken_out_and_changed_for_another(page, person, role):
    by = person(role)
    other = "https://shopee.co.id/toko-lain"
    key = key_of(page, SHOPEE)
    booth_links.replace_link(page=page, key=key, text=other, label="", seen=seen(page), by=by)
    assert (other in public_addresses(page)) == (role != "owner")
    booth_links.remove_link(page=anew(page), key=key_of(page, other), seen=seen(page), by=by)
    assert addresses(draft_of(page)) == [TOKOPEDIA]
    assert list(hidden_by_office(page=page)) == [SHOPEE]


@pytest.mark.parametrize("role", PEOPLE)
def test_taking_an_edit_of_a_product_back(product, with_links, person, editor, role):
    by = person(role)
    product = with_links(product, SHOPEE, TOKOPEDIA)
    values = {name: getattr(product, name) for name in goods.VALUES} | {"title": "Nama lain"}
    saw = goods.snapshot(draft_of(product))
    saved = goods.change_product(product=product, by=by, values=values, photos=[], seen=saw)
    hide_link(page=anew(product), key=key_of(product, SHOPEE), by=editor)
    old = PageLogEntry.objects.get(pk=saved.entries[0]).data["old"]["latest_revision_id"]
    goods.restore_version(product=anew(product), revision_id=old, by=by)
    restored = draft_of(product)
    assert (restored.title, addresses(restored)) == ("Kain batik tulis", [SHOPEE, TOKOPEDIA])
    assert [link.is_on for link in restored.links.all()] == [False, True]
    assert public_addresses(product) == [TOKOPEDIA]


@pytest.mark.parametrize("role", PEOPLE)
def test_a_draft_from_before_the_hiding(booth, product, with_links, person, editor, role):
    by = person(role)
    for page in (with_links(booth, SHOPEE), with_links(product, SHOPEE)):
        key = key_of(page, SHOPEE)
        draft = draft_of(page)
        link = type(draft.links.all()[0])(page=draft, pasted=SHOPEE)
        link.full_clean(exclude=["page", "platform"])
        draft.links = [link]
        draft.save_revision(user=by)
        hide_link(page=anew(page), key=key, by=editor)
        assert publish_or_hand_in(page=anew(page), by=by) == ("waiting" if role == "owner" else "live")
        assert public_addresses(page) == ([SHOPEE] if role == "editor" else [])
        assert list(hidden_by_office(page=page)) == ([] if role == "editor" else [SHOPEE])
        if role == "owner":
            approve(page=anew(page), by=editor)
            assert (public_addresses(page), hidden_by_office(page=page)) == ([SHOPEE], {})


def post(client, page, action, *links, initial=0):
    data = product_data(page) if isinstance(page, ProductPage) else booth_data(page)
    for name in [name for name in data if name.startswith("links-")]:
        del data[name]
    data |= nested_form_data({"links": inline_formset(list(links), initial=initial)})
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if isinstance(page, BoothPage):
        data["merchant"] = page.merchant_id
    data |= {"slug": page.slug, "seo_title": "", "go_live_at": "", "expire_at": ""}
    return client.post(address, data | ({action: "1"} if action else {}))


@pytest.mark.parametrize("action", ["action-publish", "action-submit", None])
@pytest.mark.parametrize("role", PEOPLE)
def test_in_the_administration(page, person, client, role, action):
    client.force_login(person(role))
    stored = [{"id": link.pk, "pasted": link.pasted, "label": ""} for link in draft_of(page).links.all()]
    ticked = [stored[0] | {"is_on": "on"}, stored[1] | {"is_on": "on"}]
    pasted = {"pasted": "shopee.co.id/batiksekar", "label": "", "is_on": "on"}
    out = [stored[0] | {"DELETE": "on"}, stored[1] | {"is_on": "on"}, pasted]
    for links in (ticked, out):
        answer = post(client, page, action, *links, initial=2)
        if role == "editor":
            break
        assert answer.status_code == 200
        assert "disembunyikan dinas" in answer.content.decode()
        assert SHOPEE not in public_addresses(page)
        assert not [link for link in draft_of(page).links.all() if link.address == SHOPEE and link.is_on]
    is_public = role == "editor" and action == "action-publish"
    assert (SHOPEE in public_addresses(page)) == is_public
    assert list(hidden_by_office(page=page)) == ([] if is_public else [SHOPEE])


@pytest.mark.parametrize("role", REFUSED)
def test_in_the_administration_the_rest_is_free(page, person, client, role):
    client.force_login(person(role))
    stored = [{"id": link.pk, "pasted": link.pasted, "label": ""} for link in draft_of(page).links.all()]
    action = "action-submit" if role == "owner" else "action-publish"
    answer = post(client, page, action, stored[0] | {"DELETE": "on"}, stored[1] | {"is_on": "on"}, initial=2)
    assert (answer.status_code, addresses(draft_of(page))) == (302, [TOKOPEDIA])


@pytest.mark.parametrize("role", REFUSED)
def test_what_the_office_unticks_in_the_administration_is_hidden_by_it(
    booth, product, with_links, person, editor, client, role
):
    by = person(role)
    for page in (with_links(booth, SHOPEE), with_links(product, SHOPEE)):
        client.force_login(editor)
        link = draft_of(page).links.get()
        post(client, page, "action-publish", {"id": link.pk, "pasted": link.pasted, "label": ""}, initial=1)
        assert public_addresses(page) == []
        with pytest.raises(ValidationError):
            switch_on(anew(page), by)
        with pytest.raises(PermissionDenied):
            show_link_again(page=page, key=link.key, by=by)
        show_link_again(page=page, key=link.key, by=editor)
        assert public_addresses(page) == [SHOPEE]


def test_what_its_people_untick_and_the_office_accepts_stays_theirs(
    booth, with_links, merchant_user, editor, client
):
    page = with_links(booth, SHOPEE)
    draft = draft_of(page)
    link = draft.links.get()
    link.is_on = False
    draft.links = [link]
    draft.save_revision(user=merchant_user)
    submit(page=page, by=merchant_user)
    approve(page=page, by=editor)
    assert (public_addresses(page), hidden_by_office(page=page)) == ([], {})


def test_it_stays_the_offices_when_the_editor_leaves(page, editor, merchant_user, person):
    BoothPage.objects.update(is_trusted=True)
    editor.groups.clear()
    with pytest.raises(ValidationError):
        switch_on(page, merchant_user)
    editor.delete()
    with pytest.raises(ValidationError, match=r"disembunyikan dinas\. Tanyakan"):
        switch_on(anew(page), merchant_user)


def test_what_is_not_noted_is_asked_of_the_person(page, merchant_user, editor):
    for entry in PageLogEntry.objects.filter(page=page.pk, action="expo.link_shown"):
        del entry.data["by_office"]
        entry.save()
    assert list(hidden_by_office(page=page)) == [SHOPEE]
    PageLogEntry.objects.filter(page=page.pk, action="expo.link_shown").update(user=merchant_user)
    assert hidden_by_office(page=page) == {}


def test_hiding_by_its_people_does_not_lift_it(page, merchant_user, editor):
    draft = draft_of(page)
    link = type(draft.links.all()[0])(page=draft, pasted=SHOPEE)
    link.full_clean(exclude=["page", "platform"])
    draft.links = [link]
    draft.save_revision(user=merchant_user)
    hide_link(page=anew(page), key=link.key, by=merchant_user)
    assert list(hidden_by_office(page=page)) == [SHOPEE]


def test_showing_one_address_does_not_bring_another_of_the_same_link(page, merchant_user, person):
    """The administration lets a link lead elsewhere under the same key."""
    key = key_of(page, TOKOPEDIA)
    person("trusted")
    hide_link(page=page, key=key, by=merchant_user)
    draft = draft_of(page)
    links = [link for link in draft.links.all() if link.key == key]
    links[0].pasted = SHOPEE
    links[0].full_clean(exclude=["page", "platform"])
    draft.links = links
    draft.save_revision(user=merchant_user)
    show_link_again(page=anew(page), key=key, by=merchant_user)
    assert (public_addresses(page), list(hidden_by_office(page=page))) == ([TOKOPEDIA], [SHOPEE])
    assert [link.is_on for link in draft_of(page).links.all()] == [False]


OWN = "https://jual.example.com/a"
SAME = [
    f"{OWN}#x",
    f"{OWN}/",
    f"{OWN}?x=1",
    "https://www.jual.example.com/A",
    "https://jual.example.com//%61",
]


@pytest.mark.parametrize("same", SAME)
def test_another_way_to_write_it_is_no_way_round(
    booth, with_links, merchant_user, editor, person, client, same
):
    person("trusted")
    page = with_links(booth, OWN, TOKOPEDIA)
    hide_link(page=page, key=key_of(page, OWN), by=editor)
    with pytest.raises(ValidationError, match="disembunyikan dinas"):
        booth_links.add_links(page=anew(page), texts=[same], seen=seen(page), by=merchant_user)
    client.force_login(merchant_user)
    stored = [{"id": link.pk, "pasted": link.pasted, "label": ""} for link in draft_of(page).links.all()]
    for links in (
        [stored[0] | {"pasted": same, "is_on": "on"}, stored[1] | {"is_on": "on"}],
        [*stored, {"pasted": same, "label": "", "is_on": "on"}],
    ):
        answer = post(client, page, "action-publish", *links, initial=2)
        assert (answer.status_code, public_addresses(page)) == (200, [TOKOPEDIA])
    booth_links.add_links(page=anew(page), texts=[same], seen=seen(page), by=editor)
    assert (len(public_addresses(page)), hidden_by_office(page=page)) == (2, {})


@pytest.mark.parametrize("same", SAME)
def test_a_version_with_another_way_to_write_it(product, with_links, merchant_user, editor, person, same):
    person("trusted")
    page = with_links(product, same)
    old = page.latest_revision_id
    page = with_links(product, OWN)
    hide_link(page=page, key=key_of(page, OWN), by=editor)
    goods.restore_version(product=anew(page), revision_id=old, by=merchant_user)
    assert (public_addresses(page), [link.is_on for link in draft_of(page).links.all()]) == ([], [False])
    draft = draft_of(page)
    draft.links = [type(link)(page=draft, pasted=same) for link in draft.links.all()]
    for link in draft.links.all():
        link.full_clean(exclude=["page", "platform"])
    draft.save_revision(user=merchant_user)
    publish_or_hand_in(page=anew(page), by=merchant_user)
    assert (public_addresses(page), [link.is_on for link in draft_of(page).links.all()]) == ([], [False])


def test_what_the_office_left_public_beside_it_stays(booth, with_links, merchant_user, editor, person):
    """A shop may tell its products apart in the query, and only the editor sees which one is meant."""
    person("trusted")
    five, six = "https://jual.example.com/?id=5", "https://jual.example.com/?id=6"
    page = with_links(booth, five, six)
    hide_link(page=page, key=key_of(page, five), by=editor)
    for by in (merchant_user, editor):
        version = draft_of(page)
        version.tagline = f"Kalimat {by.pk}"
        version.save_revision(user=by)
        publish_or_hand_in(page=anew(page), by=by)
        assert (public_addresses(page), list(hidden_by_office(page=page))) == ([six], [mark(five)])


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://www.youtube.com/watch?v=aaaaaaaaaaa", "https://www.youtube.com/watch?v=bbbbbbbbbbb", False),
        (
            "https://www.youtube.com/watch?v=aaaaaaaaaaa",
            "https://www.youtube.com/watch?t=9&v=aaaaaaaaaaa",
            True,
        ),
        ("https://www.facebook.com/profile.php?id=1", "https://www.facebook.com/profile.php?id=2", False),
        ("https://seller.shopee.co.id/x?y=1", "https://seller.shopee.co.id/x?y=2", True),
        ("https://jual.example.com/a", "https://jual.example.com/b", False),
        ("https://jual.example.com", "https://jual.example.com/?x", True),
        ("", "", True),
    ],
)
def test_which_addresses_lead_to_the_same_page(db, one, other, is_same):
    assert (mark(one) == mark(other)) == is_same


def test_what_its_people_hid_and_the_office_hides_as_well_is_the_offices(
    booth, product, with_links, merchant_user, editor, person
):
    person("trusted")
    for page in (with_links(booth, SHOPEE), with_links(product, SHOPEE)):
        key = key_of(page, SHOPEE)
        hide_link(page=page, key=key, by=merchant_user)
        for _twice in range(2):
            hide_link(page=anew(page), key=key, by=editor)
        assert list(hidden_by_office(page=page)) == [SHOPEE]
        assert PageLogEntry.objects.filter(page=page.pk, action="expo.link_shown").count() == 2
        with pytest.raises(PermissionDenied):
            show_link_again(page=anew(page), key=key, by=merchant_user)
        with pytest.raises(ValidationError):
            switch_on(anew(page), merchant_user)
        hide_link(page=anew(page), key=key, by=merchant_user)
        show_link_again(page=anew(page), key=key, by=editor)
        assert (public_addresses(page), hidden_by_office(page=page)) == ([SHOPEE], {})


def save_switched(page, by, **is_on):
    """Save a version in which these links are on or off."""
    draft = draft_of(page)
    links = list(draft.links.all())
    for link in links:
        link.is_on = is_on.get(link.platform.slug, link.is_on)
    draft.links, draft.tagline = links, f"Kalimat {by.pk}"
    draft.save_revision(user=by)


def test_what_an_editor_mends_is_recorded_as_whose_it_is(booth, with_links, merchant_user, editor, client):
    page = with_links(booth, SHOPEE, TOKOPEDIA)
    save_switched(page, merchant_user, shopee=False)
    save_switched(page, editor, tokopedia=False)
    save_switched(page, editor)
    publish_or_hand_in(page=anew(page), by=editor)
    assert (public_addresses(page), list(hidden_by_office(page=page))) == ([], [TOKOPEDIA])


def test_what_an_editor_unticks_and_its_people_hand_in_is_the_offices(
    booth, with_links, merchant_user, editor
):
    page = with_links(booth, SHOPEE, TOKOPEDIA)
    save_switched(page, editor, shopee=False, tokopedia=False)
    save_switched(page, merchant_user, tokopedia=True)
    save_switched(page, merchant_user, tokopedia=False)
    submit(page=page, by=merchant_user)
    approve(page=page, by=editor)
    assert (public_addresses(page), list(hidden_by_office(page=page))) == ([], [SHOPEE])
