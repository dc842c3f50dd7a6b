"""Tests of the marketplaces room."""
