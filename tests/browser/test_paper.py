"""A stallholder fetches a poster from the phone."""

import sys

import pypdfium2 as pdfium

from bench.budgets import weigh
from tests.browser.conftest import USER_AGENT
from tests.browser.test_lapak_booth import HEAVIEST_PAGE, PHONE, SMALLEST, TARGETS, at_the_stall
from tests.browser.test_open_axe import findings


def test_a_poster_in_three_taps(visit, chromium, site):
    visitor = at_the_stall(visit, accept_downloads=True)
    page = visitor.page
    page.get_by_role("link", name="Cetak poster dan stiker").tap()
    page.wait_for_url("**/cetak/")
    page.wait_for_load_state("networkidle")
    assert findings(page, "paper") == []
    assert page.evaluate(TARGETS % SMALLEST) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh PDF Poster A4").tap()
    document = pdfium.PdfDocument(download.value.path())
    assert "Batik Sekar" in document[0].get_textpage().get_text_bounded()
    document.close()
    assert visitor.problems == []
    weight = weigh(chromium, page.url, user_agent=USER_AGENT, storage_state=visitor.context.storage_state())
    sys.stdout.write(f"\nPaper: {weight.whole:,} bytes on a first visit, {weight.html:,} of them HTML.\n")
    assert 20_000 < weight.whole <= HEAVIEST_PAGE
