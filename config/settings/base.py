"""Settings shared by every profile, and the whole of the embedded one that `make run` uses.

Everything comes from the environment with a safe default. The embedded profile needs nothing at
all: it keeps its database, media, caches and generated secrets in DATA_DIR.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.address import address_of, names_of
from config.secrets import generated_secret

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env("DATA_DIR", default=BASE_DIR / "var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="") or generated_secret(DATA_DIR / "secret_key")
# Where `make run` listens; a reverse proxy's address is named by SITE_URL and ALLOWED_HOSTS instead.
HOST = env("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
SITE_URL = env("SITE_URL", default=address_of(HOST, PORT)).rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=names_of(HOST))
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])

INSTALLED_APPS = [
    "home",
    "lapak",
    "insights",
    "expo",
    "catalog",
    "merchants",
    "marketplaces",
    "core",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "core.users.apps.PeopleAppConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelsearch",
    "taggit",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressTextMiddleware",
    "core.page_cache.middleware.PageCacheMiddleware",
    "config.csp.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.LanguageOfAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.RedirectInEveryLanguage",
    "axes.middleware.AxesMiddleware",
    "expo.admin.merchant_gate.MerchantGateMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.site",
                "home.context_processors.navigation",
                "expo.context_processors.expo_on_air",
            ],
        },
    },
]

# Database: SQLite in DATA_DIR unless DATABASE_URL names another one.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that will write waits its turn at the start instead of failing in the middle.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
        ),
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Compiling a query to machine code takes longer than any of ours runs.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": env.cache("CACHE_URL", default="locmemcache://gelar-lapak"),
    # Wagtail would remember renditions per process, and not hear of another process that replaced a photo.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
    CACHES["default"]["BACKEND"] = "core.soft_cache.SoftRedisCache"
# Kept pages are shared by all processes: in Redis where CACHE_URL names one, else in files.
CACHES["pages"] = (
    CACHES["default"] | {"KEY_PREFIX": "pages"}
    if env("CACHE_URL", default="")
    else {
        "BACKEND": "core.soft_cache.SoftFileCache",
        "LOCATION": DATA_DIR / "pages",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
)
# Seconds; 0 keeps none.
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=600)

# People
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "core.auth.PhoneOrEmailBackend",
    "merchants.auth.MembershipBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Log-in is limited per name and address together, so that a whole market behind one address
# is not locked out by one person's mistakes.
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# What is refused is not counted: nobody can keep a name or a market locked out by trying on.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "password"]
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_VERBOSE = False
# All spellings of a phone number count as one name.
AXES_USERNAME_CALLABLE = "core.login.name_tried"
AXES_CLIENT_IP_CALLABLE = "core.addresses.visitor_of"
# Wider limits beside it, over the same time: all names from one address, one name from everywhere.
AXES_HANDLER = "core.lockout.LockoutHandler"
LOGIN_FAILURES_PER_ADDRESS = env.int("LOGIN_FAILURES_PER_ADDRESS", default=100)
LOGIN_FAILURES_PER_NAME = env.int("LOGIN_FAILURES_PER_NAME", default=50)
# The dotted path of a class that sends short messages (lapak.gateways.MessageGateway): then a code logs in, too.
MESSAGE_GATEWAY = env("MESSAGE_GATEWAY", default="")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# Language, time, numbers
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "core.whole_files.WholeFileStorage"},
    "staticfiles": {"BACKEND": "core.static_storage.JoinedStaticFilesStorage"},
    # No address leads here: a view gives a file to whom it belongs.
    "private": {
        "BACKEND": "core.private_files.PrivateStorage",
        "OPTIONS": {
            "location": DATA_DIR / "private",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
}
WHITENOISE_MAX_AGE = 60 * 60
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

# Background work: TASK_BACKEND=immediate does it within the request, =database leaves it to `manage.py db_worker`;
# the dotted path of another backend is taken as it is.
TASK_BACKENDS = {
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
    "database": "django_tasks_db.DatabaseBackend",
}
TASK_BACKEND = env("TASK_BACKEND", default="immediate")
TASKS = {"default": {"BACKEND": TASK_BACKENDS.get(TASK_BACKEND, TASK_BACKEND)}}

# Seconds for which a worker holds views in memory before it writes them together; 0 writes each at once.
VIEWS_FLUSH_SECONDS = env.float("VIEWS_FLUSH_SECONDS", default=5)
# Requests a minute from one address. Many phones of one mobile network share an address.
API_PER_MINUTE = env.int("API_PER_MINUTE", default=120)
ORDERS_PER_MINUTE = env.int("ORDERS_PER_MINUTE", default=30)
STAMPS_PER_MINUTE = env.int("STAMPS_PER_MINUTE", default=120)
# What strangers write (requests to booths, guestbooks) and codes of the stamp walk, an hour from one address.
LETTERS_PER_HOUR = env.int("LETTERS_PER_HOUR", default=120)
STAMP_CODES_PER_HOUR = env.int("STAMP_CODES_PER_HOUR", default=120)
SUGGESTIONS_PER_MINUTE = env.int("SUGGESTIONS_PER_MINUTE", default=600)

# Whether `follow_calendar` looks if links to the platforms still lead somewhere. Not on a site to try things out on:
# the demo's shops are invented, and nobody wants to be asked for them.
LOOK_AT_LINKS = env.bool("LOOK_AT_LINKS", default=False)

# Browser security
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Hosts, such as a radio's, from which an expo's stage may send sound alone.
STAGE_AUDIO_HOSTS = env.list("STAGE_AUDIO_HOSTS", default=[])
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF, *(f"https://{host}" for host in STAGE_AUDIO_HOSTS)],
        # A merchant's video is framed only after a tap.
        "frame-src": ["https://www.youtube-nocookie.com"],
        "form-action": [SELF],
        "base-uri": [NONE],
        # Wagtail's preview shows a page inside the editor.
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    },
}

# Wagtail
WAGTAIL_SITE_NAME = "Gelar Lapak"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_USER_LOGIN_FORM = "core.users.forms.PhoneOrEmailLoginForm"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Merchants read the office's answer in one place, the reason of the review, not in notes beside fields.
WAGTAILADMIN_COMMENTS_ENABLED = False
# Looking at a form must not make a draft that then waits to be handed in.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAILADMIN_PERMITTED_LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
WAGTAILADMIN_NOTIFICATION_USE_HTML = False
WAGTAIL_MODERATION_ENABLED = True
WAGTAILIMAGES_IMAGE_MODEL = "core.Photo"
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.photo_forms.PhotoForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {}
WAGTAILDOCS_EXTENSIONS = ["pdf", "csv", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# The admin's own search; the public one has an index of its own (catalog.domain.search).
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "expo.admin.editor_search"}}
MODELSEARCH_BACKENDS = WAGTAILSEARCH_BACKENDS
WAGTAILEMBEDS_FINDERS = [{"class": "wagtail.embeds.finders.oembed", "providers": []}]
TAGGIT_CASE_INSENSITIVE = True

# Without a mail server nobody can reset a password by e-mail: editors set a new one.
WAGTAIL_PASSWORD_RESET_ENABLED = bool(env("EMAIL_URL", default=""))
vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Gelar Lapak <noreply@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "axes": {"level": "ERROR"}},
}
