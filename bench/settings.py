"""The embedded profile, plus a header that tells what a page asked of the database."""

from config.settings.base import *

# Outermost, so that the queries of every other middleware are counted too.
MIDDLEWARE = ["bench.middleware.CountQueries", *MIDDLEWARE]
