"""Which module speaks to this database's full text index."""

from django.db import connection

from catalog.domain import search_postgres, search_sqlite


def text_index():
    """Return the module that speaks to this database's full text index."""
    return search_postgres if connection.vendor == "postgresql" else search_sqlite
