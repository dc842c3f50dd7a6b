"""Where things stand in the page tree. The page types' parents and children fix it."""

BOOTH_DEPTH = 5
"""Root, front page, index of halls, hall, booth."""
TAX_PAGE_SLUG = "apakah-saya-kena-pajak"
"""The page below the front page that answers merchants' fear of taxes, in the office's words."""
TAX_PAGE_DEPTH = 3


def site_path(page) -> str:
    """Return the path of a page below the front page; templates put the language before it: "/hall/batik/"."""
    return site_path_of(page.url_path)


def site_path_of(url_path: str) -> str:
    """Return the same from a page's `url_path`, where rows are read without their pages."""
    return "/" + url_path.split("/", 2)[2]
