"""Bulk actions: the page that asks, what is done, what is refused and why, and who may not."""

import html
import re

import pytest
from django.contrib.messages import get_messages
from wagtail.models import GroupPagePermission, Page, PageLogEntry, Revision

from catalog.models import ProductListing, ProductPage
from expo.admin import bulk
from expo.domain import curation, moderation
from expo.models import BoothListing, BoothPage, ShowcasePage
from home.domain import EDITORS
from tests.factories import (
    BoothFactory,
    HallFactory,
    MerchantFactory,
    PageFactory,
    ProductFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


class ShowcaseFactory(PageFactory):
    """A showcase."""

    title = "Pilihan"

    class Meta:
        model = ShowcasePage


@pytest.fixture
def office(client, editor):
    """An editor's browser."""
    client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    return client


@pytest.fixture
def showcase(tree):
    """A public showcase."""
    return ShowcaseFactory(parent=tree.showcases)


def address(model, action, *ids, **query):
    """Return the address of a bulk action on these ids."""
    parts = [f"id={pk}" for pk in ids] + [f"{name}={value}" for name, value in query.items()]
    app = "expo" if model == "boothpage" else "catalog"
    return f"/kelola/bulk/{app}/{model}/{action}/?{'&'.join([*parts, 'next=/kelola/lapak/'])}"


def confirm(office, url, data=None):
    """Look at the page that asks, then press its button."""
    listed = office.get(url).context["listed"]
    return office.post(url, {"listed": listed, **(data or {})})


def said(response):
    """Return the messages, without markup around the refusals' names."""
    return [str(message).strip() for message in get_messages(response.wsgi_request)]


def hand_in(hall, **kwargs):
    """Return a booth that waits for its first publication."""
    owner = UserFactory()
    booth = BoothFactory(
        parent=hall, live=False, whatsapp="081234567890", merchant=MerchantFactory(owner=owner), **kwargs
    )
    moderation.submit(page=booth, by=owner)
    return booth


def test_approving_publishes_what_waits_and_names_what_does_not(office, hall, booth):
    waiting = hand_in(hall)
    url = address("boothpage", "setujui", waiting.pk, booth.pk)
    asked = office.get(url)
    assert (asked.status_code, asked.context["count"], asked.context["titles"]) == (
        200, 2, [booth.title, waiting.title]
    )  # fmt: skip
    assert not BoothPage.objects.get(pk=waiting.pk).live
    response = confirm(office, url)
    assert (response.status_code, response["Location"]) == (302, "/kelola/lapak/")
    assert BoothListing.objects.filter(page=waiting).exists()
    assert said(response) == [
        "1 halaman disetujui.",
        "1 tidak dikerjakan:<ul><li>Batik Sekar: Halaman ini tidak sedang menunggu pemeriksaan.</li></ul>",
    ]


def test_an_incomplete_draft_is_not_approved(office, hall):
    waiting = hand_in(hall)
    broken = waiting.get_latest_revision_as_object()
    broken.whatsapp = ""
    revision = broken.save_revision()
    waiting.current_workflow_task_state.__class__.objects.filter(
        pk=waiting.current_workflow_task_state.pk
    ).update(revision=revision)
    response = confirm(office, address("boothpage", "setujui", waiting.pk))
    assert not BoothPage.objects.get(pk=waiting.pk).live
    assert said(response) == [
        f"1 tidak dikerjakan:<ul><li>{waiting.title}: Isi WhatsApp atau telepon, supaya pembeli dapat "
        "menghubungi.</li></ul>"
    ]


def test_trusting_and_no_longer(office, booth, other_booth, editor):
    response = confirm(office, address("boothpage", "percaya", booth.pk, other_booth.pk))
    assert said(response) == ["2 lapak kini tepercaya."]
    assert list(BoothPage.objects.order_by("path").values_list("is_trusted", flat=True)) == [True, True]
    response = confirm(office, address("boothpage", "jangan-percaya", booth.pk))
    assert said(response)[-1] == "Kepercayaan 1 lapak dicabut."
    assert list(BoothPage.objects.order_by("path").values_list("is_trusted", flat=True)) == [False, True]
    logged = PageLogEntry.objects.filter(action__in=[curation.TRUSTED, curation.UNTRUSTED])
    assert sorted(logged.values_list("action", "page_id", "user_id")) == sorted(
        [(curation.TRUSTED, booth.pk, editor.pk), (curation.TRUSTED, other_booth.pk, editor.pk),
         (curation.UNTRUSTED, booth.pk, editor.pk)]
    )  # fmt: skip


def test_trust_survives_an_older_draft(office, booth):
    draft = booth.save_revision()
    confirm(office, address("boothpage", "percaya", booth.pk))
    Revision.objects.get(pk=draft.pk).publish()
    assert BoothPage.objects.get(pk=booth.pk).is_trusted


def test_moving_to_another_hall(office, tree, booth, product, other_booth):
    target = HallFactory(parent=tree.halls, title="Makanan", slug="makanan")
    BoothFactory(parent=target, slug=other_booth.slug)
    response = confirm(
        office, address("boothpage", "pindah-hall", booth.pk, other_booth.pk), {"hall": target.pk}
    )
    moved = BoothPage.objects.get(pk=booth.pk)
    assert (moved.hall_id, moved.code, moved.url_path) == (
        target.pk,
        "A-2",
        "/beranda/hall/makanan/batik-sekar/",
    )
    assert ProductListing.objects.get(page=product).hall_id == target.pk
    assert BoothPage.objects.get(pk=other_booth.pk).hall_id == other_booth.hall_id
    assert said(response) == [
        "1 lapak dipindahkan.",
        "1 tidak dikerjakan:<ul><li>Lapak Tetangga: alamat “lapak-tetangga” sudah dipakai lapak lain di hall "
        "itu</li></ul>",
    ]


def test_old_addresses_lead_to_the_moved_booth(office, client, tree, booth, product):
    target = HallFactory(parent=tree.halls, title="Makanan", slug="makanan")
    confirm(office, address("boothpage", "pindah-hall", booth.pk), {"hall": target.pk})
    office.logout()
    response = office.get("/hall/batik/batik-sekar/")
    assert (response.status_code, response["Location"]) == (301, "/hall/makanan/batik-sekar/")


def test_unpublishing_needs_a_reason_and_keeps_it(office, booth, product, other_booth, editor):
    url = address("boothpage", "turunkan", booth.pk, other_booth.pk)
    assert confirm(office, url, {"reason": "  "}).status_code == 200
    assert BoothPage.objects.live().count() == 2
    other_booth.unpublish()
    response = confirm(office, url, {"reason": "Foto memuat nomor rekening."})
    assert list(BoothPage.objects.live()) == []
    assert ProductListing.objects.count() == 0
    entry = PageLogEntry.objects.get(action=moderation.UNPUBLISHED)
    assert (entry.page_id, entry.user_id, entry.data) == (
        booth.pk, editor.pk, {"reason": "Foto memuat nomor rekening."}
    )  # fmt: skip
    assert said(response) == [
        "1 halaman diturunkan.",
        "1 tidak dikerjakan:<ul><li>Lapak Tetangga: memang tidak sedang tayang</li></ul>",
    ]


def test_putting_into_a_showcase(office, booth, product, showcase):
    draft = ProductFactory(parent=booth, title="Draf", live=False)
    url = address("productpage", "pilihan", product.pk, draft.pk)
    response = confirm(office, url, {"showcase": showcase.pk, "note": "Sedang musim"})
    picks = ShowcasePage.objects.get(pk=showcase.pk).items.values_list("page_id", "note", "sort_order")
    assert list(picks) == [(product.pk, "Sedang musim", 0)]
    assert said(response) == [
        "1 masuk ke pilihan dinas.",
        "1 tidak dikerjakan:<ul><li>Draf: belum tayang</li></ul>",
    ]
    confirm(office, address("boothpage", "pilihan", booth.pk), {"showcase": showcase.pk})
    again = confirm(office, url, {"showcase": showcase.pk})
    picks = ShowcasePage.objects.get(pk=showcase.pk).items.values_list("page_id", "sort_order")
    assert list(picks) == [(product.pk, 0), (booth.pk, 1)]
    assert said(again)[-1] == (
        "2 tidak dikerjakan:<ul><li>Kain batik tulis: sudah ada di pilihan ini</li><li>Draf: belum tayang</li></ul>"
    )


def test_picks_leave_somebody_elses_draft_of_the_showcase_unpublished(office, booth, showcase, editor):
    draft = showcase.get_latest_revision_as_object()
    draft.title = "Judul baru"
    draft.save_revision(user=editor)
    curation.add_to_showcase(pages=[booth], showcase=showcase, by=editor)
    live = ShowcasePage.objects.get(pk=showcase.pk)
    latest = live.get_latest_revision_as_object()
    assert (live.title, [item.page_id for item in live.items.all()]) == ("Pilihan", [booth.pk])
    assert (latest.title, [item.page_id for item in latest.items.all()]) == ("Judul baru", [booth.pk])


def test_everything_filtered_is_meant_by_all(office, tree, hall, booth, other_booth):
    far = BoothFactory(parent=HallFactory(parent=tree.halls), title="Batik Jauh")
    confirm(office, address("boothpage", "percaya", "all", hall=hall.pk, q="batik"))
    assert list(BoothPage.objects.filter(is_trusted=True)) == [booth]
    confirm(office, address("boothpage", "percaya", "all", childOf=far.hall_id))
    assert set(BoothPage.objects.filter(is_trusted=True)) == {booth, far}
    confirm(office, address("boothpage", "percaya", "all", state="nonsense"))
    assert BoothPage.objects.filter(is_trusted=True).count() == 2


def test_one_confirmation_does_at_most_the_limit(office, hall, monkeypatch):
    monkeypatch.setattr(bulk, "LIMIT", 2)
    for _n in range(3):
        BoothFactory(parent=hall)
    url = address("boothpage", "percaya", "all")
    asked = office.get(url)
    assert (asked.context["count"], asked.context["left"]) == (2, 1)
    confirm(office, url)
    assert BoothPage.objects.filter(is_trusted=True).count() == 2
    assert (office.get(url).context["count"], office.get(url).context["left"]) == (1, 0)
    confirm(office, url)
    assert BoothPage.objects.filter(is_trusted=True).count() == 3


def test_repeating_goes_on_where_it_stopped(office, tree, hall, booth, product, monkeypatch):
    monkeypatch.setattr(bulk, "LIMIT", 1)
    target = HallFactory(parent=tree.halls)
    BoothFactory(parent=hall)
    for _n in range(2):
        confirm(office, address("boothpage", "pindah-hall", "all"), {"hall": target.pk})
    assert BoothPage.objects.filter(hall=target).count() == 2
    for _n in range(2):
        confirm(office, address("boothpage", "turunkan", "all"), {"reason": "Tutup."})
    assert BoothPage.objects.live().count() == 0
    for booth_id in (hand_in(hall).pk, hand_in(hall).pk):
        assert not BoothPage.objects.get(pk=booth_id).live
    for _n in range(2):
        confirm(office, address("boothpage", "setujui", "all"))
    assert BoothPage.objects.live().count() == 2


def test_products_in_the_explorer_of_a_booth(office, booth, product, other_booth):
    elsewhere = ProductFactory(parent=other_booth)
    confirm(office, address("productpage", "turunkan", "all", childOf=booth.pk), {"reason": "Belum lengkap."})
    assert list(ProductPage.objects.live()) == [elsewhere]


def test_permission_is_asked_for_each_object(office, tree, hall, booth):
    """An editor whose group may publish in one hall only."""
    far = BoothFactory(parent=HallFactory(parent=tree.halls, title="Jauh"), title="Lapak Jauh")
    GroupPagePermission.objects.filter(group__name=EDITORS).update(page=Page.objects.get(pk=hall.pk))
    response = confirm(office, address("boothpage", "percaya", booth.pk, far.pk))
    assert list(BoothPage.objects.filter(is_trusted=True)) == [booth]
    assert said(response) == [
        "1 lapak kini tepercaya.",
        "1 tidak dikerjakan:<ul><li>Lapak Jauh: Anda tidak berhak</li></ul>",
    ]


def test_a_refusal_in_the_middle_undoes_nothing(editor, hall, monkeypatch):
    booths = [BoothFactory(parent=hall, title=f"Lapak {n}") for n in range(3)]
    booths[1].unpublish()
    booths = list(BoothPage.objects.order_by("path"))
    outcome = curation.unpublish_pages(pages=booths, by=editor, reason="Tutup.")
    assert (outcome.done, [(one.page_id, one.why) for one in outcome.refused]) == (
        [booths[0].pk, booths[2].pk], [(booths[1].pk, "memang tidak sedang tayang")]
    )  # fmt: skip


def test_verbs_refuse_whoever_is_not_of_the_office(merchant_user, hall, booth, showcase):
    for outcome in [
        curation.trust_booths(booths=[booth], by=merchant_user),
        curation.move_booths(booths=[booth], hall=hall, by=merchant_user),
        curation.approve_pages(pages=[booth], by=merchant_user),
        curation.unpublish_pages(pages=[booth], by=merchant_user, reason="x"),
        curation.add_to_showcase(pages=[booth], showcase=showcase, by=merchant_user),
    ]:
        assert (outcome.done, [one.why for one in outcome.refused]) == ([], ["Anda tidak berhak"])
    booth.refresh_from_db()
    assert (booth.is_trusted, booth.live) == (False, True)


def test_a_name_with_markup_is_shown_as_it_is(office, hall):
    booth = BoothFactory(parent=hall, title="<b>Tebal</b>", live=False)
    response = confirm(office, address("boothpage", "turunkan", booth.pk), {"reason": "x"})
    assert "&lt;b&gt;Tebal&lt;/b&gt;" in said(response)[0]


@pytest.mark.parametrize(
    "path", ["expo/boothpage/hapus", "catalog/productpage/percaya", "expo/hallpage/setujui"]
)
def test_what_is_no_action_is_not_found(office, tree, path):
    assert office.get(f"/kelola/bulk/{path}/?id=1").status_code == 404


@pytest.mark.parametrize("ids", ["id=x", "id=999999", ""])
def test_nothing_chosen_is_said(office, tree, ids):
    url = f"/kelola/bulk/expo/boothpage/percaya/?{ids}&next=/kelola/lapak/"
    assert office.get(url).context["count"] == 0
    assert said(confirm(office, url)) == ["Tidak ada yang dipilih."]


def test_what_came_after_the_list_was_shown_is_not_approved(office, hall, booth):
    """Neither a page that has come under the filter, nor a version handed in, nor one that did not wait."""
    shown, again = hand_in(hall), hand_in(hall)
    url = address("boothpage", "setujui", "all")
    listed = office.get(url).context["listed"]
    late = hand_in(hall)
    owner = again.merchant.members.get()
    again.current_workflow_state.cancel(user=owner)
    other = again.get_latest_revision_as_object()
    other.tagline = "Diganti diam-diam"
    other.save_revision(user=owner)
    moderation.submit(page=again, by=owner)
    response = office.post(url, {"listed": listed})
    assert set(BoothPage.objects.live()) == {booth, shown}
    assert late.pk in set(moderation.waiting_page_ids())
    assert said(response) == [
        "1 halaman disetujui.",
        f"1 tidak dikerjakan:<ul><li>{again.title}: Sudah ada versi yang lebih baru. Lihat dulu, lalu setujui."
        "</li></ul>",
    ]
    url = address("boothpage", "setujui", booth.pk)
    listed = office.get(url).context["listed"]
    moderation.submit(page=booth, by=booth.merchant.members.get())
    office.post(url, {"listed": listed})
    assert booth.pk in set(moderation.waiting_page_ids())


@pytest.mark.parametrize("listed", ["", "nonsense", "of another action"])
def test_without_the_list_that_was_shown_nothing_is_done(office, hall, booth, listed):
    waiting = hand_in(hall)
    url = address("boothpage", "setujui", waiting.pk)
    if listed == "of another action":
        listed = office.get(address("boothpage", "percaya", waiting.pk)).context["listed"]
    response = office.post(url, {"listed": listed})
    assert (response.status_code, response.context["titles"]) == (200, [waiting.title])
    assert not BoothPage.objects.get(pk=waiting.pk).live


def test_one_booth_is_trusted_from_its_row_and_from_its_own_page(office, hall, booth, editor):
    """The form has no box for it: it would not be what a revision brings back, and would not be logged."""
    edit = f"/kelola/pages/{booth.pk}/edit/"
    for page in (f"/kelola/lapak/?hall={hall.pk}", f"/kelola/pages/{hall.pk}/", edit):
        BoothPage.objects.filter(pk=booth.pk).update(is_trusted=False)
        trusted = []
        for name in ("percaya", "jangan-percaya"):
            said = html.unescape(office.get(page).content.decode())
            [link] = set(
                re.findall(rf"/kelola/bulk/expo/boothpage/{name}/[?][^\" ]*id={booth.pk}&[^\" ]*", said)
            )
            assert confirm(office, link).status_code == 302
            trusted.append(BoothPage.objects.get(pk=booth.pk).is_trusted)
        assert trusted == [True, False], page
    assert 'name="is_trusted"' not in office.get(edit).content.decode()
    actions = PageLogEntry.objects.filter(page=booth, user=editor).order_by("timestamp", "pk")
    assert list(actions.values_list("action", flat=True)) == [curation.TRUSTED, curation.UNTRUSTED] * 3


def test_merchants_are_not_offered_to_trust_themselves(client, booth, merchant_user):
    client.force_login(merchant_user)
    assert "percaya/?id=" not in client.get(f"/kelola/pages/{booth.pk}/edit/").content.decode()
