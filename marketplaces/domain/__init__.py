"""What happens in the marketplaces room. Other rooms import from here."""

from marketplaces.domain.chat import chat_address
from marketplaces.domain.clicks import clicks_lately, count_click
from marketplaces.domain.doctor import Diagnosis, Paste, examine, examine_paste
from marketplaces.domain.links import (
    PublicLink,
    links_for_page,
    links_in_preview,
    sync_links,
)
from marketplaces.domain.platforms import sync_platforms
from marketplaces.recognition import Recognition, recognise

__all__ = [
    "Diagnosis",
    "Paste",
    "PublicLink",
    "Recognition",
    "chat_address",
    "clicks_lately",
    "count_click",
    "examine",
    "examine_paste",
    "links_for_page",
    "links_in_preview",
    "recognise",
    "sync_links",
    "sync_platforms",
]
