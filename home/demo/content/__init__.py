"""Texts of the demo expo."""

from home.demo.content.base import Booth, Hall, Product, halls, site

__all__ = ["Booth", "Hall", "Product", "halls", "site"]
