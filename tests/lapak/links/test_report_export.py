"""The report of dead links as a spreadsheet."""

import datetime

import pytest
from django.utils import timezone

from marketplaces.enums import LinkState
from marketplaces.models import LinkHealth, OutboundLink
from tests.expo.test_editor_export import read_csv, read_xlsx
from tests.lapak.booth.conftest import ROLES

pytestmark = pytest.mark.django_db
REPORT = "/kelola/tautan-mati/"
SINCE = datetime.date(2026, 11, 2)


@pytest.fixture
def looked_at(with_links):
    """Give a page links that were all looked at; those on Shopee are gone."""

    def look(page, *addresses):
        with_links(page, *addresses)
        for link in OutboundLink.objects.filter(page=page.pk):
            is_gone = "shopee" in link.address
            LinkHealth.objects.create(
                link=link,
                address=link.address,
                state=LinkState.GONE if is_gone else LinkState.OK,
                looked_at=timezone.make_aware(datetime.datetime(2026, 11, 5, 9, 30)),
                missing_since=SINCE if is_gone else None,
                next_look_at=timezone.now(),
            )

    return look


@pytest.mark.parametrize(("kind", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
def test_what_is_filtered_is_exported(as_role, booth, product, looked_at, kind, read):
    looked_at(booth, "https://shopee.co.id/sekar", "https://www.tokopedia.com/sekar")
    looked_at(product, "https://shopee.co.id/product/1/2")
    client = as_role("editor")
    answer = client.get(REPORT, {"state": "gone", "export": kind})
    assert f'filename="tautan-mati-{timezone.localdate()}.{kind}"' in answer.headers["Content-Disposition"]
    heading, *rows = read(answer)
    names = ["Kode lapak", "Lapak", "Halaman", "Platform", "Alamat", "Keadaan", "Tidak ditemukan sejak"]
    assert heading == [*names, "Dilihat"]
    dead = ["2026-11-02", "2026-11-05 09:30"]
    gone = str(LinkState.GONE.label)
    assert sorted(rows) == [
        [booth.short_code, booth.title, booth.title, "Shopee", "https://shopee.co.id/sekar", gone, *dead],
        [
            booth.short_code,
            booth.title,
            product.title,
            "Shopee",
            "https://shopee.co.id/product/1/2",
            gone,
            *dead,
        ],
    ]
    assert len(read(client.get(REPORT, {"export": kind}))) == 4


def test_the_report_offers_both_kinds_and_nothing_personal(as_role, booth, looked_at):
    looked_at(booth, "https://shopee.co.id/sekar")
    page = as_role("editor").get(REPORT, {"state": "gone"}).content.decode()
    assert f"{REPORT}?state=gone&amp;export=xlsx" in page
    assert f"{REPORT}?state=gone&amp;export=csv" in page
    assert "pribadi=1" not in page
    assert page.count("export=csv") == 1
    answer = as_role("editor").get(REPORT, {"export": "csv", "pribadi": "1"})
    assert len(read_csv(answer)[0]) == 8


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("editor", "administrator")])
def test_the_spreadsheet_is_the_offices(as_role, role, booth, looked_at):
    looked_at(booth, "https://shopee.co.id/sekar")
    assert as_role(role).get(REPORT, {"export": "csv"}).status_code in (302, 404)


@pytest.mark.parametrize("links", [1, 3])
def test_a_spreadsheet_costs_a_fixed_number_of_queries(
    as_role, booth, looked_at, links, django_assert_num_queries
):
    looked_at(booth, *(f"https://shopee.co.id/toko{number}" for number in range(links)))
    client = as_role("editor")
    client.get(REPORT)
    with django_assert_num_queries(8):
        assert len(read_csv(client.get(REPORT, {"export": "csv"}))) == links + 1
