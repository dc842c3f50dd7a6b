"""The office's report."""

import csv
import datetime
import hashlib
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from openpyxl import load_workbook

from insights.domain.counting import DAYS_KEPT, write_views
from insights.enums import Kind
from insights.models import ViewCount
from marketplaces.domain import count_click
from marketplaces.models import OutboundLink, Platform
from tests.factories import BoothFactory, HallFactory, ProductFactory

pytestmark = pytest.mark.django_db

REPORT = "/kelola/statistik/"
# Session, user, profile, permissions (2), halls of the filter, rows, views and clicks per day, and for the
# booths shown: names, products, their views, clicks.
REPORT_QUERIES = 13


def back(days):
    return timezone.localdate() - datetime.timedelta(days)


@pytest.fixture
def office(client, editor):
    """An editor at the desk."""
    client.force_login(editor)
    return client


@pytest.fixture
def fair(tree, hall, booth, product, other_booth):
    """Two halls; one booth of the first is seen, the other is not, that of the second had its product seen."""
    import uuid

    second = HallFactory(parent=tree.halls, title="Camilan", slug="camilan")
    snack = BoothFactory(parent=second, title="=Keripik")
    crisp = ProductFactory(parent=snack, title="Keripik tempe")
    write_views(
        {
            (Kind.HOME, tree.home.pk, back(0)): 100,
            (Kind.HALL, hall.pk, back(0)): 40,
            (Kind.BOOTH, booth.pk, back(0)): 5,
            (Kind.BOOTH, booth.pk, back(29)): 6,
            (Kind.BOOTH, booth.pk, back(30)): 1000,
            (Kind.PRODUCT, product.pk, back(1)): 7,
            (Kind.PRODUCT, crisp.pk, back(2)): 9,
        }
    )
    links = [(booth, "shopee", 2), (product, "tokopedia", 1), (crisp, "shopee", 3)]
    for page, slug, clicks in links:
        link = OutboundLink.objects.create(
            page=page,
            key=uuid.uuid4(),
            platform=Platform.objects.get(slug=slug),
            address="https://shopee.co.id/a",
        )
        for _click in range(clicks):
            count_click(link=link)
    return second


def exported(client, query=""):
    """The rows of the report's CSV without headings."""
    response = client.get(f"{REPORT}?export=csv&{query}")
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))[1:]


@pytest.mark.parametrize(
    ("group", "rows"),
    [
        ("booth", [["Batik Sekar", "Batik", "11", "7", "3"]]),
        (
            "product",
            [
                ["Keripik tempe", "'=Keripik", "Camilan", "9", "3"],
                ["Kain batik tulis", "Batik Sekar", "Batik", "7", "1"],
            ],
        ),
        ("hall", [["Batik", "2", "40", "11", "7", "3"], ["Camilan", "1", "0", "0", "9", "3"]]),
        ("platform", [["Shopee", "2", "5"], ["Tokopedia", "1", "1"]]),
        ("unseen", [["Lapak Tetangga", "Batik", "0", str(back(0))]]),
    ],
)
def test_rows(office, fair, group, rows):
    assert exported(office, f"group={group}") == rows


def test_days(office, fair):
    rows = exported(office, "group=day&period=30")
    assert [row for row in rows if row[1:] != ["0", "0"]] == [
        [str(back(0)), "145", "6"],
        [str(back(1)), "7", "0"],
        [str(back(2)), "9", "0"],
        [str(back(29)), "6", "0"],
    ]
    assert len(rows) == 30


@pytest.mark.parametrize(
    ("query", "views"),
    [
        ("period=7", ["5"]),
        ("period=90", ["1011"]),
        (f"day_from={back(30)}&day_to={back(30)}", ["1000"]),
        ("day_from=2001-01-01&day_to=2001-02-01", []),
        ("day_from=gestern&period=none&hall=x", ["11"]),
    ],
)
def test_periods(office, fair, query, views):
    assert [row[2] for row in exported(office, f"group=booth&{query}")] == views


def test_a_period_is_never_longer_than_counts_are_kept(office, fair):
    assert len(exported(office, "group=day&day_from=0001-01-01")) == DAYS_KEPT


def test_of_one_hall(office, fair):
    hall = fair.pk
    assert exported(office, f"hall={hall}&group=product") == [
        ["Keripik tempe", "'=Keripik", "Camilan", "9", "3"]
    ]
    assert exported(office, f"hall={hall}&group=booth") == []
    assert exported(office, f"hall={hall}&group=platform") == [["Shopee", "1", "3"]]
    assert exported(office, f"hall={hall}&group=hall") == [["Camilan", "1", "0", "0", "9", "3"]]
    assert exported(office, f"hall={hall}&group=unseen") == []
    days = [row[1:] for row in exported(office, f"hall={hall}&group=day&period=7")]
    assert days == [["0", "3"], ["0", "0"], ["9", "0"], *[["0", "0"]] * 4]


def test_what_is_no_longer_public_is_left_out(office, fair, booth):
    booth.unpublish()
    assert exported(office, "group=booth") == []
    assert ViewCount.objects.filter(page=booth.pk).exists()


def test_on_screen(office, fair):
    response = office.get(REPORT)
    html = response.content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
    assert "167 kali dilihat, 6 klik ke toko luar" in text
    assert response.context["chart"]["views"][-3:] == [9, 7, 145]
    assert sum(response.context["chart"]["clicks"]) == 6
    part = office.get(f"{REPORT}results/?group=product").content.decode()
    assert "<views-chart" in part
    assert "Keripik tempe" in part
    assert "<html" not in part


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_costs_the_same_for_any_number_of_booths(office, hall, count, django_assert_num_queries):
    for _number in range(count):
        booth = BoothFactory(parent=hall)
        product = ProductFactory(parent=booth)
        write_views({(Kind.BOOTH, booth.pk, back(0)): 2, (Kind.PRODUCT, product.pk, back(0)): 2})
    office.get(REPORT)
    with django_assert_num_queries(REPORT_QUERIES):
        response = office.get(f"{REPORT}results/?group=booth")
    assert len(response.context["object_list"]) == count


def test_spreadsheet(office, fair):
    response = office.get(f"{REPORT}?export=xlsx&group=booth")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert list(sheet.values) == [
        ("Lapak", "Hall", "Lapak dilihat", "Produknya dilihat", "Klik ke toko luar"),
        ("Batik Sekar", "Batik", 11, 7, 3),
    ]


def test_the_menu_leads_there(office, fair):
    assert REPORT in office.get("/kelola/").content.decode()


def test_the_chart_library_is_as_its_readme_says():
    folder = Path(settings.BASE_DIR, "static/admin/vendor/uplot")
    sums = dict(
        reversed(line.split())
        for line in re.findall(r"^[0-9a-f]+  \S+$", (folder / "README.md").read_text(), re.M)
    )
    assert sums == {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in sums}
    assert set(sums) == {path.name for path in folder.iterdir()} - {"README.md"}
