"""Files that belong to somebody: no address leads to them, a view gives them out."""

from core.whole_files import WholeFileStorage


class PrivateStorage(WholeFileStorage):
    """Keeps files readable to this site only, outside of what the web server gives out."""

    def url(self, name):
        """Raise ValueError: there is no address."""
        raise ValueError("a private file has no URL")
