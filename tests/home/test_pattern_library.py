"""The page that shows every component, and the frame beside a hall's form."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from core.enums import Motif, Palette

pytestmark = pytest.mark.django_db

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"


@pytest.fixture
def office(client, editor):
    client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    return client


def test_every_component_is_shown(office):
    response = office.get("/kelola/pustaka-pola/?bagian=1")
    shown = {
        template.name.removeprefix("components/")
        for template in response.templates
        if template.name and template.name.startswith("components/")
    }
    # The two kinds of picks are cards that showcases compose; what they show is in the cards above.
    expected = {path.name for path in COMPONENTS.glob("*.html")} - {"booth_pick.html", "product_pick.html"}
    assert shown == expected
    for motif, palette in zip(Motif, Palette, strict=True):
        assert f'data-motif="{motif}" data-palette="{palette}"' in response.text


def test_the_page_has_one_frame_for_each_scheme(office):
    text = office.get("/kelola/pustaka-pola/").text
    assert re.findall(r'<iframe class="([\w-]+)"', text) == [
        "pattern-library__light",
        "pattern-library__dark",
    ]


@pytest.mark.parametrize(
    "address", ["/kelola/pustaka-pola/", "/kelola/pustaka-pola/?bagian=1", "/kelola/hall/rupa/"]
)
def test_only_the_office_sees_it(client, merchant_user, booth, address):
    assert client.get(address).status_code == 302
    client.force_login(merchant_user, backend="core.auth.PhoneOrEmailBackend")
    assert client.get(address).status_code in (302, 403, 404)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("motif=parang&palette=laut", ("parang", "laut")),
        ("motif=%22%3E%3Cscript%3E&palette=", ("kawung", "indigo")),
        ("", ("kawung", "indigo")),
    ],
)
def test_a_halls_look_is_shown_while_it_is_chosen(office, query, shown):
    response = office.get(f"/kelola/hall/rupa/?{query}")
    assert (response.context["motif"], response.context["palette"]) == shown
    assert "<script" not in response.text


def test_a_halls_form_shows_its_look(office, hall):
    text = office.get(f"/kelola/pages/{hall.pk}/edit/").text
    frames = re.findall(r'<iframe class="hall-look__frame hall-look__frame--(\w+)"[^>]* src="([^"]+)"', text)
    address = f"/kelola/hall/rupa/?motif={hall.motif}&amp;palette={hall.palette}"
    assert frames == [("light", address), ("dark", address)]
    assert "admin/hall-look.js" in text
