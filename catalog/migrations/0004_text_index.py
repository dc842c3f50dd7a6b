"""The full text index: a table of the database's own kind, which no model describes.

The tables have no foreign key: what they find is shown only through `SearchEntry`, so a row left
behind is never seen.
"""

from django.db import migrations, transaction
from django.db.utils import DatabaseError

SQLITE = (
    "CREATE VIRTUAL TABLE catalog_searchtext USING fts5("
    "title, labels, place, description, tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3')",
    "CREATE VIRTUAL TABLE catalog_wordgrams USING fts5(word, tokenize = 'trigram', detail = 'none')",
)
POSTGRESQL = (
    "CREATE TABLE catalog_searchtext (page_id bigint PRIMARY KEY, document tsvector NOT NULL)",
    "CREATE INDEX catalog_searchtext_document ON catalog_searchtext USING gin (document) WITH (fastupdate = off)",
)
TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX catalog_searchword_grams ON catalog_searchword USING gin (word gin_trgm_ops)",
)


def make_tables(apps, schema_editor):
    """Make the tables of this database."""
    connection = schema_editor.connection
    if connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement)
        return
    if connection.vendor != "postgresql":
        raise NotImplementedError("Search needs SQLite or PostgreSQL.")
    for statement in POSTGRESQL:
        schema_editor.execute(statement)
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for statement in TRIGRAMS:
                cursor.execute(statement)
    except DatabaseError as error:
        # Search works without it, only misspelt words then find nothing.
        print(  # noqa: T201
            f"\n  note: pg_trgm could not be set up ({str(error).strip()}), so search will not forgive "
            "misspellings. Have the database's administrator run:\n    " + ";\n    ".join(TRIGRAMS) + ";"
        )


def drop_tables(apps, schema_editor):
    """Remove them."""
    schema_editor.execute("DROP TABLE catalog_searchtext")
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE catalog_wordgrams")
    else:
        schema_editor.execute("DROP INDEX IF EXISTS catalog_searchword_grams")


class Migration(migrations.Migration):

    dependencies = [("catalog", "0003_search_index")]

    operations = [migrations.RunPython(make_tables, drop_tables)]
