"""Order lists: what is read, told, counted, and sent as one WhatsApp message."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.html import escape

from catalog.models import ProductListing, ProductPage
from expo.ordering.message import LONGEST_ADDRESS, LONGEST_TEXT, READ_ALOUD, message_of, new_order_code
from expo.ordering.order import MOST_LINES, read_order
from marketplaces.domain.clicks import ORDERS
from marketplaces.models import ClickCount, OutboundLink
from tests.factories import BoothFactory, ProductFactory

pytestmark = pytest.mark.django_db
PHONE = {
    "HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14) Chrome/148.0 Mobile Safari/537.36",
    "HTTP_SEC_FETCH_SITE": "same-origin",
}


@pytest.fixture(autouse=True)
def platforms(db):
    """The platforms as data; a migration or an earlier test may have brought them."""
    from marketplaces.domain import sync_platforms

    sync_platforms()


def address_of(booth):
    return f"/pesan/{booth.short_code}/"


def asked(**quantities):
    return {f"q{pk.removeprefix('p')}": value for pk, value in quantities.items()}


def send(client, booth, data, **headers):
    return client.post(address_of(booth), data, **PHONE | headers)


def sent_text(response):
    """Return what WhatsApp would show, from the address the page leads on to."""
    assert response.status_code == 200
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', response.content.decode())
    address = urlsplit(found[1])
    assert (address.scheme, address.netloc) == ("https", "wa.me")
    assert "+" not in address.query
    return parse_qs(address.query, strict_parsing=True)["text"][0]


class TestTheForm:
    def test_it_lists_what_the_booth_sells(self, client, booth, product, other_booth):
        ProductFactory(parent=other_booth, title="Milik tetangga")
        hidden = ProductFactory(parent=booth, title="Belum tayang", live=False)
        out = ProductFactory(parent=booth, title="Kain habis", availability="out_of_stock")
        text = client.get(address_of(booth)).content.decode()
        assert re.findall(r'name="(q\d+)"', text) == [f"q{product.pk}"]
        assert "Kain habis" in text
        assert f'name="q{out.pk}"' not in text
        assert "Belum tayang" not in text
        assert f"q{hidden.pk}" not in text
        assert "Milik tetangga" not in text

    def test_it_fills_in_what_the_address_holds(self, client, booth, product):
        text = client.get(address_of(booth), asked(**{f"p{product.pk}": "2"})).content.decode()
        assert 'value="2"' in text
        assert "Rp700.000" in text

    def test_nobody_keeps_it_and_it_sets_no_cookie(self, client, booth, product):
        response = client.get(address_of(booth))
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response.cookies == {}
        assert "csrf" not in response.content.decode()

    def test_without_a_number_there_is_no_list(self, client, hall):
        booth = BoothFactory(parent=hall, whatsapp="", phone="+62215550199")
        product = ProductFactory(parent=booth)
        assert client.get(address_of(booth)).status_code == 404
        assert client.post(address_of(booth), {}, **PHONE).status_code == 404
        for page in (booth, product):
            text = client.get(page.get_url()).content.decode()
            assert "/pesan/" not in text
            assert "data-goods" not in text

    @pytest.mark.parametrize("what", ["booth", "hall"])
    def test_a_booth_nobody_may_see_takes_no_orders(self, client, booth, product, hall, what):
        {"booth": booth, "hall": hall}[what].unpublish()
        assert client.get(address_of(booth)).status_code == 404
        assert client.get("/pesan/zzzzz/").status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_cost_is_constant(self, client, booth, count, django_assert_num_queries):
        products = [ProductFactory(parent=booth) for _n in range(count)]
        client.get(address_of(booth))
        with django_assert_num_queries(3):
            client.get(address_of(booth), {f"q{product.pk}": "1" for product in products})

    def test_the_pages_lead_to_it(self, client, booth, product):
        product.wholesale_price, product.wholesale_from, product.min_order = 300_000, 5, 2
        product.save_revision().publish()
        terms = f'data-goods="{product.pk} 350000..300000.5.2"'
        text = client.get(booth.get_url()).content.decode()
        assert terms in text
        assert f'href="{address_of(booth)}"' in text
        text = client.get(product.get_url()).content.decode()
        assert terms in text
        assert f'<form class="order-add" action="{address_of(booth)}"' in text
        assert f'href="/en{address_of(booth)}"' in client.get(f"/en{booth.get_url()}").content.decode()

    def test_what_is_sold_out_has_no_button(self, client, booth, product):
        product.availability = "out_of_stock"
        product.save_revision().publish()
        assert "data-goods" not in client.get(booth.get_url()).content.decode()
        assert "order-add" not in client.get(product.get_url()).content.decode()

    def test_a_preview_takes_no_orders(self, booth, product, rf):
        from expo.domain.readers import booth_page_context

        assert booth_page_context(booth=booth, in_preview=True)["order_url"] == ""


class TestTheMessage:
    def test_all_of_it(self, client, booth, product, settings):
        settings.SITE_URL = "https://lapak.example"
        fruit = ProductFactory(parent=booth, title="Mangga", price=20_000, price_to=30_000, unit="per kg")
        cheap = ProductFactory(
            parent=booth, title="Sapu tangan", price=10_000, wholesale_price=8_000, wholesale_from=12
        )
        asking = ProductFactory(parent=booth, title="Pesanan khusus", price=None)
        data = {f"q{product.pk}": "2", f"q{fruit.pk}": "3", f"q{cheap.pk}": "12", f"q{asking.pk}": "1"}
        text = sent_text(send(client, booth, data))
        code = text.rpartition(" ")[2]
        site = "https://lapak.example/hall/batik/batik-sekar"
        assert text == (
            "Halo Batik Sekar, saya mau pesan:\n\n"
            f"1. Kain batik tulis\n2 × Rp350.000 = Rp700.000\n{site}/kain-batik-tulis/\n\n"
            f"2. Mangga\n3 × Rp20.000–Rp30.000 per kg = Rp60.000–Rp90.000\n{site}/mangga/\n\n"
            f"3. Sapu tangan\n12 × Rp8.000 harga grosir = Rp96.000\n{site}/sapu-tangan/\n\n"
            f"4. Pesanan khusus\n1 × tanya penjual\n{site}/pesanan-khusus/\n\n"
            "*Total: Rp856.000–Rp886.000, belum termasuk 1 barang yang harganya ditanyakan*\n"
            f"Kode pesanan: {code}"
        )
        assert re.fullmatch(rf"A1-[{READ_ALOUD}]{{4}}", code)

    def test_it_is_indonesian_for_readers_of_english_too(self, client, booth, product):
        text = sent_text(client.post(f"/en{address_of(booth)}", asked(**{f"p{product.pk}": "1"}), **PHONE))
        assert text.startswith("Halo Batik Sekar, saya mau pesan:")

    def test_only_prices_to_ask_for(self, client, booth):
        asking = ProductFactory(parent=booth, title="Pesanan khusus", price=None)
        assert "*Total: Tanya penjual*" in sent_text(send(client, booth, asked(**{f"p{asking.pk}": "3"})))

    def test_odd_signs_arrive_as_they_are(self, client, hall):
        booth = BoothFactory(parent=hall, title="Bu Tatik & Putri + 100% 🌶️ “Pedas” #1")
        product = ProductFactory(parent=booth, title="Keripik <b>é</b> ? = ; 日本 🥭", slug="keripik")
        response = send(client, booth, asked(**{f"p{product.pk}": "1"}))
        text = sent_text(response)
        assert text.startswith(
            "Halo Bu Tatik & Putri + 100% 🌶️ “Pedas” #1, saya mau pesan:\n\n1. Keripik <b>é</b>"
        )
        assert "? = ; 日本 🥭\n1 × Rp15.000" in text
        assert escape("Keripik <b>é</b>") in response.content.decode()
        assert "<b>é" not in response.content.decode()

    def test_a_name_stays_on_its_line(self, booth, product):
        ProductListing.objects.filter(pk=product.pk).update(title="Kain\r\nTotal: Rp1")
        order = read_order(booth=booth, given={f"q{product.pk}": "1"})
        assert "1. Kain Total: Rp1\n" in message_of(order, code="A1-2345").text

    @pytest.mark.parametrize("sign", ["x", "🥭", "日"])
    def test_the_longest_order_fits(self, booth, sign):
        products = [
            ProductFactory(
                parent=booth,
                title=sign * 255,
                slug=f"p{number}",
                price=99_999_999_999,
                unit="per " + "u" * 50,
            )
            for number in range(MOST_LINES)
        ]
        order = read_order(booth=booth, given={f"q{product.pk}": "9999" for product in products})
        message = message_of(order, code=new_order_code(booth))
        assert len(order.ordered) == MOST_LINES
        assert len(message.text.encode("utf-16-le")) // 2 <= LONGEST_TEXT
        assert len(message.address) <= LONGEST_ADDRESS
        assert message.text.count("9999 × ") == MOST_LINES
        assert f"/b/{booth.short_code}/" in message.text
        assert "Total: Rp29.996.999.999.700.030" in message.text

    def test_links_give_way_first(self, booth):
        products = [
            ProductFactory(parent=booth, title=f"{n} " + "k" * 80, slug="s" * 150 + str(n), unit="per buah")
            for n in range(20)
        ]
        order = read_order(booth=booth, given={f"q{product.pk}": "1" for product in products})
        text = message_of(order, code="A1-2345").text
        assert "s" * 150 not in text
        assert text.count("1 × Rp15.000 per buah = Rp15.000") == 20
        assert text.count("http") == 1

    def test_codes_differ_and_name_the_stall(self, booth):
        codes = {new_order_code(booth) for _n in range(50)}
        assert len(codes) > 45
        booth.stall_number = None
        assert new_order_code(booth).startswith(booth.short_code.upper() + "-")


class TestWhatIsToldBefore:
    def told(self, client, booth, data, status=422):
        response = send(client, booth, data)
        assert response.status_code == status
        assert "wa.me" not in response.content.decode()
        assert ClickCount.objects.count() == 0
        return response.content.decode()

    def test_nothing_chosen(self, client, booth, product):
        assert "Isi jumlah sedikitnya satu barang." in self.told(client, booth, {})
        assert "Isi jumlah" in self.told(client, booth, {f"q{product.pk}": "0"})

    @pytest.mark.parametrize("typed", ["dua", "-1", "1,5", "10000", "9" * 30, "½", "1e3", '"><script>'])
    def test_no_quantity(self, client, booth, product, typed):
        text = self.told(client, booth, {f"q{product.pk}": typed})
        assert "Tulis jumlah dengan angka" in text
        assert f'value="{escape(typed[:12])}"' in text

    def test_thousands_may_have_their_dot(self, client, booth, product):
        assert "1500 × " in sent_text(send(client, booth, {f"q{product.pk}": " 1.500 "}))

    def test_fewer_than_the_seller_takes(self, client, booth, product):
        product.min_order = 3
        product.save_revision().publish()
        assert "Pesan paling sedikit 3." in self.told(client, booth, {f"q{product.pk}": "2"})
        assert "3 × " in sent_text(send(client, booth, {f"q{product.pk}": "3"}))

    def test_a_new_price_is_told_once(self, client, booth, product):
        data = {f"q{product.pk}": "2", f"s{product.pk}": "300000....1"}
        text = self.told(client, booth, data)
        assert "Harganya berubah: dulu Rp300.000, sekarang Rp350.000." in text
        data |= dict(re.findall(r'name="(s\d+)" value="([^"]*)"', text))
        assert "= Rp700.000" in sent_text(send(client, booth, data))

    def test_a_price_where_there_was_none(self, client, booth, product):
        text = self.told(client, booth, {f"q{product.pk}": "2", f"s{product.pk}": "....1"})
        assert "dulu tanya penjual, sekarang Rp350.000" in text

    def test_a_wholesale_price_that_does_not_matter_here_is_not_told(self, client, booth, product):
        sent_text(send(client, booth, {f"q{product.pk}": "2", f"s{product.pk}": "350000..9.100.1"}))

    def test_sold_out(self, client, booth, product):
        other = ProductFactory(parent=booth)
        data = {f"q{product.pk}": "2", f"q{other.pk}": "1"}
        product.availability = "out_of_stock"
        product.save_revision().publish()
        text = self.told(client, booth, data)
        assert "Sedang habis, jadi tidak ikut dipesan." in text
        assert f'name="q{product.pk}"' not in text
        del data[f"q{product.pk}"]
        assert "Kain batik tulis" not in sent_text(send(client, booth, data))

    def test_hidden_foreign_and_made_up_products_look_alike(self, client, booth, product, other_booth):
        hidden = ProductFactory(parent=booth, title="Rahasia")
        hidden.unpublish()
        foreign = ProductFactory(parent=other_booth, title="Milik tetangga")
        answers = {
            self.told(client, booth, {f"q{product.pk}": "1", f"q{pk}": "1"})
            for pk in (hidden.pk, foreign.pk, booth.pk, 987_654_321)
        }
        (text,) = answers
        assert "1 barang sudah tidak ada di lapak ini" in text
        assert "Rahasia" not in text
        assert "tetangga" not in text

    def test_too_many_products(self, client, booth, product):
        data = {f"q{1_000_000 + n}": "1" for n in range(MOST_LINES)} | {f"q{product.pk}": "1"}
        assert "paling banyak 30 macam barang" in self.told(client, booth, data)

    def test_odd_fields_change_nothing(self, client, booth, product):
        odd = {
            "q": "1",
            "qx": "1",
            "q²": "1",
            "q" + "9" * 40: "1",
            "next": "https://jahat.example/",
            "s1": "x",
        }
        text = sent_text(send(client, booth, odd | {f"q{product.pk}": "1"}))
        assert "jahat" not in text
        assert text.count(" × ") == 1


class TestCounting:
    def orders(self):
        return list(ClickCount.objects.filter(link__key=ORDERS).values_list("link__page_id", "count"))

    def test_started_orders_are_counted_at_the_booth(self, client, booth, product):
        for _n in range(2):
            send(client, booth, {f"q{product.pk}": "1"})
        assert self.orders() == [(booth.pk, 2)]

    @pytest.mark.parametrize(
        "headers",
        [{"HTTP_USER_AGENT": "Googlebot/2.1"}, {"HTTP_USER_AGENT": ""}, {"HTTP_SEC_PURPOSE": "prefetch"}],
    )
    def test_robots_are_not_counted(self, client, booth, product, headers):
        sent_text(send(client, booth, {f"q{product.pk}": "1"}, **headers))
        assert self.orders() == []

    def test_people_who_are_logged_in_are_not_counted(self, client, booth, product, merchant_user):
        client.force_login(merchant_user)
        sent_text(send(client, booth, {f"q{product.pk}": "1"}))
        assert self.orders() == []

    def test_the_link_that_counts_is_nobodys_way_out(self, client, booth, product):
        send(client, booth, {f"q{product.pk}": "1"})
        link = OutboundLink.objects.get(key=ORDERS)
        assert client.get(reverse("marketplaces:leave", args=[link.pk])).status_code == 404
        assert "Pesanan lewat WhatsApp" not in client.get(booth.get_url()).content.decode()
        booth.save_revision().publish()
        send(client, booth, {f"q{product.pk}": "1"})
        assert self.orders() == [(booth.pk, 2)]

    def test_nothing_of_the_order_is_stored(self, client, booth, product):
        before = ProductPage.objects.count()
        assert send(client, booth, {f"q{product.pk}": "7"}).cookies == {}
        assert (ProductPage.objects.count(), self.orders()) == (before, [(booth.pk, 1)])


class TestTheDoor:
    @pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
    def test_forms_of_other_sites_are_refused(self, client, booth, product, site):
        response = send(client, booth, {f"q{product.pk}": "1"}, HTTP_SEC_FETCH_SITE=site)
        assert response.status_code == 403

    def test_older_browsers_name_their_origin(self, client, booth, product):
        data = {f"q{product.pk}": "1"}
        agent = {"HTTP_USER_AGENT": PHONE["HTTP_USER_AGENT"]}
        own = client.post(address_of(booth), data, HTTP_ORIGIN="http://testserver", **agent)
        foreign = client.post(address_of(booth), data, HTTP_ORIGIN="https://jahat.example", **agent)
        assert (own.status_code, foreign.status_code) == (200, 403)

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_other_methods(self, client, booth, method):
        assert getattr(client, method)(address_of(booth)).status_code == 405

    def test_too_often(self, client, booth, product, settings):
        settings.ORDERS_PER_MINUTE = 2
        cache.clear()
        data = {f"q{product.pk}": "1"}
        assert [send(client, booth, data).status_code for _n in range(3)] == [200, 200, 429]
        response = send(client, booth, data)
        assert response["Retry-After"] == "60"
        assert "Terlalu banyak pesanan" in response.content.decode()

    @pytest.mark.parametrize("role", ["visitor", "outsider", "owner", "helper", "editor", "administrator"])
    def test_everybody_may_order_everywhere(self, as_role, role, booth, product, other_booth):
        client = as_role(role)
        foreign = ProductFactory(parent=other_booth)
        for place, thing in ((booth, product), (other_booth, foreign)):
            assert client.get(address_of(place)).status_code == 200
            sent_text(send(client, place, {f"q{thing.pk}": "1"}))

    def test_the_policy_is_as_strict_as_everywhere(self, client, booth, product):
        response = send(client, booth, {f"q{product.pk}": "1"})
        assert "form-action 'self';" in response["Content-Security-Policy"] + ";"
        assert response["Referrer-Policy"] == "no-referrer"


def test_the_pages_are_valid_and_carry_nothing_inline(client, booth, product):
    from tests.home.test_face import check_nothing_from_elsewhere, check_nothing_inline, parsed

    ProductFactory(parent=booth, availability="out_of_stock")
    wrong = {f"q{product.pk}": "dua", "q987654321": "1"}
    for response in (client.get(address_of(booth)), send(client, booth, wrong)):
        document = parsed(response.content.decode())
        check_nothing_inline(document)
        check_nothing_from_elsewhere(document)
    check_nothing_inline(parsed(send(client, booth, {f"q{product.pk}": "1"}).content.decode()))
