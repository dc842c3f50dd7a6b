"""Caches that the site can do without: empty instead of failing while Redis, or the disk, is out of reach."""

import contextlib
import logging
import time

from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

QUIET = 60
"""Seconds between two complaints: a page asks a cache a dozen times, and on a full disk there is no room for that."""

AS_IF_EMPTY = {
    "get": lambda _key, default=None, version=None: default,
    "get_many": lambda *_args, **_kwargs: {},
    "has_key": lambda *_args, **_kwargs: False,
    "set": lambda *_args, **_kwargs: None,
    "set_many": lambda data, *_args, **_kwargs: list(data),
    "add": lambda *_args, **_kwargs: False,
    "touch": lambda *_args, **_kwargs: False,
    # As for a key that is not there, Django's own would raise ValueError: counting begins at one.
    "incr": lambda *_args, **_kwargs: 1,
    "delete": lambda *_args, **_kwargs: False,
    "delete_many": lambda *_args, **_kwargs: None,
    "clear": lambda *_args, **_kwargs: False,
}
"""What an empty cache answers."""


def _soft(error: type[Exception]):
    """Return a decorator that makes the methods of a cache answer as an empty one would on this error."""

    def decorate(cache_class):
        for name, answer in AS_IF_EMPTY.items():
            setattr(cache_class, name, _forgiving(getattr(cache_class, name), error, answer))
        return cache_class

    return decorate


def _forgiving(plain, error, answer):
    def method(self, *args, **kwargs):
        try:
            return plain(self, *args, **kwargs)
        except error:
            _complain(self)
            return answer(*args, **kwargs)

    method.__name__, method.__doc__ = plain.__name__, plain.__doc__
    return method


def _complain(gone) -> None:
    """Log the error that is being handled, unless this cache object logged one a moment ago."""
    now = time.monotonic()
    if now >= getattr(gone, "quiet_until", now):
        gone.quiet_until = now + QUIET
        log.exception("The cache can't be reached; the site goes on without it.")


@_soft(RedisError)
class SoftRedisCache(RedisCache):
    """Django's Redis cache, empty while Redis is out of reach."""


@_soft(OSError)
class SoftFileCache(FileBasedCache):
    """Django's cache in files, empty while its folder can't be read or written: a full disk, wrong rights."""

    def _createdir(self):
        """Make the folder, also when a cache is made; where that fails, so does the writing that follows."""
        with contextlib.suppress(OSError):
            super()._createdir()
