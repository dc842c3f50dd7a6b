"""Fills the browser's site, run in a process of its own; prints what the tests need as JSON."""

import json
import sys

import django

WALKS = ("measured", "without scripts", "cut", "keyboard", "mistakes")
"""The walks from a slip to a booth; each needs a booth of its own."""


def unclaimed(hall, number, *, by) -> dict:
    """Make a booth whose owner has the slip and has filled in nothing, as the office does at the market."""
    from lapak.domain.slips import make_slip
    from tests import factories as make

    title = f"Wedang Mak Nah {number}"
    booth = make.BoothFactory(
        parent=hall, title=title, merchant=make.MerchantFactory(), whatsapp="", live=False
    )
    slip = make_slip(booth=booth, role="owner", by=by)
    return {"id": booth.pk, "slip": slip.code, "phone": f"0812 7777 000{number}"}


def seed() -> dict:
    """Make a small fair: a few halls and booths, products with links, and a person of each role."""
    from wagtail.models import Site

    from catalog.models import ProductLink, ProductPhoto
    from expo.models import ShowcasePage
    from home.domain import set_up_site
    from tests import factories as make
    from tests.browser.busy_hall import add_busy_hall
    from tests.browser.rich_fair import add_rich_fair

    tree = set_up_site(hostname="127.0.0.1")
    # A copy of the migrated file knows the site by another name.
    Site.objects.update(hostname="127.0.0.1")
    people = {
        "merchant": make.UserFactory(phone="+6281200000001", first_name="Sekar"),
        "editor": make.UserFactory(phone="+6281200000002", first_name="Ratna", editor=True),
        "canvasser": make.UserFactory(phone="+6281200000004", first_name="Dewi", canvasser=True),
    }
    for person in people.values():
        person.set_password("rahasia-pasar-7")
        person.save()
    halls = [
        make.HallFactory(parent=tree.halls, title=title, slug=slug)
        for title, slug in [("Batik dan Tenun", "batik"), ("Oleh-oleh", "oleh-oleh")]
    ]
    merchant = make.MerchantFactory(name="Batik Sekar", owner=people["merchant"])
    booth = make.BoothFactory(
        parent=halls[0], title="Batik Sekar", merchant=merchant, whatsapp="+6281234567890"
    )
    product = make.ProductFactory(parent=booth, title="Kain batik tulis kawung", price=350_000)
    make.ProductFactory(parent=booth, title="Selendang batik cap", price=125_000)
    link = ProductLink(pasted="https://www.tokopedia.com/batiksekar/kain-batik-tulis?src=topads")
    link.recognise()
    product.links.add(link)
    photo = make.PhotoFactory(title="Kain kawung", uploaded_by_user=people["merchant"])
    product.photos.add(ProductPhoto(photo=photo, alt="Kain batik cokelat bermotif kawung"))
    product.save_revision().publish()
    showcase = ShowcasePage(title="Pilihan pekan ini", introduction="Yang patut dilihat.", size=4)
    tree.showcases.refresh_from_db()
    tree.showcases.add_child(instance=showcase)
    tree.home.refresh_from_db()
    tree.home.showcase = showcase
    tree.home.save_revision().publish()
    market, placing, touching = (
        make.HallFactory(parent=tree.halls, title=title, slug=slug)
        for title, slug in [("Pasar malam", "pasar-malam"), ("Gudang", "gudang"), ("Teras", "teras")]
    )
    for place in range(1, 7):
        make.BoothFactory(parent=market, title=f"Lapak {place}")
    for place in (1, 2):
        make.BoothFactory(parent=placing, title=f"Dagangan {place}")
    make.BoothFactory(parent=touching, title="Kerupuk")
    neighbour = make.BoothFactory(parent=halls[1], title="Keripik Bu Tatik")
    make.ProductFactory(parent=neighbour, title="Keripik tempe", price=18_000)
    people["cook"] = make.UserFactory(phone="+6281200000003", first_name="Ning")
    people["cook"].set_password("rahasia-pasar-7")
    people["cook"].save()
    kitchen = make.BoothFactory(
        parent=make.HallFactory(parent=tree.halls, title="Dapur", slug="dapur"),
        title="Dapur Bu Ning",
        merchant=make.MerchantFactory(name="Dapur Bu Ning", owner=people["cook"]),
        is_trusted=True,
    )
    for name in ("Abon ayam", "Bawang goreng"):
        make.ProductFactory(parent=kitchen, title=name)
    rich = add_rich_fair(tree, merchant_user=people["merchant"])
    return {
        "unclaimed": {name: unclaimed(halls[1], n, by=people["editor"]) for n, name in enumerate(WALKS)},
        "rich": rich,
        "busy": add_busy_hall(tree, by=people["merchant"]),
        "booth": {"id": booth.pk, "url": booth.get_url()},
        "product": {"id": product.pk, "url": product.get_url()},
        "home": tree.home.pk,
        "expos": tree.expos.pk,
        "neighbour": neighbour.pk,
        "kitchen": {"id": kitchen.pk, "url": kitchen.get_url()},
        "places": {"hall": placing.pk, "touch": touching.pk},
    }


if __name__ == "__main__":
    django.setup()
    json.dump(seed(), sys.stdout)
