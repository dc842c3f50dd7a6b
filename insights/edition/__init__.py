"""The report of an expo edition: its figures, its spreadsheet, its PDF."""
