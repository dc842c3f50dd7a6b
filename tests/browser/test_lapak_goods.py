"""A stallholder adds and orders goods from a phone: big photos, a network that drops, a browser that is closed."""

import io
import re
import sys

import pytest
from PIL import Image

from bench.budgets import weigh
from tests.browser.conftest import FLAGS, USER_AGENT
from tests.browser.test_open_axe import findings
from tests.browser.test_open_keyboard import focused

PHONE = 360
NUMBER, PASSWORD = "0812-0000-0003", "rahasia-pasar-7"
HEAVIEST_PHOTO = 400_000
HEAVIEST_PAGE = 60_000
TARGETS = """() => [...document.querySelectorAll("main a, main button:not([tabindex]), main summary, main .shots__way")]
    .map(part => [part.textContent.trim().slice(0, 40) || part.name, part.getBoundingClientRect()])
    .filter(([_, box]) => box.width && box.height < 48).map(([name, box]) => `${name}: ${box.height}`)"""
SENT = """window.sent = [];
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (body) {
  for (const part of body.values()) if (part instanceof Blob) window.sent.push(part.size);
  send.call(this, body);
};"""


@pytest.fixture
def photos(big_photos):
    """Three of the photos."""
    return big_photos[:3]


def log_in(page, site):
    page.goto(f"{site.url}/lapak-saya/masuk/")
    page.fill("input[name=username]", NUMBER)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/lapak-saya/")
    return page


def in_the_kitchen(visit, site, **options):
    visitor = visit(PHONE, has_touch=True, is_mobile=True, **options)
    log_in(visitor.page, site)
    return visitor


def new_product(page, site):
    page.goto(f"{site.url}/lapak-saya/{site.kitchen['id']}/barang/baru/")
    return page


def arrived(page, count):
    page.locator(".shot [name=foto]:not([disabled])").nth(count - 1).wait_for(
        state="attached", timeout=60_000
    )
    return [field.get_attribute("value") for field in page.locator(".shot [name=foto]").all()]


def told(page, words):
    page.locator("#kabar p").filter(has_text=words).wait_for()


def save(page):
    page.get_by_role("button", name="Simpan dan tayangkan").click()


def photos_of(page, site, name):
    """Return the ids of the photos of the product on its page."""
    front = f"{site.url}/lapak-saya/{site.kitchen['id']}/"
    page.goto(front)
    page.goto(
        site.url
        + page.locator("li.good", has_text=name).get_by_role("link", name="Ubah").get_attribute("href")
    )
    return [field.get_attribute("value") for field in page.locator(".shot [name=foto]").all()]


def throw_away(page, site, name):
    """Take a product off the counter, so that other tests don't meet it."""
    page.goto(f"{site.url}/lapak-saya/{site.kitchen['id']}/")
    page.locator("li.good", has_text=name).get_by_role("button", name="Sembunyikan").click()
    told(page, "disembunyikan")


def test_a_product_with_three_photos(visit, site, photos):
    visitor = in_the_kitchen(visit, site)
    page, taps = visitor.page, 0
    page.add_init_script(SENT)
    page.get_by_role("link", name="Tambah produk").last.tap()
    taps += 1
    page.locator("input[name=berkas]").set_input_files(photos)
    taps += 2
    page.get_by_label("Nama produk").tap()
    page.keyboard.type("Rendang kering")
    page.get_by_label("Harga", exact=True).tap()
    page.keyboard.type("85rb")
    taps += 2
    ids = arrived(page, 3)
    sizes = page.evaluate("window.sent")
    save(page)
    taps += 1
    told(page, "Rendang kering sudah tayang.")
    heavy = [
        Image.open(io.BytesIO(page.request.get(f"{site.url}{src}").body())).size
        for src in _pictures(page, site)
    ]
    assert max(max(size) for size in heavy) >= 640
    assert photos_of(page, site, "Rendang kering") == ids
    assert page.evaluate("Object.keys(localStorage)") == []
    sent = _sizes_at_the_server(page, site, ids)
    sys.stdout.write(
        f"\nA product with three photos: {taps} taps; photos sent {sizes} bytes, stored {sent}.\n"
    )
    assert len(sizes) == 3
    assert all(0 < size < HEAVIEST_PHOTO for size in sizes)
    throw_away(page, site, "Rendang kering")
    assert visitor.problems == []


def _pictures(page, site):
    html = page.request.get(f"{site.url}{site.kitchen['url']}rendang-kering/").text()
    return re.findall(r'src="(/media/[^"]+\.jpe?g)"', html)[:3]


def _sizes_at_the_server(page, site, ids):
    script = (
        f"from core.models import Photo; print([p.file_size for p in Photo.objects.filter(pk__in={ids})])"
    )
    return [
        int(size)
        for size in re.findall(r"\d+", site.run("manage.py", "shell", "-v0", "-c", script).splitlines()[-1])
    ]


def test_the_network_drops_in_the_middle(visit, site, photos):
    page = in_the_kitchen(visit, site).page
    new_product(page, site)
    seen = []

    def drop(route):
        number = len(seen)
        if number == 0:
            answer = route.fetch()
            seen.append(answer.json()["id"])
            route.fulfill(response=answer)
        elif number == 1:
            # It arrives, and the answer is lost.
            seen.append(route.fetch().json()["id"])
            route.abort()
        elif number == 2:
            # The same photo once more is the same photo.
            answer = route.fetch()
            seen.append(answer.json()["id"])
            route.fulfill(response=answer)
        elif number in (3, 4):
            seen.append(None)
            route.abort()
        else:
            answer = route.fetch()
            seen.append(answer.json()["id"])
            route.fulfill(response=answer)

    page.route("**/foto/", drop)
    page.locator("input[name=berkas]").set_input_files(photos)
    page.get_by_label("Nama produk").fill("Serundeng")
    lost = []

    def lose_first_answer(route, request):
        if request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/barang/baru/", lose_first_answer)
    save(page)
    page.locator("#kirim", has_text="Belum terkirim").wait_for(timeout=60_000)
    told(page, "Serundeng sudah tersimpan tadi.")
    assert (seen[1] == seen[2], seen[3:5], len(seen), lost) == (True, [None, None], 6, [200])
    assert photos_of(page, site, "Serundeng") == [str(pk) for pk in (seen[0], seen[2], seen[5])]
    assert page.locator("h1").count() == 1
    page.goto(f"{site.url}/lapak-saya/{site.kitchen['id']}/")
    assert page.locator("li.good", has_text="Serundeng").count() == 1
    throw_away(page, site, "Serundeng")


def test_somebody_is_faster_than_the_script(visit, site, photos):
    page, held = in_the_kitchen(visit, site).page, []
    page.route("**/lapak/goods*.js", lambda route: held.append(route), times=1)
    page.goto(f"{site.url}/lapak-saya/{site.kitchen['id']}/barang/baru/", wait_until="commit")
    page.locator("input[name=berkas]").set_input_files(photos[:2])
    page.get_by_label("Nama produk").fill("Bumbu rujak")
    held[0].continue_()
    ids = arrived(page, 2)
    save(page)
    told(page, "Bumbu rujak sudah tayang.")
    assert photos_of(page, site, "Bumbu rujak") == ids
    throw_away(page, site, "Bumbu rujak")


def test_a_closed_browser_loses_nothing(chromium, site, photos, tmp_path):
    options = {
        "viewport": {"width": PHONE, "height": 740},
        "args": FLAGS,
        "user_agent": USER_AGENT,
        "locale": "id-ID",
    }
    path = {"executable_path": sys.modules["shutil"].which("chromium") or "chromium"}
    context = chromium.browser_type.launch_persistent_context(tmp_path, **options, **path)
    page = log_in(context.new_page(), site)
    new_product(page, site)
    page.route("**/foto/", lambda route: route.abort())
    page.get_by_label("Nama produk").fill("Sambal roa")
    page.get_by_label("Harga", exact=True).fill("30.000")
    page.get_by_text("Tambah keterangan").click()
    page.get_by_label("Satuan").fill("per botol")
    page.locator("input[name=berkas]").set_input_files(photos[:2])
    page.locator(".shots__news", has_text="Jaringan terputus").wait_for(timeout=60_000)
    page.locator(".shot").nth(1).get_by_role("button", name="Majukan foto").click()
    page.wait_for_timeout(1500)
    context.close()

    context = chromium.browser_type.launch_persistent_context(tmp_path, **options, **path)
    page = context.new_page()
    page.goto(f"{site.url}/lapak-saya/")
    if "masuk" in page.url:
        log_in(page, site)
    page.get_by_role("link", name="Ada produk yang belum selesai diisi. Lanjutkan").click()
    page.get_by_text("Isian tadi yang belum tersimpan sudah kami kembalikan.").wait_for()
    assert [page.get_by_label(name, exact=True).input_value() for name in ("Nama produk", "Harga", "Satuan")] == [
        "Sambal roa", "30.000", "per botol"
    ]  # fmt: skip
    ids = arrived(page, 2)
    # The second was put first before the browser was closed, and is so still.
    assert int(ids[0]) > int(ids[1])
    save(page)
    told(page, "Sambal roa sudah tayang.")
    assert photos_of(page, site, "Sambal roa") == ids
    new_product(page, site)
    assert page.locator("#dipulihkan").is_hidden()
    throw_away(page, site, "Sambal roa")
    context.close()


def test_without_scripts(visit, site, photos):
    page = in_the_kitchen(visit, site, java_script_enabled=False).page
    # Nothing is shrunk here, and the pictures are made before the answer.
    page.set_default_timeout(90_000)
    new_product(page, site)
    page.locator("input[name=berkas]").set_input_files(photos[:2])
    page.get_by_label("Nama produk").fill(" ")
    save(page)
    page.get_by_text("Beri nama produk ini.").wait_for()
    page.get_by_role("button", name="Majukan foto 2").click()
    page.get_by_label("Nama produk").fill("Dendeng")
    save(page)
    told(page, "Dendeng sudah tayang.")
    assert len(photos_of(page, site, "Dendeng")) == 2
    page.goto(f"{site.url}/lapak-saya/{site.kitchen['id']}/urutan/")
    page.get_by_role("button", name="Turunkan Dendeng").click()
    told(page, "Urutan produk sudah tayang.")
    page.get_by_role("button", name="Urungkan").click()
    told(page, "Dikembalikan seperti semula.")
    throw_away(page, site, "Dendeng")


def test_the_order_by_keyboard_and_by_finger(visit, site):
    # While the page scrolls smoothly what has the focus may lie below the bar for a moment.
    visitor = in_the_kitchen(visit, site, reduced_motion="reduce")
    page = visitor.page
    address = f"{site.url}/lapak-saya/{site.kitchen['id']}/urutan/"
    page.goto(address)
    names = page.locator(".order__name").all_inner_texts()
    last, before = names[-1].split("\n")[0], names[-2].split("\n")[0]
    for _step in range(60):
        page.keyboard.press("Tab")
        if (here := focused(page)) and here["name"].endswith(f"Naikkan {last}"):
            break
    page.keyboard.press("Enter")
    assert focused(page)["name"].endswith(f"Naikkan {last}")
    assert page.locator("#geseran").inner_text() == f"{last} sekarang nomor {len(names) - 1}."
    page.keyboard.press("Tab")
    for _step in range(60):
        page.keyboard.press("Tab")
        if focused(page)["name"] == "Simpan urutan":
            break
    page.keyboard.press("Enter")
    told(page, "Urutan produk sudah tayang.")
    page.goto(address)
    assert page.locator(".order__name").last.inner_text().startswith(before)
    grip, other = page.locator(".order__grip").last, page.locator(".order__row").nth(-2)
    grip.hover()
    page.mouse.down()
    box = other.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10, steps=5)
    page.mouse.up()
    assert page.locator(".order__name").last.inner_text().startswith(last)
    assert visitor.problems == []


def test_pages_are_light_and_open_to_all(visit, chromium, site, photos):
    visitor = in_the_kitchen(visit, site, reduced_motion="reduce")
    page, front = visitor.page, f"/lapak-saya/{site.kitchen['id']}/"
    state = visitor.context.storage_state()
    product = (
        page.locator("li.good", has_text="Abon ayam").get_by_role("link", name="Ubah").get_attribute("href")
    )
    found, small = [], []
    for name, path in (("new", f"{front}barang/baru/"), ("edit", product), ("order", f"{front}urutan/")):
        weight = weigh(chromium, site.url + path, user_agent=USER_AGENT, storage_state=state)
        sys.stdout.write(
            f"\n{name}: {weight.whole:,} bytes on a first visit, {weight.html:,} of them HTML.\n"
        )
        assert 20_000 < weight.whole <= HEAVIEST_PAGE
        assert weight.layout_shift <= 0.02
        page.goto(site.url + path)
        if name == "new":
            page.locator("input[name=berkas]").set_input_files(photos[:1])
            arrived(page, 1)
            page.get_by_text("Tambah keterangan").click()
        found += findings(page, name)
        small += page.evaluate(TARGETS)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert (found, small) == ([], [])
