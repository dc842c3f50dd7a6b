"""Getting in: log-in, claim slips, helpers."""
