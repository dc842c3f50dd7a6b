"""WSGI entry point, served by granian."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from core.page_cache import renew_content_version

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

application = get_wsgi_application()

# Pages kept by the release or the settings before must not outlive them.
renew_content_version()

# What was loaded to get here lives as long as the process: the garbage collector need not walk it
# again and again, and a page makes fewer objects than the collector now waits for.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 50, 100)
