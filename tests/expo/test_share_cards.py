"""Share cards: what they show, how large they are, when they are drawn anew and when they go."""

import hashlib
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image, ImageChops

from catalog.models import ProductListing
from core.enums import Motif, Palette
from expo.domain.freshness import set_price
from expo.domain.listing import refresh_booth
from expo.models import BoothListing, HallPage
from expo.sharing import tasks
from expo.sharing.card import LARGEST, CardFacts, draw_card
from expo.sharing.cloth import HEIGHT, SQUARE, TILES, WIDTH, colours_of
from expo.sharing.store import card_name, facts_of, remove_files, sweep, update_cards
from expo.sharing.text import font, in_lines, writable
from tests.factories import AreaFactory, BoothFactory, MarketFactory, ProductFactory, image_file

LONG = "Kerajinan Anyaman Bambu Bu Sumiyati Kecamatan Panggungrejo Kidul Pasuruan"


@pytest.fixture
def media(settings, tmp_path):
    """A folder of its own for the files of one test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def now(django_capture_on_commit_callbacks):
    """Runs what follows a change, as after a commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def files_of(page_id: int) -> list[str]:
    folder = f"cards/{page_id // 1000}"
    if not default_storage.exists(folder):
        return []
    return sorted(
        f"{folder}/{name}" for name in default_storage.listdir(folder)[1] if name.startswith(f"{page_id}-")
    )


# What a card looks like


@pytest.mark.parametrize("palette", Palette.values)
@pytest.mark.parametrize("motif", Motif.values)
def test_a_card_of_every_hall_has_the_size_messengers_want(motif, palette):
    data = draw_card(CardFacts(motif, palette, name=LONG, line=LONG, sign="AA-24"))
    image = opened(data)
    assert (image.format, image.size, image.mode) == ("JPEG", (WIDTH, HEIGHT), "RGB")
    assert len(data) < LARGEST


def test_the_busiest_photo_stays_below_the_limit():
    noise = Image.effect_noise((640, 480), 200).convert("RGB")
    data = draw_card(
        CardFacts("sekar_jagad", "kunyit", name=LONG, line=LONG, price="Rp1.000.000–Rp2.000.000"), noise
    )
    assert len(data) < LARGEST


def test_all_that_matters_stands_in_the_middle_square():
    red = Image.new("RGB", (640, 480), "#ff0000")
    one = opened(draw_card(CardFacts("parang", "sogan", name="A", line="")))
    other = opened(
        draw_card(
            CardFacts("parang", "sogan", name=LONG, line=LONG, price="Rp100.000.000", sign="ZZZ-24"), red
        )
    )
    left, _top, right, _bottom = ImageChops.difference(one, other).point(lambda v: 255 * (v > 24)).getbbox()
    assert SQUARE[0] < left
    assert right < SQUARE[2]


def test_photo_motif_colours_name_and_price_all_make_another_card():
    base = CardFacts("parang", "sogan", name="Kain", line="Lapak", price="Rp1.000")
    red = Image.new("RGB", (640, 480), "#ff0000")
    cards = [
        draw_card(base),
        draw_card(base, red),
        draw_card(CardFacts("kawung", "sogan", name="Kain", line="Lapak", price="Rp1.000")),
        draw_card(CardFacts("parang", "laut", name="Kain", line="Lapak", price="Rp1.000")),
        draw_card(CardFacts("parang", "sogan", name="Kain", line="Lapak", price="Rp2.000")),
        draw_card(CardFacts("parang", "sogan", name="Kaos", line="Lapak", price="Rp1.000")),
        draw_card(CardFacts("parang", "sogan", name="Kain", line="Lain", price="Rp1.000")),
    ]
    assert len(set(cards)) == len(cards)
    assert opened(cards[1]).getpixel((600, 240))[0] > 240


def test_every_motif_has_a_tile_of_its_present_drawing():
    drawings = Path(settings.BASE_DIR) / "static" / "img" / "motifs"
    stale = []
    for motif in Motif.values:
        with Image.open(TILES / f"{motif}.png") as tile:
            drawing = hashlib.sha256((drawings / f"{motif}.svg").read_bytes()).hexdigest()
            if tile.text["drawing"] != drawing:
                stale.append(motif)
    assert stale == [], "run bin/motif-tiles"


def test_colours_are_those_of_the_style_sheet():
    assert colours_of("laut").hall == "#0d5862"
    assert colours_of("indigo").hall_2 == "#e9c581"
    assert len({colours_of(palette).hall for palette in Palette.values}) == len(Palette.values)
    assert colours_of("unknown") == colours_of("indigo")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Café “Élan” – 500 g", "Café “Élan” – 500 g"),
        ("Batik 🎉 Sekar", "Batik Sekar"),
        ("ﬁlm Ω ½", "film ½"),
        ("  banyak\n spasi ", "banyak spasi"),
        ("日本", ""),
    ],
)
def test_only_what_the_typeface_has_is_written(text, shown):
    assert writable(text) == shown


@pytest.mark.parametrize("text", [LONG * 3, "x" * 300, "a", "", "a " * 200])
def test_words_never_leave_their_width(text):
    face, rows = in_lines(text, sizes=(47, 37), weight=800, width=530, lines=2)
    assert len(rows) <= 2
    assert all(face.getlength(row) <= 530 for row in rows)
    if len(text) > 250:
        assert rows[-1].endswith("…")


def test_the_typeface_is_the_sites_own():
    assert font(40, 600).getname()[0] == "Plus Jakarta Sans"
    assert font(40, 800).getlength("Batik") > font(40, 400).getlength("Batik")


# When cards are drawn


def test_publishing_draws_the_cards_of_booth_and_product(media, now, hall):
    with now():
        booth = BoothFactory(parent=hall)
    with now():
        product = ProductFactory(parent=booth)
    rows = [BoothListing.objects.get(pk=booth.pk), ProductListing.objects.get(pk=product.pk)]
    for row in rows:
        assert row.card == card_name(row.pk, facts_of(row)) == files_of(row.pk)[0]
        assert opened((media / row.card).read_bytes()).size == (WIDTH, HEIGHT)
    assert re.fullmatch(r"cards/\d+/\d+-[0-9a-f]{12}\.jpg", rows[0].card)


def test_a_new_price_gives_a_new_address_and_the_oldest_file_goes(media, now, product, editor):
    update_cards(page_ids=[product.pk])
    names = [ProductListing.objects.get(pk=product.pk).card]
    for price in (10_000, 20_000):
        with now():
            set_price(product=product, price=price, price_to=None, by=editor)
        names.append(ProductListing.objects.get(pk=product.pk).card)
    assert len(set(names)) == 3
    # Pages in caches may still name the one before.
    assert files_of(product.pk) == sorted(names[1:])


def test_nothing_is_drawn_while_nothing_shown_changes(media, now, booth, product):
    update_cards(page_ids=[booth.pk, product.pk])
    before = {name: (media / name).stat().st_mtime_ns for name in files_of(booth.pk) + files_of(product.pk)}
    with now():
        refresh_booth(booth=booth)
    after = {name: (media / name).stat().st_mtime_ns for name in files_of(booth.pk) + files_of(product.pk)}
    assert after == before != {}
    assert update_cards(page_ids=[booth.pk, product.pk]) == 0


def test_a_hall_in_other_colours_has_other_cards(media, now, hall, booth, product):
    update_cards(page_ids=[booth.pk, product.pk])
    old = [BoothListing.objects.get().card, ProductListing.objects.get().card]
    hall = HallPage.objects.get(pk=hall.pk)
    hall.palette = Palette.LAUT
    with now():
        hall.save_revision().publish()
    new = [BoothListing.objects.get().card, ProductListing.objects.get().card]
    assert "" not in new
    assert not set(old) & set(new)


def test_a_card_shows_the_photo_and_without_its_file_the_motif(media, booth):
    name = default_storage.save("images/a b.jpg", ContentFile(image_file("#00ff00").read()))
    picture = {"jpeg": [[640, default_storage.url(name)]], "width": 640, "height": 480}
    BoothListing.objects.filter(pk=booth.pk).update(picture=picture)
    update_cards(page_ids=[booth.pk])
    row = BoothListing.objects.get(pk=booth.pk)
    assert opened((media / row.card).read_bytes()).getpixel((600, 240))[1] > 240
    BoothListing.objects.filter(pk=booth.pk).update(
        picture={"jpeg": [[640, "/media/images/gone.jpg"]]}, title="Nama lain"
    )
    update_cards(page_ids=[booth.pk])
    row.refresh_from_db()
    assert opened((media / row.card).read_bytes()).getpixel((600, 240))[1] < 250


def test_a_request_draws_a_few_cards_and_the_command_the_rest(media, now, booth, monkeypatch, capsys):
    monkeypatch.setattr(tasks, "MOST_IN_REQUEST", 1)
    products = [ProductFactory(parent=booth) for _number in range(3)]
    with now():
        refresh_booth(booth=booth)
    # One task for the products, one for the booth.
    assert ProductListing.objects.exclude(card="").count() == 1
    assert BoothListing.objects.exclude(card="").count() == 1
    call_command("make_share_cards")
    assert capsys.readouterr().out.splitlines()[-1] == "2 cards drawn, 0 files removed."
    assert ProductListing.objects.exclude(card="").count() == len(products)


@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_cards_go_with_their_pages(media, now, booth, product, end):
    update_cards(page_ids=[booth.pk, product.pk])
    assert len(files_of(booth.pk) + files_of(product.pk)) == 2
    with now():
        getattr(booth, end)()
    assert files_of(booth.pk) + files_of(product.pk) == []


def test_the_sweep_removes_what_no_row_names(media, booth):
    update_cards(page_ids=[booth.pk])
    kept = BoothListing.objects.get().card
    for stray in (
        f"cards/{booth.pk // 1000}/{booth.pk}-0123456789ab.jpg",
        "cards/987/987654-0123456789ab.jpg",
    ):
        default_storage.save(stray, ContentFile(b"x"))
    assert sweep() == 2
    assert files_of(booth.pk) == [kept]
    assert remove_files(page_id=booth.pk) == 1


def test_a_page_shows_its_card_and_the_site_serves_it(media, client, booth, product):
    update_cards(page_ids=[booth.pk, product.pk])
    for page, row in ((booth, BoothListing.objects.get()), (product, ProductListing.objects.get())):
        html = client.get(page.get_url()).content.decode()
        (address,) = re.findall(r'<meta property="og:image" content="([^"]+)"', html)
        assert address == f"{settings.SITE_URL}/media/{row.card}"
        answer = client.get(f"/media/{row.card}")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")


@pytest.mark.parametrize("many", [1, 3])
def test_looking_at_cards_that_are_there_costs_two_queries(media, booth, many, django_assert_num_queries):
    page_ids = [ProductFactory(parent=booth).pk for _number in range(many)]
    update_cards(page_ids=page_ids)
    with django_assert_num_queries(2):
        update_cards(page_ids=page_ids)


@pytest.mark.django_db
def test_a_place_with_another_name_is_drawn_on_the_cards_that_tell_it(booth, other_booth, media, now):
    market = MarketFactory(name="Pasar Pagi", area=AreaFactory(name="Kota Lama"))
    with now():
        for page, tagline in ((booth, ""), (other_booth, "Selalu hangat")):
            page.market, page.tagline = market, tagline
            page.save_revision().publish()
    before = {row.pk: row.card for row in BoothListing.objects.all()}
    assert all(before.values())
    with now():
        market.name = "Pasar Sore"
        market.save()
    after = {row.pk: row.card for row in BoothListing.objects.all()}
    assert after[booth.pk] != before[booth.pk]
    assert after[booth.pk] == card_name(booth.pk, facts_of(BoothListing.objects.get(page=booth.pk)))
    assert after[other_booth.pk] == before[other_booth.pk]
