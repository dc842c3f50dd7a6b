"""The full text index of booths and halls, of the database's own kind like that of products."""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE catalog_placetext USING fts5("
    "title, tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3')",
)
POSTGRESQL = (
    "CREATE TABLE catalog_placetext (page_id bigint PRIMARY KEY, document tsvector NOT NULL)",
    "CREATE INDEX catalog_placetext_document ON catalog_placetext USING gin (document) WITH (fastupdate = off)",
)


def make_tables(apps, schema_editor):
    """Make the table of this database."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_tables(apps, schema_editor):
    """Remove it."""
    schema_editor.execute("DROP TABLE catalog_placetext")


class Migration(migrations.Migration):

    dependencies = [("catalog", "0007_places_and_missed_searches")]

    operations = [migrations.RunPython(make_tables, drop_tables)]
