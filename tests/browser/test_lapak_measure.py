"""How much it takes, from the slip to a booth that waits for the office, on a cheap phone at the market."""

import json
import re
import sys

from tests.browser.counting_proxy import counted

PHONE = 360
MOST_TAPS, MOST_SENT, MOST_RECEIVED = 25, 1_200_000, 400_000
SLOW_4G = {
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
    "offline": False,
}
"""Of the network, as Lighthouse has it for mobile phones; bytes a second, milliseconds."""


def new_slip(site) -> str:
    """Return the code of a new slip for the booth nobody has claimed."""
    script = (
        "from core.models import User; from expo.models import BoothPage; "
        "from lapak.domain.slips import make_slip; "
        f"print(make_slip(booth=BoothPage.objects.get(pk={site.unclaimed}), role='owner', "
        "by=User.objects.get(phone='+6281200000002')).code)"
    )
    return re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", site.run("manage.py", "shell", "-c", script))[0]


def test_from_the_slip_to_a_booth_that_waits(visit, site, big_photos):
    """Taps: every button, link and file, and the first field of each page; others are reached with "next"."""
    visitor = visit(PHONE, has_touch=True, is_mobile=True)
    page, taps = visitor.page, []
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW_4G)
    page.set_default_timeout(90_000)

    def tap(name):
        taps.append(name)
        page.locator("main").get_by_role("button", name=name).or_(
            page.locator("main").get_by_role("link", name=name)
        ).first.tap()

    def write(**fields):
        for number, (name, text) in enumerate(fields.items()):
            field = page.locator(f"main [name={name}]")
            if number == 0:
                taps.append(name)
                field.tap()
            else:
                field.focus()
            page.keyboard.insert_text(text)

    def choose(selector, photo):
        taps.extend(["file", "photo"])
        page.locator(selector).set_input_files(photo)

    def arrive(step):
        page.wait_for_url(f"**/buka/{site.unclaimed}/{step}/")

    with counted(site.url) as line:
        visitor.site = line
        page.goto(f"{line.url}/lapak-saya/slip/#{new_slip(site)}")
        page.wait_for_url("**/slip/buka/")
        write(name="Mak Nah", username="0812 7777 0001", password="wedang-jahe-88")
        tap("Masuk ke lapak")
        page.wait_for_url("**/lapak-saya/")
        tap("Lanjut membuka lapak")
        arrive("kontak")
        tap("Lanjut")
        arrive("barang")
        choose("input[name=photo]", big_photos[0])
        write(product="Wedang uwuh", price="12rb")
        tap("Lanjut")
        arrive("tautan")
        write(links="https://www.tokopedia.com/wedangmaknah\nhttps://www.instagram.com/wedangmaknah/")
        tap("Lanjut")
        arrive("kirim")
        for number, (name, price) in enumerate([("Jahe merah", "15rb"), ("Kunir asam", "10rb")], start=1):
            tap("Tambah barang")
            page.wait_for_url("**/barang/baru/")
            choose("input[name=berkas]", big_photos[number])
            write(title=name, price=price)
            tap("Simpan")
            arrive("kirim")
        tap("Pasang logo")
        page.wait_for_url("**/logo/")
        choose("input[name=berkas]", big_photos[3])
        tap("Simpan")
        arrive("kirim")
        tap("Kirim ke dinas")
        page.wait_for_url(f"**/lapak-saya/{site.unclaimed}/")
    sys.stdout.write(
        f"\nFrom the slip to a booth that waits: {len(taps)} taps outside typing, "
        f"{line.sent:,} bytes sent, {line.received:,} received.\n"
    )
    assert stored(site) == {"waits": 4, "logo": True, "photos": [1, 1, 1], "links": 2}
    assert (len(taps) <= MOST_TAPS, taps) == (True, taps)
    assert 800_000 < line.sent <= MOST_SENT
    assert 50_000 < line.received <= MOST_RECEIVED
    assert visitor.problems == []


def stored(site) -> dict:
    """Return what of the booth waits for the office."""
    script = (
        "import json; from catalog.models import ProductPage; from expo.models import BoothPage; "
        f"booth = BoothPage.objects.get(pk={site.unclaimed}); "
        "goods = list(ProductPage.objects.child_of(booth)); "
        "latest = booth.get_latest_revision_as_object(); "
        "print('STORED', json.dumps({'waits': sum(p.workflow_in_progress for p in [booth, *goods]), "
        "'logo': latest.logo_id is not None, 'links': latest.links.count(), "
        "'photos': [p.get_latest_revision_as_object().photos.count() for p in goods]}))"
    )
    return json.loads(site.run("manage.py", "shell", "-c", script).partition("STORED ")[2])
