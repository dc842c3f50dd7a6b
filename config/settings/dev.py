"""Development: DEBUG, reload, the debug toolbar."""

from .base import *

DEBUG = True
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
INSTALLED_APPS = [*INSTALLED_APPS, "debug_toolbar"]
MIDDLEWARE = ["debug_toolbar.middleware.DebugToolbarMiddleware", *MIDDLEWARE]
MESSAGE_GATEWAY = env("MESSAGE_GATEWAY", default="lapak.gateways.ConsoleGateway")
INTERNAL_IPS = ["127.0.0.1"]
# The debug tools write inline styles and scripts.
CONTENT_SECURITY_POLICY = None
# The panel of queries stumbles over statements with many rows on SQLite, such as moving a page; it can be ticked on.
DEBUG_TOOLBAR_CONFIG = {
    "DISABLE_PANELS": {
        "debug_toolbar.panels.profiling.ProfilingPanel",
        "debug_toolbar.panels.redirects.RedirectsPanel",
        "debug_toolbar.panels.sql.SQLPanel",
    }
}
