"""What is installed, where it keeps its things, and the list FOLLOWERS, in order.

Everything that differs between two installations comes from the environment:

=====================  ============================================================================
XINQIAO_DATA           the one directory to back up: database, keys, papers, calendars (./data)
XINQIAO_DATABASE       postgresql://user:password@host:port/name; without it, SQLite in the data
XINQIAO_HOSTS          names under which the server is reached, separated by commas
XINQIAO_HTTPS          1 when a proxy speaks HTTPS to the world: secure cookies, HSTS
XINQIAO_DEBUG          1 shows errors in the browser; never where real people file
XINQIAO_STATIC         where `collectstatic` puts the style sheets (./build/static)
XINQIAO_DEMO           1 in the demonstration: every page says that nothing here is real
XINQIAO_SECOND_FACTOR  required (the default), or optional in the demonstration: whether officers sign in
                       with a password alone
XINQIAO_EMAIL          smtp://user:password@host:587 (smtps:// for TLS from the start); without it no
                       e-mail is sent
XINQIAO_EMAIL_FROM     the address from which it comes
XINQIAO_SECRET_KEY     and XINQIAO_SEAL_KEY, XINQIAO_QUERY_CODE_KEY, XINQIAO_LOG_KEY: the keys, 32
                       bytes in hexadecimal, where they are not to lie in files; several separated by
                       commas, the current one first
XINQIAO_KEYS           the directory of the key files, where it is not DATA/keys
XINQIAO_OPENINGS_MANY  and XINQIAO_OPENINGS_HOURS, XINQIAO_OPENINGS_DAYS: so many sealed identities opened
                       by one officer within so many hours are shown to the supervisor (10, 24), and
                       how far back (30)
XINQIAO_EXPORT_DAYS    for so many days a request for a whole file waits for the second person, and their
                       agreement holds (7)
XINQIAO_FILINGS_HOUR   so many times in an hour people may hand something in from one network address (300, in
                       the demonstration 0: no bound); officers at the desk are never counted
XINQIAO_IDLE_MINUTES   after so many minutes without a click an officer is signed out (30)
XINQIAO_LOG_ORIGIN     the name of the public log, such as petition.example/log; without it, the
                       first of XINQIAO_HOSTS and /log
XINQIAO_LOG_WITNESSES  a file with the keys of the witnesses whose signatures are handed on with receipts
XINQIAO_LOG_SECONDS    and XINQIAO_LOG_STEP, XINQIAO_LOG_COVER: its pace (3, 4, 120), see
                       docs/operations.md
=====================  ============================================================================
"""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from xinqiao.people.keyring import Ring

BASE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("XINQIAO_DATA") or BASE / "data").resolve()
DATA.mkdir(parents=True, exist_ok=True)

# What people hand in lies here, outside anything that is served.
FILES = DATA / "files"
# Calendars that the office adds when a year's plan is published; those we ship are in law/calendars.
CALENDARS = DATA / "calendars"


def flag(name: str) -> bool:
    """Tell whether the environment switches something on; anything but 1 and 0 is a mistake."""
    value = os.environ.get(name, "0")
    if value not in ("", "0", "1"):
        raise ImproperlyConfigured(f"{name} is 0 or 1, not {value!r}")
    return value == "1"


def number(name: str, default: int, *, least: int = 1, most: int = 86_400) -> int:
    """Return a whole number from the environment."""
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdecimal() and least <= int(value) <= most):
        raise ImproperlyConfigured(f"{name} is a whole number from {least} to {most}, not {value!r}")
    return int(value)


# -- Keys ------------------------------------------------------------------------------------------


KEYS = Path(os.environ.get("XINQIAO_KEYS") or DATA / "keys").resolve()


def ring(name: str) -> Ring:
    """Return the keys of one purpose: from the environment, else from their file, made at first start."""
    return Ring(name, KEYS, os.environ.get(f"XINQIAO_{name.upper()}"))


RINGS = {name: ring(name) for name in ("secret_key", "seal_key", "query_code_key", "log_key")}
# What an older secret key signed stays valid until it is taken off its ring.
SECRET_KEY, *SECRET_KEY_FALLBACKS = [one.secret.hex() for one in RINGS["secret_key"].held()]
# Wrap the data key of each matter: who a person is and how to reach them.
SEAL_KEYS = RINGS["seal_key"]
# Turn a query code into what the database keeps of it.
QUERY_CODE_KEYS = RINGS["query_code_key"]
# Seeds of the Ed25519 keys that sign the public log: every key on the ring signs.
LOG_KEYS = RINGS["log_key"]


# -- The public log --------------------------------------------------------------------------------

# What is published of it, as it is served under /log/.
LOG = DATA / "log"
# The name under which it is signed. It never changes once the first checkpoint is out; see ledger/signing.py.
LOG_ORIGIN = os.environ.get("XINQIAO_LOG_ORIGIN", "")
# The witnesses whose signatures are taken and handed on with receipts: a file with a verifier key on each line.
LOG_WITNESSES = Path(os.environ.get("XINQIAO_LOG_WITNESSES") or DATA / "witnesses.vkey").resolve()
# Entries wait so long at most, in seconds, until the next batch; batches have a multiple of so many leaves; and in
# an idle hour so many seconds lie on average between two batches made of padding alone (0: there are none).
LOG_SECONDS = number("XINQIAO_LOG_SECONDS", 3)
LOG_STEP = number("XINQIAO_LOG_STEP", 4)
LOG_COVER = number("XINQIAO_LOG_COVER", 120, least=0)


# -- Database --------------------------------------------------------------------------------------

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    # A receipt given is a promise: it must survive a power cut, so every commit reaches the disk.
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    # What is deleted is overwritten: erased words must not stay behind in free pages.
    "PRAGMA secure_delete=ON;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-65536;"
    "PRAGMA mmap_size=268435456;"
)


def database(url: str) -> dict[str, Any]:
    """Return Django's setting for one database address; an empty one means SQLite in the data."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "xinqiao.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                # Takes the write lock at the start, so that a reader who turns writer never fails.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": SQLITE_PRAGMAS,
            },
            # In a file, as in use: a database in memory knows neither WAL nor two writers.
            "TEST": {"NAME": DATA / "test.sqlite3"},
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ImproperlyConfigured("XINQIAO_DATABASE looks like postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


DATABASES = {"default": database(os.environ.get("XINQIAO_DATABASE", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# -- The house -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "xinqiao.people",
    "xinqiao.ledger",
    "xinqiao.cases",
    "xinqiao.documents",
    "xinqiao.search",
    "xinqiao.library",
    "xinqiao.channels",
    "xinqiao.portal",
    "xinqiao.desk",
    "xinqiao.operate",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
]

# Openings of sealed identities that a supervisor is shown as unusual: so many matters by one officer within so
# many hours, and how many days the page looks back.
OPENINGS_MANY = number("XINQIAO_OPENINGS_MANY", 10, least=2)
OPENINGS_HOURS = number("XINQIAO_OPENINGS_HOURS", 24)
OPENINGS_DAYS = number("XINQIAO_OPENINGS_DAYS", 30, most=365)

# How long a request for the whole file of a matter waits for a second person, and how long their agreement holds.
EXPORT_DAYS = number("XINQIAO_EXPORT_DAYS", 7, most=60)

# So many filings and loads of files are taken in from one network within an hour (0: no bound). A whole township may
# sit behind one router, and the customers of one telephone company behind one address.
# The demonstration is for trying out, by programs too.
FILINGS_HOUR = number("XINQIAO_FILINGS_HOUR", 0 if flag("XINQIAO_DEMO") else 300, least=0)

# The procedure under which a new matter is filed; those there are: `xinqiao check-procedures`.
PROCEDURE = os.environ.get("XINQIAO_PROCEDURE") or "petition_2022"

# Who reads the ledger, in this order; each is a module with `follow(entry)`.
FOLLOWERS: tuple[str, ...] = (
    "xinqiao.documents.follower",
    "xinqiao.search.follower",
    "xinqiao.search.themes",
    "xinqiao.channels.follower",
)

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "xinqiao.portal.middleware.Plainness",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "xinqiao.cases.middleware.Discretion",
]

ROOT_URLCONF = "xinqiao.urls"
WSGI_APPLICATION = "xinqiao.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xinqiao.cases.reading.reading",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]


# -- Officers --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Officer"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SECOND_FACTOR = os.environ.get("XINQIAO_SECOND_FACTOR") or "required"
if SECOND_FACTOR not in ("required", "optional"):
    raise ImproperlyConfigured(f"XINQIAO_SECOND_FACTOR is required or optional, not {SECOND_FACTOR!r}")
LOGIN_URL = "desk:login"
# An officer who has done nothing for so long is signed out (people/sittings.py): counters are left during a hearing.
IDLE_MINUTES = number("XINQIAO_IDLE_MINUTES", 30, least=5, most=600)
# A working day with its noon rest; an unattended counter does not stay open over night.
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True


# -- Words and time --------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True


# -- What is served --------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("XINQIAO_STATIC") or BASE / "build" / "static").resolve()
STATICFILES_DIRS = [BASE / "xinqiao" / "static"]

DEBUG = flag("XINQIAO_DEBUG")
DEMO = flag("XINQIAO_DEMO")
# Collected files carry a fingerprint in their name and may be kept for ever. Before anything was
# collected (tests, a developer's checkout) they are found where they lie. `xinqiao serve` collects.
COLLECTED = not DEBUG and ("collectstatic" in sys.argv[1:2] or (STATIC_ROOT / "staticfiles.json").is_file())
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Nothing a person hands in is kept by Django itself; larger uploads go to a file while they arrive.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024


# -- Safety ----------------------------------------------------------------------------------------

HTTPS = flag("XINQIAO_HTTPS")
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("XINQIAO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if host.strip()
]

# Pages come from here and nowhere else: no foreign hosts, no inline script, no inline style.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "object-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "media-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
# A page's address may hold a matter's number, so other sites never get it.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# A browser gives a cookie of such a name to this very host alone, and takes it over HTTPS only.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
if HTTPS:
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True


# -- E-mail ----------------------------------------------------------------------------------------

EMAIL = urlsplit(os.environ.get("XINQIAO_EMAIL", ""))
EMAIL_FROM = os.environ.get("XINQIAO_EMAIL_FROM", "") if EMAIL.hostname else ""
if EMAIL.hostname:
    if EMAIL.scheme not in ("smtp", "smtps") or not EMAIL_FROM:
        raise ImproperlyConfigured(
            "XINQIAO_EMAIL looks like smtp://user:password@host:587, and XINQIAO_EMAIL_FROM is an address"
        )
    EMAIL_HOST = EMAIL.hostname
    EMAIL_PORT = EMAIL.port or (465 if EMAIL.scheme == "smtps" else 587)
    EMAIL_HOST_USER = unquote(EMAIL.username or "")
    EMAIL_HOST_PASSWORD = unquote(EMAIL.password or "")
    EMAIL_USE_SSL = EMAIL.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL and EMAIL_PORT != 25
EMAIL_TIMEOUT = 20


# -- What went wrong -------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # Names and query codes never reach a log, whatever goes wrong with a page that holds them.
    "formatters": {
        "plain": {
            "()": "xinqiao.cases.logs.Discreet",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # At its finest this one writes down where a photo was taken, whatever the level of the rest.
    "loggers": {"PIL": {"level": "WARNING"}},
}
