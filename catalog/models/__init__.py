"""Models of the catalogue."""

from catalog.models.catalog_page import CatalogPage
from catalog.models.category import Category
from catalog.models.certificate import CertificateFields
from catalog.models.listing import ProductListing
from catalog.models.misses import MissedSearch
from catalog.models.places import PlaceKind, SearchPlace
from catalog.models.product import ProductCertificate, ProductLink, ProductPage, ProductPhoto, ProductTag
from catalog.models.search import FacetCount, OfferedPrice, SearchEntry, SearchWord

__all__ = [
    "CatalogPage",
    "Category",
    "CertificateFields",
    "FacetCount",
    "MissedSearch",
    "OfferedPrice",
    "PlaceKind",
    "ProductCertificate",
    "ProductLink",
    "ProductListing",
    "ProductPage",
    "ProductPhoto",
    "ProductTag",
    "SearchEntry",
    "SearchPlace",
    "SearchWord",
]
