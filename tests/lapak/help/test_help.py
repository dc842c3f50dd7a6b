"""Being helped: whom to ask with which words, the guide to photos, the page about taxes."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Site

from core.tree import TAX_PAGE_SLUG
from expo.models import HallPage
from home.domain import set_up_site
from home.models import ContentPage, JoinPage, SiteSettings
from lapak.help.photos import tips

pytestmark = pytest.mark.django_db
OFFICE, COORDINATOR = "+6281200007777", "+6281200008888"


def asks(response) -> list[tuple[str, str, str]]:
    """Return (words on the button, number, message) of everybody a page offers to ask."""
    html = response.content.decode()
    block = html[html.index('id="bantuan"') :]
    found = re.findall(r'href="(https://wa\.me/[^"]+)".*?</svg>([^<]+)</a>', block)
    links = [(urlsplit(url.replace("&amp;", "&")), words) for url, words in found]
    return [(words, url.path[1:], parse_qs(url.query)["text"][0]) for url, words in links]


@pytest.fixture
def office(tree):
    """The office's settings with a number."""
    settings, _new = SiteSettings.objects.get_or_create(site=Site.objects.get(is_default_site=True))
    settings.help_whatsapp = OFFICE
    settings.save()
    return settings


def test_a_booths_page_offers_coordinator_and_office_with_the_booths_code(
    client, booth, hall, merchant_user, office
):
    HallPage.objects.filter(pk=hall.pk).update(coordinator_name="Bu Wiji", coordinator_phone=COORDINATOR)
    client.force_login(merchant_user)
    words = (
        f"Halo, saya dari lapak Batik Sekar (kode {booth.code} / {booth.short_code}). Saya butuh bantuan: "
    )
    for path in ("/lapak-saya/", f"/lapak-saya/{booth.pk}/harga/", f"/lapak-saya/{booth.pk}/tautan/"):
        assert asks(client.get(path)) == [
            ("Tanya Bu Wiji, koordinator hall", COORDINATOR[1:], words),
            ("Tanya dinas lewat WhatsApp", OFFICE[1:], words),
        ]


def test_who_is_not_in_yet_asks_the_office(client, tree, office):
    for path in ("/lapak-saya/masuk/", "/lapak-saya/slip/", "/lapak-saya/panduan-foto/"):
        assert asks(client.get(path)) == [
            ("Tanya dinas lewat WhatsApp", OFFICE[1:], "Halo, saya butuh bantuan dengan Lapak Saya: ")
        ]


def test_the_number_of_the_join_page_is_the_second_choice(client, tree):
    tree.home.refresh_from_db()
    tree.home.add_child(instance=JoinPage(title="Buka lapak", slug="buka-lapak", whatsapp=OFFICE))
    assert [number for _who, number, _text in asks(client.get("/lapak-saya/masuk/"))] == [OFFICE[1:]]


def test_without_any_number_the_page_says_whom_to_ask(client, tree):
    page = client.get("/lapak-saya/masuk/")
    assert asks(page) == []
    assert "Tanyakan kepada petugas dinas yang memberi Anda slip lapak." in page.content.decode()


def settings_address(office) -> str:
    return reverse("wagtailsettings:edit", args=["home", "sitesettings", office.site_id])


def test_editors_look_after_the_number(client, tree, editor, office):
    client.force_login(editor)
    path = settings_address(office)
    data = {"office_name": "Dinas", "office_address": "", "help_whatsapp": "0812 0000 9999"}
    assert client.post(path, data).status_code == 302
    office.refresh_from_db()
    assert office.help_whatsapp == "+6281200009999"
    assert client.post(path, data | {"help_whatsapp": "tanya saja"}).status_code == 200


def test_merchants_do_not(client, booth, merchant_user, office):
    client.force_login(merchant_user)
    assert client.get(settings_address(office)).status_code == 404


def test_the_guide_shows_every_tip_with_both_drawings(client, tree):
    html = client.get("/lapak-saya/panduan-foto/").content.decode()
    assert (len(tips()), html.count('role="img"'), html.count("Jangan begini")) == (8, 16, 8)
    # The policy allows neither styles nor scripts inside a page.
    assert re.findall(r"<style|\sstyle=|<script", html) == []
    known = set(re.findall(r'<symbol id="([\w-]+)"', html))
    assert set(re.findall(r'<use href="#([\w-]+)"', html)) <= known
    for tip in tips():
        assert (tip.good in html, tip.bad in html) == (True, True)


def test_the_page_about_taxes_is_made_once_and_belongs_to_the_editors(client, tree):
    page = ContentPage.objects.get(slug=TAX_PAGE_SLUG)
    assert (page.live, page.show_in_menus) == (True, False)
    assert "Apakah situs ini memungut pajak" in client.get(f"/{TAX_PAGE_SLUG}/").content.decode()
    assert f'href="/{TAX_PAGE_SLUG}/"' in client.get("/lapak-saya/masuk/").content.decode()
    page.title = "Soal pajak"
    page.save_revision().publish()
    set_up_site(hostname="testserver")
    assert ContentPage.objects.get(slug=TAX_PAGE_SLUG).title == "Soal pajak"
    page.unpublish()
    set_up_site(hostname="testserver")
    assert ContentPage.objects.filter(slug=TAX_PAGE_SLUG, live=True).count() == 0
    cache.clear()
    assert f'href="/{TAX_PAGE_SLUG}/"' not in client.get("/lapak-saya/masuk/").content.decode()


def test_every_field_of_the_merchants_forms_is_explained():
    from django import forms

    from lapak.entry import forms as entry
    from lapak.links import forms as links

    classes = [
        value
        for module in (entry, links)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, forms.Form) and value is not forms.Form
    ]
    missing = [
        f"{form.__name__}.{name}"
        for form in classes
        for name, field in form.base_fields.items()
        if not field.help_text
    ]
    assert missing == []
