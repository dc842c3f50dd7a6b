"""Enumerations of this room."""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of pages whose views are counted, as they stand in the pages' `data-seen`."""

    HOME = "home"
    HALL = "hall"
    BOOTH = "booth"
    PRODUCT = "product"
