"""The editors' pages: platforms, and how often visitors left for them."""

import csv
import datetime
import io

import pytest
from django.http import StreamingHttpResponse
from openpyxl import load_workbook

from expo.models import BoothLink
from marketplaces.domain import count_click
from marketplaces.models import Platform

pytestmark = pytest.mark.django_db

PLATFORMS = "/kelola/platform/"
REPORT = "/kelola/klik/"
# Session, user, profile, permissions (2), platforms of the filter, count, sum, rows, booths.
REPORT_QUERIES = 10
FIRST, SECOND = datetime.date(2026, 10, 31), datetime.date(2026, 11, 2)


@pytest.fixture
def office(client, editor):
    """An editor at the desk."""
    client.force_login(editor)
    return client


@pytest.fixture
def clicked(make_link, booth, product, other_booth):
    """Clicks: 3 and 1 on a booth's link, 2 on its product's, 5 on another booth's."""
    own = make_link(page=booth, label="=1+1")
    of_product = make_link(
        page=product, platform="tokopedia", address="https://www.tokopedia.com/kopikita/kopi"
    )
    others = make_link(page=other_booth)
    for link, day, times in [(own, FIRST, 3), (own, SECOND, 1), (of_product, SECOND, 2), (others, SECOND, 5)]:
        for _time in range(times):
            count_click(link=link, day=day)
    return own, of_product, others


def exported(client, query=""):
    """The rows of the report's CSV."""
    response = client.get(f"{REPORT}?export=csv&{query}")
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))


def test_editors_see_every_platform(office):
    response = office.get(PLATFORMS)
    listed = [row.name for row in response.context["object_list"]]
    assert len(listed) == Platform.objects.count()
    assert listed[:2] == ["Tokopedia", "TikTok Shop"]
    assert "tokopedia.link" in response.content.decode()


def test_listing_costs_the_same_for_any_number_of_platforms(office, django_assert_max_num_queries):
    office.get(PLATFORMS)
    with django_assert_max_num_queries(13):
        office.get(PLATFORMS)


def test_an_editor_closes_a_platform(office):
    row = Platform.objects.get(slug="shopee")
    page = office.get(f"{PLATFORMS}edit/{row.pk}/")
    assert set(page.context["form"].fields) == {"name", "state", "state_since", "note", "sort_order"}
    values = {
        "name": "Shopee",
        "state": "closed",
        "state_since": "2027-01-31",
        "note": "Sudah tutup.",
        "sort_order": 9,
    }
    response = office.post(f"{PLATFORMS}edit/{row.pk}/", values | {"slug": "lain", "hosts": "[]"})
    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.slug, row.state, row.state_since, row.note) == (
        "shopee",
        "closed",
        datetime.date(2027, 1, 31),
        "Sudah tutup.",
    )
    assert "shopee.co.id" in row.host_names


@pytest.mark.parametrize("path", ["new/", "delete/{pk}/"])
@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_nobody_adds_or_deletes_platforms(client, request, role, path):
    client.force_login(request.getfixturevalue(role))
    pk = Platform.objects.get(slug="shopee").pk
    for response in (client.get(PLATFORMS + path.format(pk=pk)), client.post(PLATFORMS + path.format(pk=pk))):
        assert response.status_code == 302
        assert response["Location"] == "/kelola/"
    assert Platform.objects.filter(slug="shopee").exists()


@pytest.mark.parametrize("path", [PLATFORMS, REPORT, f"{REPORT}?export=csv", f"{REPORT}results/"])
def test_merchants_and_visitors_are_kept_out(client, booth, merchant_user, path):
    assert client.get(path).status_code == 302
    client.force_login(merchant_user)
    response = client.get(path)
    assert response.status_code in {302, 404}
    assert not isinstance(response, StreamingHttpResponse)


def test_clicks_per_link(office, clicked):
    own, of_product, others = clicked
    assert exported(office) == [
        ["Lapak", "Halaman", "Platform", "Tulisan pada tombol", "Alamat", "Klik"],
        ["Lapak Tetangga", "Lapak Tetangga", "Shopee", "", others.address, "5"],
        ["Batik Sekar", "Batik Sekar", "Shopee", "'=1+1", own.address, "4"],
        ["Batik Sekar", "Kain batik tulis", "Tokopedia", "", of_product.address, "2"],
    ]


@pytest.mark.parametrize(
    ("group", "rows"),
    [
        ("booth", [["Batik Sekar", "2", "6"], ["Lapak Tetangga", "1", "5"]]),
        ("platform", [["Shopee", "2", "9"], ["Tokopedia", "1", "2"]]),
        ("month", [["2026-11-01", "3", "8"], ["2026-10-01", "1", "3"]]),
        ("day", [["2026-11-02", "3", "8"], ["2026-10-31", "1", "3"]]),
    ],
)
def test_clicks_per_group(office, clicked, group, rows):
    assert exported(office, f"group={group}")[1:] == rows


@pytest.mark.parametrize(
    ("query", "clicks"),
    [
        ("day_from=2026-11-01", [5, 2, 1]),
        ("day_to=2026-10-31", [3]),
        ("day_from=2026-11-01&day_to=2026-11-01", []),
        ("name=tetangga", [5]),
        ("name=sekar", [4, 2]),
        ("name=kain", [2]),
        ("group=tidak-ada", [5, 4, 2]),
    ],
)
def test_filters(office, clicked, query, clicks):
    assert [int(row[-1]) for row in exported(office, query)[1:]] == clicks


def test_filter_by_platform(office, clicked):
    tokopedia = Platform.objects.get(slug="tokopedia").pk
    assert [row[2] for row in exported(office, f"platform={tokopedia}")[1:]] == ["Tokopedia"]


def test_report_on_screen(office, clicked):
    html = office.get(f"{REPORT}?group=month").content.decode()
    assert "November 2026" in html
    assert "11 klik" in html


@pytest.mark.parametrize("count", [1, 3])
def test_report_costs_the_same_for_any_number_of_links(office, make_link, count, django_assert_num_queries):
    for _link in range(count):
        count_click(link=make_link())
    office.get(REPORT)
    with django_assert_num_queries(REPORT_QUERIES):
        office.get(f"{REPORT}results/")


def test_spreadsheet(office, clicked):
    response = office.get(f"{REPORT}?export=xlsx&group=platform")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert list(sheet.values) == [("Platform", "Tautan", "Klik"), ("Shopee", 2, 9), ("Tokopedia", 1, 2)]


def test_form_of_a_booth_shows_what_was_recognised(office, booth):
    for order, pasted in enumerate(["Cek https://linktr.ee/kopikita", "qlapa.com/kopikita"]):
        booth.links.add(BoothLink(pasted=pasted, sort_order=order))
    booth.save_revision()
    html = office.get(f"/kelola/pages/{booth.pk}/edit/").content.decode()
    assert '<a href="https://linktr.ee/kopikita"' in html
    assert "tujuannya tidak terlihat" in html
    assert "Qlapa sudah tutup" in html
    assert "muncul di sini setelah disimpan" in html
    assert 'name="links-0-address"' not in html


def test_only_text_label_and_switch_can_be_posted(office, booth):
    form = office.get(f"/kelola/pages/{booth.pk}/edit/").context["form"]
    assert set(form.formsets["links"].form.base_fields) == {"pasted", "label", "is_on"}
