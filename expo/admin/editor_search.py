"""Searching pages and photos in the admin by the words of their titles, without an index to keep.

Wagtail's own index joins badly at 164,000 entries: on SQLite a search took 30 to 90 seconds. Words in
titles are what the admin's search box, the explorer and the page chooser are used for; reading the
titles takes a fraction of a second, and every page that is saved saves the work of indexing it. The
public search is another thing: see `catalog.domain.search`.
"""

from functools import cached_property

from django.db.models.sql.where import WhereNode
from modelsearch.backends.database.fallback import (
    MATCH_ALL,
    MATCH_NONE,
    DatabaseSearchBackend,
    DatabaseSearchQueryCompiler,
    DatabaseSearchResults,
)

MOST = 1000
"""How many hits a search finds at most, the newest: nobody reads further, and counting them all is slow."""


class TitleQueryCompiler(DatabaseSearchQueryCompiler):
    """Finds the ids of what matches, once for count, facets and rows."""

    @cached_property
    def found(self) -> list | None:
        """Return the ids of the newest MOST hits, the newest first; None when everything matches."""
        condition = self.build_database_filter(self.query)
        if condition == MATCH_ALL:
            return None
        if condition == MATCH_NONE:
            return []
        rows = self.queryset.filter(condition).order_by("-pk").values_list("pk", flat=True)
        return list(rows[:MOST])


class TitleResults(DatabaseSearchResults):
    """The hits, in the order asked for or the newest first."""

    def get_queryset(self):
        """Return the rows of the hits."""
        compiler = self.query_compiler
        rows = compiler.queryset.all()
        if compiler.found is not None:
            # What was found meets every condition already; asking them again for each query would
            # read the whole tree each time.
            rows.query.where = WhereNode()
            rows = rows.filter(pk__in=compiler.found)
        if compiler.order_by_relevance or not rows.query.order_by:
            rows = rows.order_by("-pk")
        return rows[self.start : self.stop]

    def _do_count(self):
        found = self.query_compiler.found
        if found is None:
            return self.query_compiler.queryset.order_by().count()
        return max(0, min(len(found), self.stop or len(found)) - (self.start or 0))

    def _do_search(self):
        # A list: at most one page of rows, and no cursor held open on the server for it.
        return list(self.get_queryset())


class SearchBackend(DatabaseSearchBackend):
    """The backend; name it in MODELSEARCH_BACKENDS as "expo.admin.editor_search"."""

    query_compiler_class = TitleQueryCompiler
    autocomplete_query_compiler_class = TitleQueryCompiler
    results_class = TitleResults
