"""Importing products into booths: finding booths, planning, storing, and the editor's import jobs."""
