"""Redis as a cache that the site can do without."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def _forgiving(name: str, answer):
    """Return the method that answers as an empty cache would while Redis can't be reached."""
    plain = getattr(RedisCache, name)

    def method(self, *args, **kwargs):
        try:
            return plain(self, *args, **kwargs)
        except RedisError:
            log.exception("Redis can't be reached; the site goes on without its cache.")
            return answer(*args, **kwargs) if callable(answer) else answer

    method.__name__, method.__doc__ = name, plain.__doc__
    return method


class SoftRedisCache(RedisCache):
    """Django's Redis cache, empty instead of failing while Redis is out of reach."""

    get = _forgiving("get", lambda _key, default=None, version=None: default)
    get_many = _forgiving("get_many", lambda *_args, **_kwargs: {})
    has_key = _forgiving("has_key", answer=False)
    set = _forgiving("set", answer=None)
    set_many = _forgiving("set_many", lambda data, *_args, **_kwargs: list(data))
    add = _forgiving("add", answer=False)
    touch = _forgiving("touch", answer=False)
    # As for a key that is not there, Django's own would raise ValueError: counting begins at one.
    incr = _forgiving("incr", answer=1)
    delete = _forgiving("delete", answer=False)
    delete_many = _forgiving("delete_many", answer=None)
    clear = _forgiving("clear", answer=False)
