"""Settings. Everything that differs between installations comes from the environment; .env.example explains each."""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

from mentoring.accounts.allauth_settings import *  # noqa: F403 - constants only
from mentoring.api_settings import *  # noqa: F403 - constants only
from mentoring.api_settings import OPENAPI_SETTINGS
from mentoring.mail.email_url import email_settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve()


def env(name: str, default: str | None = None) -> str:
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(
            f"{name} is not set. See .env.example, or start with bin/run or bin/manage."
        )
    return value


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in (os.environ.get(name) or default).split(",") if part.strip()]


# LOCAL=1: one machine, loopback only, no HTTPS, a local inbox at /mail/. bin/run sets it.
LOCAL = os.environ.get("LOCAL") == "1"
DEBUG = LOCAL and os.environ.get("DEBUG") == "1"
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
# Encrypt notes, reviews and concerns; the first is the current one. Checked at start-up (mentoring/encryption).
DATA_KEYS = env_list("DATA_KEYS")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if LOCAL else "")
# The address that mails and printed links name. Never taken from a request's Host header.
BASE_URL = env("BASE_URL", f"http://localhost:{os.environ.get('PORT') or 8000}" if LOCAL else None).rstrip(
    "/"
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# Who may create organizations: "open" anyone, "invited" people who already have an account, "closed" nobody after the
# first owner.
SIGN_UP = env("SIGN_UP", "open" if LOCAL else "closed")
if SIGN_UP not in {"open", "invited", "closed"}:
    raise ImproperlyConfigured("SIGN_UP must be open, invited or closed.")
ORGANIZATIONS_PER_ACCOUNT = int(env("ORGANIZATIONS_PER_ACCOUNT", "5"))
# Invitations to one address in 24 hours, from all organizations together.
INVITATIONS_PER_ADDRESS = 5
# Invitations from one organization in 24 hours, and from one that is not confirmed.
INVITATIONS_PER_ORGANIZATION, INVITATIONS_BEFORE_CONFIRMATION = 500, 20

INSTALLED_APPS = [
    "mentoring.ui",
    "mentoring.embedded",
    "mentoring.accounts",
    "mentoring.tenancy",
    "mentoring.encryption",
    "mentoring.audit",
    "mentoring.mail",
    "mentoring.members",
    "mentoring.imports",
    "mentoring.people",
    "programs",
    "goals",
    "surveys",
    "reports",
    "django.contrib.auth",
    "django.contrib.postgres",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "mentoring.ui.middleware.CompressionMiddleware",
    "mentoring.ui.middleware.BrowserPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mentoring.api.problems.ProblemMiddleware",
    "mentoring.body_limits.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mentoring.accounts.known_devices.KnownDeviceMiddleware",
    "mentoring.accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mentoring.tenancy.middleware.OrganizationMiddleware",
]

ROOT_URLCONF = "mentoring.urls"
WSGI_APPLICATION = "mentoring.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "mentoring.ui.environment.environment"},
    },
    # For the own templates of packages (allauth, DRF) only.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]


def database(url: str) -> dict:
    return {
        **dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True),
        "ENGINE": "mentoring.tenancy.backend",
    }


# "default" serves (data only, row-level security holds for it); "owner" migrates and is used by nothing else.
DATABASES = {
    "default": database(env("DATABASE_URL")),
    "owner": database(env("DATABASE_OWNER_URL", env("DATABASE_URL"))),
}
# Owns the few functions that may look across organizations; nobody signs in as it.
DATABASE_DEFINER_ROLE = env("DATABASE_DEFINER_ROLE", "mentoring_definer")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "mentoring.cache.ValkeyCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "mentoring",
    }
}

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# The number of our proxies that append to X-Forwarded-For. With 0 the header is ignored: any client can send it.
TRUSTED_PROXIES = int(env("TRUSTED_PROXIES", "0" if LOCAL else "1"))
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

SPECTACULAR_SETTINGS = {**OPENAPI_SETTINGS, "SERVERS": [{"url": BASE_URL}]}

# Celery is only the wake-up; what must not be lost is a row in the database.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_TASK_IGNORE_RESULT = True
# Email has a queue of its own, so that it does not wait for imports and outcomes.
CELERY_TASK_ROUTES = {
    name: {"queue": "mail"} for name in ("mail.deliver", "mail.check_delivery", "periodic.mail.poll")
}
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A request does not wait for a broker that is down or hangs. Workers are more patient: mentoring/celery.py.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "max_retries": 0,
    "interval_start": 0,
    "socket_timeout": 0.25,
    "socket_connect_timeout": 0.25,
}
CELERY_DB_REUSE_MAX = 1000  # 2.8 times the tasks of a connection per task
# In KB. A process that a large import has made larger than this is replaced after it; it would keep the memory.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_TASK_TIME_LIMIT = 3600
CELERY_TASK_SOFT_TIME_LIMIT = 3300
CELERY_TIMEZONE = "UTC"
# A tick that nobody took is worth nothing when the next one comes.
CELERY_BEAT_SCHEDULE = {
    "mail": {"task": "periodic.mail.poll", "schedule": 10, "options": {"expires": 10}},
    "imports": {"task": "periodic.clean_up_imports", "schedule": 3600, "options": {"expires": 3600}},
    "people-exports": {
        "task": "periodic.delete_people_exports",
        "schedule": crontab(minute=35),
        "options": {"expires": 3000},
    },
    # Late in the European night, after the nightly directory exports that HR systems send.
    "outcomes": {
        "task": "periodic.recalculate_outcomes",
        "schedule": crontab(hour=3, minute=20),
        "options": {"expires": 7200},
    },
    # Every hour, because midnight comes at another hour in each time zone. What is up to date costs little.
    "programs": {
        "task": "periodic.evaluate_programs",
        "schedule": crontab(minute=5),
        "options": {"expires": 3000},
    },
    # Every quarter of an hour: people are asked in the morning, which begins at another time in each time zone.
    "meeting-inquiries": {
        "task": "periodic.ask_whether_met",
        "schedule": crontab(minute="*/15"),
        "options": {"expires": 840},
    },
    "introductions": {
        "task": "periodic.send_introductions",
        "schedule": crontab(minute="*/15"),
        "options": {"expires": 840},
    },
    # Every hour, because the day begins at another hour in each time zone.
    "surveys": {
        "task": "periodic.send_surveys",
        "schedule": crontab(minute=10),
        "options": {"expires": 3000},
    },
    # Every hour, like the programs: a day begins at another hour in each time zone.
    "goals": {
        "task": "periodic.remind_of_goals",
        "schedule": crontab(minute=25),
        "options": {"expires": 3000},
    },
    "heartbeat": {"task": "mentoring.health.beat", "schedule": 30, "options": {"expires": 30}},
}

# Where mail goes: EMAIL_URL, by default the local inbox at /mail/ with LOCAL=1, and nowhere silently otherwise.
EMAIL_URL = env("EMAIL_URL", "local://" if LOCAL else None)
globals().update(email_settings(EMAIL_URL))
MAIL_FROM = env("MAIL_FROM", "mentoring@localhost.localdomain" if LOCAL else None)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
# DNS servers that are asked about the sender's domain, each with an optional port. Empty: those of the machine.
DNS_SERVERS = env_list("DNS_SERVERS")
EMAIL_TIMEOUT = 60  # seconds a mail server may take to answer; far below the lease
MAIL_LOCAL_INBOX = VAR_DIR / "mail"
# For how long a worker may hold mails before another takes them over.
MAIL_LEASE = timedelta(minutes=5)
MAIL_CHECKPOINT = None  # the crash test names a function that ends the process

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]  # each under its own name
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Style sheets and scripts come from the bundle; the folder holds their sources.
STATICFILES_DIRS = [("img", BASE_DIR / "static" / "img")]
STATICFILES_FINDERS = [
    "mentoring.ui.finders.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "mentoring.ui.storage.StaticStorage"},
}
# Until collectstatic has run, files are served straight from their sources.
WHITENOISE_USE_FINDERS = DEBUG or not (STATIC_ROOT / "staticfiles.json").exists()

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "mentoring.ui.errors.csrf_failure"
# Whom /.well-known/security.txt names: a mail address or an https: address. Empty: there is no such page.
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT") or ""
SESSION_ENGINE = "mentoring.accounts.sessions"
# Two weeks after the last visit (PersonMiddleware renews it).
SESSION_COOKIE_AGE = 14 * 24 * 3600
# Recognizes browsers that have signed in before (accounts/known_devices.py).
DEVICE_COOKIE_NAME = "device"
# Notices stay on the server: no cookies besides session, device and CSRF.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = False
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
if not LOCAL:
    SECURE_SSL_REDIRECT = env("SECURE_SSL_REDIRECT", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # The prefix makes the browser refuse a cookie that another host of the domain has set.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    DEVICE_COOKIE_NAME = "__Host-device"

# Uploads are limited before a view sees them; an import file may have 20 MB.
FILE_UPLOAD_HANDLERS = [
    "mentoring.imports.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Of a request's body: anywhere, and where files are uploaded (mentoring/body_limits.py).
BODY_BYTES, UPLOAD_BODY_BYTES = 256 * 1024, 21 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_BODY_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"organization": {"()": "mentoring.tenancy.logs.OrganizationFilter"}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {organization} {name}: {message}", "style": "{"}
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["organization"]}
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL") or "INFO"},
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}
