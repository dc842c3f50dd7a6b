"""The search index of public products."""

from collections.abc import Iterable


def index_listings(*, page_ids: Iterable[int], remove: bool = False) -> None:
    """Index these listed products anew, or take them out of the index."""
