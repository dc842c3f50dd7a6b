"""A merchant edits on a phone, is sent back and tries again; the editor approves and features the product."""

import re

PHONE, DESK = 360, 1280
MERCHANT, EDITOR = "0812-0000-0001", "0812-0000-0002"
REASON = "Sebutkan bahan pewarnanya, pembeli sering bertanya."
FIRST = "Ditulis tangan dengan malam panas."
SECOND = "Ditulis tangan dengan malam panas, diwarnai kulit kayu tingi."
NOTE = "Tiga bulan kerja tangan, dan setiap garisnya bercerita."


def edit_page(visitor, site):
    page = visitor.open(f"/kelola/pages/{site.product['id']}/edit/")
    page.wait_for_load_state("networkidle")
    return page


def submit(visitor, site, description):
    page = edit_page(visitor, site)
    page.fill("textarea[name=description]", description)
    page.get_by_role("button", name="Kirim untuk diperiksa").click()
    page.wait_for_url("**/kelola/")
    return page


def choose_in_footer(page, action):
    page.locator("footer .w-dropdown__toggle").click()
    page.get_by_role("button", name=action).click()


def public_text(visit, site, path):
    visitor = visit(PHONE)
    text = visitor.open(path).locator("main").inner_text()
    assert visitor.problems == []
    return text


def test_edit_submit_sent_back_resubmit_approve_feature(visit, site):
    merchant, editor = visit(PHONE), visit(DESK)
    merchant.log_in(MERCHANT)
    editor.log_in(EDITOR)

    # The merchant hands an edit in; visitors still see what they saw.
    page = submit(merchant, site, FIRST)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert page.get_by_text("Kain batik tulis kawung").first.is_visible()
    assert FIRST not in public_text(visit, site, site.product["url"])

    # The editor finds it from the first page, among what other tests left waiting, and sends it back with a reason.
    desk = editor.open("/kelola/")
    waiting = desk.locator(
        "section, .w-panel", has=desk.get_by_role("heading", name="Menunggu diperiksa")
    ).last
    waiting.get_by_role("link", name="Produk yang menunggu").click()
    desk.get_by_role("link", name="Kain batik tulis kawung").first.wait_for()
    desk = edit_page(editor, site)
    choose_in_footer(desk, "Kembalikan dengan alasan")
    dialog = desk.locator(".modal-dialog")
    dialog.locator("textarea").fill(REASON)
    dialog.locator("form [type=submit]").click()
    desk.wait_for_url(re.compile(r"/kelola/(pages/\d+/)?$"))

    # The merchant reads the reason in plain words, edits, and hands it in again.
    page = merchant.open("/kelola/")
    assert page.get_by_text(REASON).first.is_visible()
    submit(merchant, site, SECOND)
    assert SECOND not in public_text(visit, site, site.product["url"])

    # The editor approves; the edit is public.
    desk = edit_page(editor, site)
    choose_in_footer(desk, re.compile("Setujui dan", re.IGNORECASE))
    desk.wait_for_url(re.compile(r"/kelola/(pages/\d+/)?$"))
    assert SECOND in public_text(visit, site, site.product["url"])

    # The editor features it; it stands on the front page with the curator's note.
    desk = editor.open("/kelola/produk/?q=kawung")
    desk.wait_for_load_state("networkidle")
    desk.locator("input[data-bulk-action-checkbox]").first.check()
    desk.locator("[data-bulk-action-footer]").get_by_text("Masukkan ke pilihan dinas").click()
    desk.wait_for_url("**/bulk/**")
    desk.locator("[data-chooser-action-choose]").click()
    desk.locator(".modal-dialog").get_by_role("link", name="Pilihan pekan ini").click()
    desk.locator(".modal-dialog").wait_for(state="detached")
    desk.locator("[name=note]").fill(NOTE)
    desk.get_by_role("button", name="Masukkan").click()
    desk.wait_for_url(re.compile(r"/kelola/produk/"))
    front = public_text(visit, site, "/")
    assert "Pilihan pekan ini" in front
    assert NOTE in front

    assert merchant.problems == []
    assert editor.problems == []


def test_a_merchant_finds_no_way_to_a_neighbour(visit, site):
    merchant = visit(PHONE)
    page = merchant.log_in(MERCHANT)
    assert "Keripik" not in page.content()
    for path in ("/kelola/pages/", "/kelola/pages/search/?q=keripik", f"/kelola/pages/{site.home}/"):
        page.goto(site.url + path)
        assert "Keripik" not in page.content(), path
    for path in (
        "/kelola/produk/",
        "/kelola/lapak/",
        "/kelola/users/",
        f"/kelola/pages/{site.neighbour}/edit/",
    ):
        response = page.goto(site.url + path)
        assert "Keripik" not in page.content(), path
        assert response.status in {403, 404} or page.url.rstrip("/").endswith("/kelola"), (path, page.url)
