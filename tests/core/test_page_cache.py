"""Pages kept for visitors: never old, never somebody else's, and cheap."""

import contextlib
import datetime
import gzip
from datetime import timedelta

import brotli
import pytest
import time_machine
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from catalog.models import MissedSearch, ProductListing
from core.page_cache import BLIND, content_version, kept
from core.page_cache.watch import changes_what_visitors_see, shown_tables
from expo.domain.freshness import set_availability, set_closed_on, set_price
from expo.models import BoothLink, BoothListing, BoothPage
from home.models import SiteSettings
from marketplaces.domain import sync_links
from marketplaces.models import ClickCount, OutboundLink

pytestmark = pytest.mark.django_db
BROTLI, GZIP = {"accept-encoding": "gzip, br"}, {"accept-encoding": "gzip"}


@pytest.fixture(autouse=True)
def keeping(settings):
    """Switch the keeping of pages on, with nothing kept yet."""
    settings.PAGE_CACHE_SECONDS = 600
    caches["pages"].clear()


@pytest.fixture
def visitor():
    """A browser of somebody who is not logged in."""
    return Client()


@pytest.fixture
def committed():
    """Do what is inside as a transaction of its own: what waits for its end is done at its end."""

    @contextlib.contextmanager
    def inside():
        outer, connection.run_on_commit = connection.run_on_commit, []
        yield
        hooks, connection.run_on_commit = connection.run_on_commit, outer
        for _savepoints, hook, _robust in hooks:
            hook()

    return inside


def pasted(text):
    """A link as the form makes it, recognised."""
    link = BoothLink(pasted=text)
    link.clean()
    return link


@pytest.fixture
def queries(django_assert_num_queries):
    """Expect this many queries."""
    return django_assert_num_queries


def test_the_second_visit_asks_the_database_nothing(visitor, product, queries):
    for address in ("/", "/hall/", "/hall/batik/", product.get_url(), "/katalog/", "/en/katalog/"):
        first = visitor.get(address)
        with queries(0):
            second = visitor.get(address)
        assert (second.status_code, second.text) == (200, first.text), address


def test_a_kept_page_says_the_same_headers(visitor, product):
    headers = [dict(visitor.get("/katalog/").headers) for _visit in range(2)]
    assert headers[0] == headers[1]
    assert headers[0]["Cache-Control"] == "no-cache"
    assert headers[0]["Vary"] == "Accept-Encoding"
    assert headers[0]["Content-Language"] == "id"
    assert headers[0].keys() >= {"Content-Security-Policy", "X-Frame-Options", "ETag"}
    assert "Set-Cookie" not in headers[0]


def test_a_page_is_kept_in_three_encodings(visitor, product):
    plain = visitor.get("/katalog/").content
    in_brotli, in_gzip = visitor.get("/katalog/", headers=BROTLI), visitor.get("/katalog/", headers=GZIP)
    assert (in_brotli["Content-Encoding"], in_gzip["Content-Encoding"]) == ("br", "gzip")
    assert brotli.decompress(in_brotli.content) == gzip.decompress(in_gzip.content) == plain
    assert int(in_brotli["Content-Length"]) == len(in_brotli.content) < len(in_gzip.content) < len(plain)


def test_a_browser_that_has_the_page_is_sent_nothing(visitor, product, committed, merchant_user):
    address = product.get_url()
    etag = visitor.get(address)["ETag"]
    same = visitor.get(address, headers={"if-none-match": etag})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
    with committed():
        set_price(product=product, price=99000, price_to=None, by=merchant_user)
    changed = visitor.get(address, headers={"if-none-match": etag})
    assert changed.status_code == 200
    assert "Rp99.000" in changed.text.replace("\xa0", "")


def test_one_language_is_never_answered_with_the_other(visitor, product):
    texts = {address: visitor.get(address).text for address in ("/katalog/", "/en/katalog/")}
    assert '<html lang="id">' in texts["/katalog/"]
    assert '<html lang="en">' in texts["/en/katalog/"]
    assert {address: visitor.get(address).text for address in texts} == texts
    assert visitor.get("/katalog/", headers={"accept-language": "en"}).text == texts["/katalog/"]


class TestChanges:
    """Everything that changes a page is seen at the next visit, on every page that shows it."""

    def pages(self, booth, product):
        return ["/", "/katalog/", "/hall/batik/", booth.get_url(), product.get_url()]

    def texts(self, visitor, addresses):
        return [visitor.get(address).text for address in addresses]

    def test_a_price_everywhere(self, visitor, booth, product, merchant_user, committed):
        addresses = ["/katalog/", booth.get_url(), product.get_url()]
        before = self.texts(visitor, addresses)
        assert all("350.000" in text for text in before)
        with committed():
            set_price(product=product, price=99000, price_to=None, by=merchant_user)
        after = self.texts(visitor, addresses)
        assert ["350.000" in text for text in after] == [False] * 3
        assert ["99.000" in text for text in after] == [True] * 3

    def test_availability_and_closing(self, visitor, booth, product, merchant_user, committed):
        self.texts(visitor, self.pages(booth, product))
        with committed():
            set_availability(product=product, availability="out_of_stock", by=merchant_user)
            set_closed_on(booth=booth, day=timezone.localdate(), by=merchant_user)
        assert "Tutup hari ini" in visitor.get("/hall/batik/").text
        assert "Habis" in visitor.get(booth.get_url()).text

    def test_publishing_renaming_and_hiding(self, visitor, booth, product, committed):
        assert "Batik Sekar" in visitor.get("/hall/batik/").text
        with committed():
            page = BoothPage.objects.get(pk=booth.pk)
            page.title = "Batik Melati"
            page.save_revision().publish()
        text = visitor.get("/hall/batik/").text
        assert ("Batik Melati" in text, "Batik Sekar" in text) == (True, False)
        with committed():
            BoothPage.objects.get(pk=booth.pk).unpublish()
        assert "Batik Melati" not in visitor.get("/hall/batik/").text
        assert visitor.get(booth.get_url()).status_code == 404

    def test_a_link_switched_off(self, visitor, booth, committed):
        with committed():
            sync_links(page=booth, links=[pasted("https://shopee.co.id/batiksekar")])
        shown = f"/ke/{OutboundLink.objects.get().pk}/"
        assert shown in visitor.get(booth.get_url()).text
        with committed():
            OutboundLink.objects.update(is_on=False)
        assert shown not in visitor.get(booth.get_url()).text

    def test_a_plain_update_of_a_row(self, visitor, product, committed):
        assert "kartu.jpg" not in visitor.get(product.get_url()).text
        with committed():
            ProductListing.objects.update(card="kartu.jpg")
        assert "kartu.jpg" in visitor.get(product.get_url()).text

    def test_settings_on_every_page(self, visitor, product, tree, committed):
        assert "Dinas Rekaan" not in visitor.get(product.get_url()).text
        with committed():
            site = Site.objects.get(is_default_site=True)
            SiteSettings.objects.update_or_create(site=site, defaults={"office_name": "Dinas Rekaan"})
        assert "Dinas Rekaan" in visitor.get(product.get_url()).text

    def test_a_restriction(self, visitor, hall, product, committed):
        assert visitor.get(product.get_url()).status_code == 200
        with committed():
            PageViewRestriction.objects.create(page=hall, restriction_type=PageViewRestriction.LOGIN)
        assert visitor.get(product.get_url()).status_code == 302

    def test_midnight(self, visitor, booth, merchant_user, committed, monkeypatch):
        with committed():
            set_closed_on(booth=booth, day=timezone.localdate(), by=merchant_user)
        assert "Tutup hari ini" in visitor.get(booth.get_url()).text
        tomorrow = timezone.now() + timedelta(days=1)
        monkeypatch.setattr(timezone, "now", lambda: tomorrow)
        assert "Tutup hari ini" not in visitor.get(booth.get_url()).text


class TestNobodyElse:
    """What is one person's is neither kept nor answered from what is kept."""

    def test_people_with_a_session_are_answered_for_themselves(self, client, product, editor):
        visitor = Client()
        visitor.get("/katalog/")
        client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
        response = client.get("/katalog/")
        assert response["Cache-Control"] == "private, no-cache"
        assert "ETag" not in response
        caches["pages"].clear()
        client.get("/katalog/")
        assert set(caches["pages"]._cache) <= {":1:content-version"}

    @pytest.mark.parametrize(
        "address",
        [
            "/katalog/?q=batik",
            "/katalog/?x=1",
            "/katalog/?hal=1&urut=x&hall=y",
            "/tidak-ada/",
            "/kelola/login/",
        ],
    )
    def test_searches_unknown_addresses_and_forms_are_not_kept(self, visitor, product, address):
        visitor.get("/")
        before = set(caches["pages"]._cache)
        assert "ETag" not in visitor.get(address)
        assert set(caches["pages"]._cache) == before

    def test_a_search_that_finds_nothing_is_noted_each_time(self, visitor, product):
        for _visit in range(2):
            visitor.get("/katalog/?q=xyzzyqu", headers={"user-agent": "Mozilla/5.0 Firefox/140.0"})
        assert MissedSearch.objects.get().count == 2

    def test_campaigns_share_the_page(self, visitor, product, queries):
        plain = visitor.get("/katalog/").text
        with queries(0):
            assert visitor.get("/katalog/?utm_source=wa&fbclid=abc").text == plain

    @pytest.mark.parametrize(
        "address", ["/katalog/?kirim=1", "/katalog/?hall=batik&hal=1", "/hall/batik/?lorong=A"]
    )
    def test_filters_are_pages_of_their_own(self, visitor, product, queries, address):
        text = visitor.get(address).text
        assert text != visitor.get(address.partition("?")[0]).text
        with queries(0):
            assert visitor.get(address).text == text

    def test_the_host_is_one_however_it_is_written(self, visitor, product, queries):
        visitor.get("/katalog/")
        with queries(0):
            visitor.get("/katalog/", headers={"host": "TestServer"})

    def test_asking_for_the_head_keeps_nothing(self, visitor, product, queries):
        assert "ETag" not in visitor.head("/katalog/")
        etag = visitor.get("/katalog/")["ETag"]
        with queries(0):
            assert visitor.head("/katalog/")["ETag"] == etag


class TestWatching:
    """Which statements make kept pages unreachable."""

    @pytest.mark.parametrize(
        ("sql", "expected"),
        [
            ('UPDATE "catalog_productlisting" SET "price" = %s WHERE "page_id" = %s', True),
            ("UPDATE expo_boothlisting SET card = %s", True),
            ('INSERT INTO "expo_boothlisting" ("page_id") VALUES (%s)', True),
            ('INSERT OR IGNORE INTO "expo_boothlisting" ("page_id") VALUES (%s)', True),
            ('DELETE FROM "wagtailcore_pageviewrestriction" WHERE 1 = 1', True),
            (
                'UPDATE "wagtailcore_page" SET "draft_title" = %s, "latest_revision_id" = %s WHERE "title" = %s',
                False,
            ),
            ('UPDATE "wagtailcore_page" SET "draft_title" = %s, "title" = %s WHERE "id" = %s', True),
            ('UPDATE "core_user" SET "last_login" = %s', False),
            ('INSERT INTO "wagtailcore_revision" ("id") VALUES (%s)', False),
            ('SELECT "price" FROM "catalog_productlisting" FOR UPDATE', False),
        ],
    )
    def test_statements(self, sql, expected):
        assert changes_what_visitors_see(sql) is expected

    def test_what_nobody_sees_is_not_watched(self):
        assert shown_tables() >= {"expo_boothpage", "core_photo", "catalog_category", "merchants_area"}
        unseen = {
            "catalog_missedsearch",
            "catalog_searchentry",
            "core_photorendition",
            "core_user",
            "core_user_groups",
            "django_session",
            "expo_importjob",
            "expo_reviewtask",
            "insights_viewcount",
            "marketplaces_clickcount",
            "merchants_membership",
        }
        assert shown_tables() & unseen == set()

    def test_saving_a_draft_keeps_the_pages(self, booth, committed):
        before = content_version()
        with committed():
            page = BoothPage.objects.get(pk=booth.pk)
            page.title = "Belum tayang"
            page.save_revision()
        assert content_version() == before

    def test_counting_a_click_keeps_the_pages(self, booth, committed):
        with committed():
            sync_links(page=booth, links=[pasted("https://shopee.co.id/a")])
        before = content_version()
        with committed():
            ClickCount.objects.create(link=OutboundLink.objects.get(), day=timezone.localdate(), count=1)
        assert content_version() == before

    def test_many_changes_of_one_transaction_are_one(self, booth, committed):
        connection.page_cache_noted = None
        noted = len(connection.run_on_commit)
        for number in range(3):
            BoothListing.objects.update(tagline=str(number))
        assert len(connection.run_on_commit) == noted + 1

    def test_what_is_rolled_back_inside_does_not_hide_what_comes_after(self, booth, committed):
        before = content_version()
        with committed():
            with contextlib.suppress(ValueError), transaction.atomic():
                BoothListing.objects.update(tagline="a")
                raise ValueError
            BoothListing.objects.update(tagline="b")
        assert content_version() != before

    def test_what_fails_after_a_change_does_not_hide_it(self, booth, committed):
        def fail():
            raise RuntimeError

        before = content_version()
        with contextlib.suppress(RuntimeError), committed():
            transaction.on_commit(fail)
            BoothListing.objects.update(tagline="b")
        assert content_version() != before

    def test_a_page_begun_before_a_change_is_not_kept_after_it(self, visitor, product, monkeypatch):
        from core.page_cache import renew_content_version
        from home import views

        serve = views.serve

        def changed_meanwhile(request, path):
            response = serve(request, path)
            ProductListing.objects.update(title="Judul baru")
            renew_content_version()
            return response

        monkeypatch.setattr(views, "serve", changed_meanwhile)
        visitor.get("/katalog/")
        monkeypatch.undo()
        assert "Judul baru" in visitor.get("/katalog/").text

    def test_small_things_are_kept_until_something_changes(self, committed, booth):
        made = []
        for _time in range(2):
            kept("sesuatu", lambda: made.append(1) or "x")
        with committed():
            BoothListing.objects.update(tagline="lain")
        kept("sesuatu", lambda: made.append(1) or "x")
        assert len(made) == 2


@pytest.mark.parametrize("kind", ["redis", "files"])
def test_without_its_cache_the_site_makes_pages_anew(visitor, product, settings, caplog, tmp_path, kind):
    (tmp_path / "no-folder").write_text("")
    gone = {
        "redis": {"BACKEND": "core.soft_cache.SoftRedisCache", "LOCATION": "redis://127.0.0.1:1"},
        "files": {"BACKEND": "core.soft_cache.SoftFileCache", "LOCATION": str(tmp_path / "no-folder")},
    }[kind]
    settings.CACHES = settings.CACHES | ({"default": gone} if kind == "redis" else {}) | {"pages": gone}
    for address in ("/", "/katalog/", product.get_url(), "/katalog/saran/?q=kain", "/api/v1/booths/"):
        assert visitor.get(address).status_code == 200, address
    BoothListing.objects.update(tagline="x")
    assert BoothListing.objects.filter(tagline="x").exists()
    # Said once for each cache, however many pages ask it.
    assert caplog.text.count("The cache can't be reached") == (2 if kind == "redis" else 1)


def test_without_the_shared_cache_small_things_are_kept_for_a_second(settings, tmp_path):
    (tmp_path / "no-folder").write_text("")
    gone = {"BACKEND": "core.soft_cache.SoftFileCache", "LOCATION": str(tmp_path / "no-folder")}
    settings.CACHES = settings.CACHES | {"pages": gone}
    made = []
    with time_machine.travel(datetime.datetime(2026, 11, 23, 3, 0, tzinfo=datetime.UTC), tick=False) as clock:
        assert [kept("sesuatu", lambda: made.append(1) or len(made)) for _time in range(3)] == [1, 1, 1]
        clock.shift(BLIND)
        assert kept("sesuatu", lambda: made.append(1) or len(made)) == 2


def test_people_are_told_apart_also_where_nothing_is_kept(client, product, editor, settings):
    settings.PAGE_CACHE_SECONDS = 0
    client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    assert client.get("/katalog/")["Cache-Control"] == "private, no-cache"
