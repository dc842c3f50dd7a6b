"""A full aisle of booths with photos as the demo draws them, so that a page weighs what it will."""


def add_busy_hall(tree, *, by) -> dict[str, str]:
    """Add a hall of 24 booths, each with a photo that no other has; return the addresses of hall, booth and product."""
    from catalog.models import ProductPhoto
    from home.demo.art import KINDS
    from home.demo.studio import Studio
    from tests import factories as make

    hall = make.HallFactory(
        parent=tree.halls, title="Hall Ramai", slug="ramai", motif="parang", palette="sogan"
    )
    with Studio(workers=2) as studio:
        orders = [
            studio.order({"what": "goods", "kind": kind, "seed": f"{kind}{number}"})
            for number, kind in zip(range(24), list(KINDS) * 24, strict=False)
        ]
        photos = [
            studio.store(order, name=f"ramai-{number}", title=f"Barang {number}", by=by)
            for number, order in enumerate(orders)
        ]
    booths, goods = [], []
    for number, photo in enumerate(photos):
        booth = make.BoothFactory(
            parent=hall, title=f"Lapak Ramai {number + 1}", cover=photo, tagline="Buatan sendiri."
        )
        booths.append(booth)
        product = make.ProductFactory(
            parent=booths[0], title=f"Barang ramai {number + 1}", price=25_000 + number
        )
        product.photos.add(ProductPhoto(photo=photo, alt=f"Barang ramai {number + 1}"))
        product.save_revision().publish()
        goods.append(product)
    pages = {"hall": hall, "booth": booths[0], "product": goods[0]}
    return {name: page.get_url() for name, page in pages.items()}
