"""Production: the same site behind HTTPS. Refuses to start on an unsafe setting and says which."""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *


def unsafe_settings(environment) -> list[str]:
    """Return a sentence for every setting in `environment` that production must not run with."""
    problems = []
    secret = environment.get("SECRET_KEY", "")
    if not secret:
        problems.append("SECRET_KEY is missing.")
    elif len(secret) < 50 or len(set(secret)) < 10 or "insecure" in secret or "change" in secret:
        problems.append("SECRET_KEY is unsafe: use at least 50 random characters.")
    hosts = [host.strip() for host in environment.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    if not hosts:
        problems.append("ALLOWED_HOSTS is missing: name the host names of the site, separated by commas.")
    elif any(host in {"*", "."} for host in hosts):
        problems.append("ALLOWED_HOSTS is unsafe: it allows every host name.")
    if environment.get("DEBUG", "").lower() not in {"", "0", "false", "no", "off"}:
        problems.append("DEBUG is on: take it out of the environment.")
    if "ConsoleGateway" in environment.get("MESSAGE_GATEWAY", ""):
        problems.append("MESSAGE_GATEWAY is unsafe: it writes log-in codes to the console.")
    if not environment.get("SITE_URL", "").startswith("https://"):
        problems.append("SITE_URL is missing or not an https:// address.")
    return problems


if problems := unsafe_settings(os.environ):
    raise ImproperlyConfigured("Gelar Lapak does not start: " + " ".join(problems))

# W019 wants X_FRAME_OPTIONS = "DENY"; Wagtail shows previews in a frame of the same site.
# W005 and W021 want HSTS for all subdomains and preloading; on a regency's domain that would shut
# sister sites without HTTPS for a year, so the office decides.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# A worker does what takes long: `manage.py db_worker`.
TASK_BACKEND = env("TASK_BACKEND", default="database")
TASKS = {"default": {"BACKEND": TASK_BACKENDS.get(TASK_BACKEND, TASK_BACKEND)}}
LOOK_AT_LINKS = env.bool("LOOK_AT_LINKS", default=True)
# A database that was restarted costs no visitor an error.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
