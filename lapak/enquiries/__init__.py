"""Requests of buyers, read and answered by the booth's people."""
