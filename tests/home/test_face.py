"""What every public page promises: valid markup, one h1, described pictures, nothing inline, nothing from elsewhere."""

import datetime
import gzip
import io
import itertools
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import html5lib
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from catalog.models import ProductPhoto
from core.enums import Motif, Palette
from core.models import Photo
from expo.models import ExpoPage, ShowcaseItem, ShowcasePage
from expo.models.booth import BoothCertificate, BoothLink, OpeningHours
from home.models import ContentPage, JoinPage, SiteSettings
from tests.factories import (
    BoothFactory,
    CategoryFactory,
    HallFactory,
    PageFactory,
    PhotoFactory,
    ProductFactory,
)

XHTML = "{http://www.w3.org/1999/xhtml}"
STATIC = Path(settings.BASE_DIR) / "static"
KILOBYTE = 1024
BUDGETS = {"html": 15 * KILOBYTE, "css": 15 * KILOBYTE, "js": 10 * KILOBYTE, "font": 35 * KILOBYTE}
"""Compressed bytes of a first visit at 360 px."""

PAGES = {
    "home": "/",
    "halls": "/hall/",
    "hall": "/hall/batik/",
    "booth": "/hall/batik/batik-sekar/",
    "empty booth": "/hall/batik/lapak-kosong/",
    "product": "/hall/batik/batik-sekar/kain-tulis/",
    "bare product": "/hall/batik/batik-sekar/kain-cap/",
    "catalogue": "/katalog/",
    "category": "/katalog/kain/",
    "search": "/katalog/?q=kain",
    "nothing found": "/katalog/?q=zzzzzzzz",
    "showcases": "/pilihan/",
    "showcase": "/pilihan/oleh-oleh/",
    "expos": "/expo/",
    "expo": "/expo/akhir-tahun/",
    "content": "/cara-belanja/",
    "join": "/buka-lapak/",
    "not found": "/tidak-ada/",
}
MOST_URGENT_PICTURES = 3
FACE = ("pages", "components", "blocks")
LANGUAGES = {"id": "", "en": "/en"}


class ShowcaseFactory(PageFactory):
    """A showcase below the index given as `parent`."""

    class Meta:
        model = ShowcasePage


class ExpoFactory(PageFactory):
    """An edition below the index given as `parent`."""

    class Meta:
        model = ExpoPage


class ContentFactory(PageFactory):
    """A page of text."""

    class Meta:
        model = ContentPage


class JoinFactory(PageFactory):
    """The page that says how to open a stall."""

    class Meta:
        model = JoinPage


def shown_photo() -> Photo:
    """Return a photo with addresses of pictures that nobody has to encode."""
    photo = PhotoFactory()
    one = {
        "width": 640,
        "height": 480,
        "avif": [[320, "/media/a.avif"], [640, "/media/b.avif"]],
        "webp": [[320, "/media/a.webp"], [640, "/media/b.webp"]],
        "jpeg": [[640, "/media/b.jpg"]],
    }
    photo.sources = {"card": one, "full": one}
    Photo.objects.filter(pk=photo.pk).update(sources=photo.sources)
    return photo


@pytest.fixture
def fair(tree):
    """A site with a page of every kind and everything a page may show."""
    photo = shown_photo()
    hall = HallFactory(
        parent=tree.halls,
        title="Batik & Tenun",
        slug="batik",
        motif=Motif.PARANG,
        palette=Palette.KUNYIT,
        coordinator_name="Ratna",
        coordinator_phone="+6281200000001",
    )
    HallFactory(parent=tree.halls, title="Dapur", slug="dapur")
    category = CategoryFactory(name="Kain", slug="kain")
    booth = BoothFactory(
        parent=hall,
        title='Batik "Sekar" <Tegal>',
        slug="batik-sekar",
        tagline="Dibatik tangan & dicap",
        cover=photo,
        logo=photo,
        phone="+6281200000002",
        founded=1987,
        is_trusted=True,
        district="Tegal Timur",
        story=[
            {"type": "text", "value": "<h3>Pagi</h3><p>Satu wajan.</p>"},
            {"type": "photo", "value": {"photo": photo.pk, "alt": "Dapur", "caption": "Pagi"}},
            {
                "type": "photos",
                "value": [{"photo": photo.pk, "alt": "Kain", "caption": ""}] * 2,
            },
            {"type": "video", "value": {"address": "https://youtu.be/abcdefghijk", "title": "Membatik"}},
            {"type": "quote", "value": {"text": "Sabar.", "name": "Bu Sri"}},
        ],
    )
    booth.opening_hours.add(*(OpeningHours(weekday=day) for day in range(6)))
    booth.certificates.add(BoothCertificate(type="halal", number="ID1", is_checked=True))
    link = BoothLink(pasted="https://www.tokopedia.com/batiksekar")
    link.recognise()
    booth.links.add(link)
    booth.save_revision().publish()
    BoothFactory(parent=hall, title="Lapak Kosong", slug="lapak-kosong", whatsapp="", phone="+6224000001")
    product = ProductFactory(
        parent=booth,
        title="Kain tulis",
        slug="kain-tulis",
        price=350000,
        price_to=500000,
        unit="per lembar",
        wholesale_price=300000,
        wholesale_from=10,
        min_order=2,
        weight_grams=300,
        shelf_life_days=30,
        is_shippable=True,
        availability="made_to_order",
        made_in_days=7,
        category=category,
        description="Pewarna alam.\n\nCuci dengan lerak.",
    )
    product.photos.add(ProductPhoto(photo=photo, alt="Kain dibentangkan"), ProductPhoto(photo=photo))
    product.save_revision().publish()
    bare = ProductFactory(
        parent=booth, title="Kain cap", slug="kain-cap", price=None, availability="out_of_stock"
    )
    showcase = ShowcaseFactory(
        parent=tree.showcases,
        title="Oleh-oleh",
        slug="oleh-oleh",
        introduction="Yang kami beli sendiri.",
        curator="Ratna",
    )
    for order, (page, note) in enumerate([(product, "Warnanya dalam."), (booth, ""), (bare, "")]):
        showcase.items.add(ShowcaseItem(page=page, note=note, sort_order=order))
    showcase.save_revision().publish()
    tree.home.refresh_from_db()
    tree.home.showcase = showcase
    tree.home.save()
    today = timezone.localdate()
    ExpoFactory(
        parent=tree.expos,
        title="Akhir Tahun",
        slug="akhir-tahun",
        theme="Dari tangan perajin",
        starts_on=today,
        ends_on=today + datetime.timedelta(7),
        organiser="Dinas",
        introduction="Enam hall.",
    )
    ContentFactory(
        parent=tree.home, title="Cara belanja", slug="cara-belanja", body="<h2>Pilih</h2><p>Barang.</p>"
    )
    JoinFactory(parent=tree.home, title="Buka lapak", slug="buka-lapak", whatsapp="+6281200000003")
    SiteSettings.objects.create(
        site_id=SiteSettings._meta.get_field("site").related_model.objects.get().pk,
        office_name="Dinas Contoh",
    )
    return tree


def parsed(html: str):
    """Return the document, after refusing markup that HTML's own parsing rules call an error."""
    parser = html5lib.HTMLParser(strict=True, tree=html5lib.getTreeBuilder("etree"))
    return parser.parse(html)


def elements(document, name: str) -> list:
    """Return all elements with this name in the order of the page."""
    return list(document.iter(f"{XHTML}{name}"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_keeps_its_promises(client, fair, language):
    for kind, path in PAGES.items():
        answer = client.get(LANGUAGES[language] + path)
        assert answer.status_code == (404 if kind == "not found" else 200), kind
        try:
            check_page(answer.content, language=language, path=path)
        except (AssertionError, html5lib.html5parser.ParseError) as error:
            raise AssertionError(f"{kind} page in {language}: {error}") from error


def check_page(content: bytes, *, language: str, path: str):
    """Check one page; raises AssertionError or html5lib's ParseError."""
    document = parsed(content.decode())
    assert document.get("lang") == language
    check_structure(document)
    check_pictures(document)
    check_nothing_inline(document)
    check_nothing_from_elsewhere(document)
    check_names_of_controls(document)
    check_ids(document)
    check_links_keep_the_language(document, language, path)
    assert len(gzip.compress(content)) <= BUDGETS["html"]


def check_structure(document):
    """One h1, headings without a gap, landmarks, a language, a title."""
    levels = [int(e.tag[-1]) for e in document.iter() if re.fullmatch(rf"{XHTML}h[1-6]", str(e.tag))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    # The footer starts anew at the second level; a level is never skipped downwards.
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))
    for landmark in ("header", "main", "footer"):
        assert elements(document, landmark)
    assert len(elements(document, "main")) == 1
    assert "".join(elements(document, "title")[0].itertext()).strip()


def check_pictures(document):
    """Every picture has an alternative text (empty where it decorates) and its measures."""
    for image in elements(document, "img"):
        assert {"alt", "width", "height"} <= set(image.attrib)
        assert int(image.get("width")) > 0
    assert len([e for e in elements(document, "img") if e.get("fetchpriority")]) <= MOST_URGENT_PICTURES


def check_nothing_inline(document):
    """Nothing that the Content-Security-Policy would refuse."""
    assert elements(document, "style") == []
    for element in document.iter():
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
    for script in elements(document, "script"):
        assert script.get("src") or script.get("type") == "application/ld+json"


def check_nothing_from_elsewhere(document):
    """Nothing is loaded from another host; links may lead there."""
    loaded = [
        e.get("src")
        for name in ("img", "script", "iframe", "source", "video")
        for e in elements(document, name)
    ]
    loaded += [
        e.get("href") for e in elements(document, "link") if e.get("rel") in ("stylesheet", "icon", "preload")
    ]
    loaded += [
        part.split()[0] for e in elements(document, "source") for part in e.get("srcset", "").split(",")
    ]
    assert [address for address in loaded if address and not re.match(r"/(?!/)", address)] == []


def check_names_of_controls(document):
    """Links and buttons say what they do, fields are labelled."""
    for name in ("a", "button"):
        for control in elements(document, name):
            words = "".join(control.itertext()).strip() or control.get("aria-label") or ""
            images = [e.get("alt") for e in control.iter(f"{XHTML}img")]
            assert words or any(images), ET.tostring(control)
    for field in elements(document, "input"):
        assert field.get("type") == "hidden" or field.get("aria-label") or field.get("id")


def check_ids(document):
    """Ids are unique, and what refers to one finds it."""
    ids = [e.get("id") for e in document.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for element in document.iter():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert not element.get(name) or set(element.get(name).split()) <= set(ids)
        href = element.get("href") or ""
        if element.tag == f"{XHTML}a" and href.startswith("#"):
            assert href[1:] in ids


def check_links_keep_the_language(document, language, path):
    """Only the switches in header and footer lead to the other language."""
    inside = [href for href in (e.get("href") or "" for e in elements(document, "a")) if href.startswith("/")]
    pages = [href for href in inside if not href.startswith(("/ke/", "/kelola/", "/static/", "/media/"))]
    assert not [href for href in pages if href.startswith("/en/en/")]
    foreign = [href for href in pages if href.startswith("/en/") != (language == "en")]
    other = path if language == "en" else f"/en{path}"
    assert foreign in ([other.partition("?")[0]] * 2, [other] * 2)


def test_every_icon_is_in_the_sprite():
    used = set()
    templates = Path(settings.BASE_DIR) / "templates"
    for template in [*templates.glob("*.html"), *(f for d in FACE for f in (templates / d).glob("*.html"))]:
        text = template.read_text()
        for names in re.findall(r'icons \}\}#(\{%.*?%\}|[a-z0-9-]+)"/>', text):
            used |= set(re.findall(r"(?:^|%\})([a-z0-9-]+)(?:\{%|$)", names) or [])
        used |= set(re.findall(r'icon="([a-z0-9-]+)"', text))
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "img" / "icons.svg").read_text()))
    assert used - sprite == set()


def test_the_error_page_needs_nothing():
    document = parsed(render_to_string("500.html"))
    assert len(elements(document, "h1")) == 1
    check_nothing_inline(document)
    check_nothing_from_elsewhere(document)


def parts(kind):
    """Return the stylesheets or scripts of every page, and those of an edition's pages that come beside them.

    The merchants' own pages have a budget of their own (tests/browser): what they load, visitors don't.
    """
    found = [path for path in sorted((STATIC / kind).rglob(f"*.{kind}")) if "lapak" not in str(path)]
    of_editions = [path for path in found if str(path.relative_to(STATIC / kind)).startswith("edition")]
    return [path for path in found if path not in of_editions], of_editions


@pytest.mark.parametrize("kind", ["css", "js"])
def test_styles_and_scripts_keep_their_budget(kind):
    everywhere, of_editions = parts(kind)
    # The times of an edition and its first sheet stand on each of its pages, beside one of the others.
    always = [path for path in of_editions if path.stem in ("edition", "times")]
    assert len(always) == 1
    for other in of_editions:
        together = b"".join(path.read_bytes() for path in {*everywhere, *always, other})
        assert (other.name, len(gzip.compress(together)) <= BUDGETS[kind]) == (other.name, True)


def test_the_font_keeps_its_budget():
    assert sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2")) <= BUDGETS["font"]


def test_every_drawing_is_well_formed():
    for path in STATIC.rglob("*.svg"):
        assert ET.parse(io.StringIO(path.read_text())).getroot().tag.endswith("svg")  # noqa: S314


def test_one_stylesheet_takes_in_every_file():
    listed = set(re.findall(r'url\("([^"]+)"\)', (STATIC / "css" / "site.css").read_text()))
    there = {str(path.relative_to(STATIC / "css")) for path in (STATIC / "css").rglob("*.css")}
    # The merchants' pages and those of an edition have styles of their own beside it.
    assert listed == {name for name in there - {"site.css"} if not name.startswith(("lapak", "edition"))}
