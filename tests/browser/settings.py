"""The site the browser visits: as `make run` serves it, with cheap passwords and without slow compression."""

from config.settings.base import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Hashed and joined as in production; only the smallest copies for the wire are left out.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    "css",
    "js",
    "svg",
    "json",
    "txt",
    "map",
    "html",
    "woff",
    "woff2",
    "ttf",
    "po",
]
# A test need not wait long for what a worker holds.
VIEWS_FLUSH_SECONDS = env.float("VIEWS_FLUSH_SECONDS", default=0.2)

if moment := env.str("CLOCK", default=""):
    # A server of its own may stand at another moment: a whole expo passes within a minute.
    import datetime

    import time_machine

    time_machine.travel(datetime.datetime.fromisoformat(moment), tick=True).start()
