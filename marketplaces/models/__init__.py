"""Models of the marketplaces room."""

from marketplaces.models.clicks import ClickCount
from marketplaces.models.health import HostRest, LinkHealth
from marketplaces.models.link_fields import LinkFields
from marketplaces.models.outbound import OutboundLink
from marketplaces.models.platform import Platform

__all__ = ["ClickCount", "HostRest", "LinkFields", "LinkHealth", "OutboundLink", "Platform"]
