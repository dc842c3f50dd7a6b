"""Recognition of pasted links: pure functions over the platform data, no database, no network."""

from marketplaces.recognition.catalogue import Catalogue, shipped_catalogue, shipped_entries
from marketplaces.recognition.recogniser import recognise
from marketplaces.recognition.result import Recognition

__all__ = ["Catalogue", "Recognition", "recognise", "shipped_catalogue", "shipped_entries"]
