"""Models of the room of merchants."""

from merchants.models.merchant import Membership, Merchant
from merchants.models.place import Area, Market

__all__ = ["Area", "Market", "Membership", "Merchant"]
