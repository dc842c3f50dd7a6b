"""Asking booths for an offer, without an account."""
