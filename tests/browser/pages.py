"""Every kind of public page of the browser's site, for tests that go over all of them."""


def public_pages(site) -> dict[str, str]:
    """Return {name: Indonesian address} with one full page, or one state, of every kind."""
    rich = site.rich
    return {
        "home": "/",
        "halls": "/hall/",
        "hall": rich["hall"],
        "hall, second aisle": f"{rich['hall']}?lorong=B",
        "hall, filtered": f"{rich['hall']}?buka=1",
        "hall, nothing fits": f"{rich['hall']}?kategori=tidak-ada",
        "hall, empty": "/hall/batik/?lorong=Z",
        "booth": rich["booth"],
        "booth without photos": "/hall/pasar-malam/lapak-3/",
        "product": rich["product"],
        "catalogue": "/katalog/",
        "category": "/katalog/anyaman/",
        "search": "/katalog/?q=anyaman",
        "search, nothing found": "/katalog/?q=zzxyq",
        "showcases": "/pilihan/",
        "showcase": rich["showcase"],
        "expos": "/expo/",
        "expo": rich["expo"],
        "text": rich["content"],
        "join": rich["join"],
        "not found": "/hall/tidak-ada/",
        "no network": "/luring/",
        "log-in": "/kelola/login/",
        "log-in of merchants": "/lapak-saya/masuk/",
        "slip": "/lapak-saya/slip/",
        "guide to photos": "/lapak-saya/panduan-foto/",
    }


def in_english(path: str) -> str:
    """Return the English address; the administration has none of its own."""
    return path if path.startswith("/kelola/") else f"/en{path}"
