"""One full page of every kind for the tests of accessibility: long words, every state, all parts filled."""

import datetime

from django.utils import timezone

BODY = (
    "<h2>Cara kerja</h2><p>Datang ke dinas atau <a href='/hall/'>lihat hall</a> lebih dulu.</p>"
    "<h3>Syarat</h3><ul><li>Usaha di kota ini</li><li>Foto barang</li></ul><ol><li>Daftar</li></ol>"
)
LONG = "Keranjang anyaman pandan dan rotan ekstra besar serbaguna bergagang kayu jati"


def add_rich_fair(tree, *, merchant_user) -> dict[str, str]:
    """Add a hall with a full booth, a showcase, a running expo and pages of text; return their addresses."""
    from catalog.models import ProductCertificate, ProductLink, ProductPhoto
    from core.models import Photo
    from expo.models import BoothPage, ExpoPage, ShowcaseItem, ShowcasePage
    from expo.models.booth import BoothCertificate, OpeningHours
    from home.models import ContentPage, JoinPage
    from tests import factories as make

    category = make.CategoryFactory(name="Anyaman", slug="anyaman")
    make.CategoryFactory(name="Keranjang", slug="keranjang", parent=category)
    hall = make.HallFactory(
        parent=tree.halls,
        title="Anyaman & Kriya",
        slug="kriya",
        motif="sekar_jagad",
        palette="kunyit",
        coordinator_name="Ibu Wati",
        coordinator_phone="+6281200000009",
    )
    today = timezone.localdate()
    photo = Photo.objects.first() or make.PhotoFactory(uploaded_by_user=merchant_user)
    booth = make.BoothFactory(
        parent=hall,
        title="Anyaman Bu Wati",
        tagline="Pandan, rotan, dan mendong dari pinggir sungai.",
        cover=photo,
        founded=1998,
        district="Kaliwungu",
        story=[
            ("text", "<p>Mulai dari teras rumah.</p>"),
            ("quote", {"text": "Sabar itu bahan utama.", "name": "Bu Wati"}),
            ("video", {"address": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "title": "Menganyam"}),
            ("photo", {"photo": photo, "alt": "Keranjang di teras", "caption": "Pagi di teras"}),
        ],
    )
    booth = BoothPage.objects.get(pk=booth.pk)
    booth.opening_hours = [OpeningHours(weekday=day) for day in range(6)]
    booth.certificates = [BoothCertificate(type="halal", number="ID1", is_checked=True)]
    booth.save_revision().publish()
    for number in range(3):
        make.BoothFactory(parent=hall, title=f"Kriya Serayu {number}", closed_on=today)
    # Far down the hall, so that there is a second aisle.
    BoothPage.objects.filter(title="Kriya Serayu 2").update(stall_number=30)
    BoothPage.objects.get(title="Kriya Serayu 2").save_revision().publish()
    goods = [
        make.ProductFactory(
            parent=booth,
            title=title,
            price=price,
            unit="per buah",
            category=category,
            is_shippable=True,
            description="Dianyam tangan.\n\nTahan lama.",
        )
        for title, price in [(LONG, 1_250_000), ("Tikar mendong", None), ("Topi pandan", 45_000)]
    ]
    product = goods[0]
    shop = ProductLink(pasted="https://shopee.co.id/product/1/2")
    shop.recognise()
    product.links.add(shop)
    product.certificates.add(ProductCertificate(type="halal", number="ID1", is_checked=True))
    for view in ("depan", "samping"):
        other = make.PhotoFactory(title=f"Keranjang {view}", uploaded_by_user=merchant_user)
        product.photos.add(ProductPhoto(photo=other, alt=f"Keranjang dari {view}"))
    product.save_revision().publish()
    goods[2].availability = "out_of_stock"
    goods[2].save_revision().publish()

    showcase = ShowcasePage(
        title="Hadiah dari pandan", introduction="Ringan dibawa.", curator="Ratna", size=4
    )
    tree.showcases.refresh_from_db()
    tree.showcases.add_child(instance=showcase)
    for page in (product, booth, goods[2]):
        showcase.items.add(ShowcaseItem(page=page.page_ptr, note="Kuat bertahun-tahun."))
    showcase.save_revision().publish()
    week = datetime.timedelta(days=7)
    expo = ExpoPage(
        title="Pesta Kriya",
        theme="Dari tangan tetangga",
        starts_on=today - week,
        ends_on=today + week,
        organiser="Dinas",
        introduction="Dua pekan penuh.",
        halls=[hall],
    )
    tree.expos.refresh_from_db()
    tree.expos.add_child(instance=expo)
    made = {
        "hall": hall,
        "booth": booth,
        "product": product,
        "showcase": showcase,
        "expo": expo,
    }
    for name, page in [
        ("content", ContentPage(title="Cara belanja", slug="cara-belanja", introduction="Mudah.", body=BODY)),
        ("join", JoinPage(title="Buka lapak", slug="buka-lapak", body=BODY, whatsapp="+6281200000009")),
    ]:
        tree.home.refresh_from_db()
        made[name] = tree.home.add_child(instance=page)
    return {name: page.get_url() for name, page in made.items()}
