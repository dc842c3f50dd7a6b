"""What a page of Lapak Saya tells after a change, and the entries of the log by which that is taken back."""

from collections.abc import Iterable

NEWS = "lapak_news"
"""Where a session keeps the news for the next page."""


def news(booth, text: str, entries: Iterable[int] = ()) -> dict:
    """Return news of a booth; with `entries` it can be undone."""
    return {"booth": booth.pk, "text": text, "entries": list(entries)}


def tell(request, booth, text: str, entries: Iterable[int] = ()) -> None:
    """Keep news for the next page."""
    request.session[NEWS] = news(booth, text, entries)


def take_news(request) -> dict | None:
    """Return the news that were kept, once."""
    return request.session.pop(NEWS, None)
