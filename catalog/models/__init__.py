"""Models of the catalogue."""

from catalog.models.catalog_page import CatalogPage
from catalog.models.category import Category
from catalog.models.certificate import CertificateFields
from catalog.models.listing import ProductListing
from catalog.models.product import ProductCertificate, ProductLink, ProductPage, ProductPhoto, ProductTag

__all__ = [
    "CatalogPage",
    "Category",
    "CertificateFields",
    "ProductCertificate",
    "ProductLink",
    "ProductListing",
    "ProductPage",
    "ProductPhoto",
    "ProductTag",
]
