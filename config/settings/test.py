"""Tests: SQLite in memory or PostgreSQL by DATABASE_URL, cheap password hashing, files in a temporary folder."""

import atexit
import os
import shutil
import tempfile

# Every process has its own: tests that run side by side must not find each other's files.
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="gelar-lapak-test-")
os.environ.setdefault("SECRET_KEY", "only-for-the-tests-" + "x" * 50)

from .base import *

atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
# Tests that need kept pages switch them on; a rolled back test would leave its pages to the next one.
CACHES["pages"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"}
PAGE_CACHE_SECONDS = 0
# A view is in the table when its request is answered.
VIEWS_FLUSH_SECONDS = 0
