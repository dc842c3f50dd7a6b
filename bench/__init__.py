"""Measuring the public pages: `make bench`."""
