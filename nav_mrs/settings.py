"""Django's settings, read from the environment; docs/drift.md lists the variables.

Three kinds of installation, by NAV_MRS_ENV: unset (local), `demo` and `production`.
"""

import os
import secrets
import sys
from pathlib import Path
from typing import Any

from nav_mrs.environment import read_environment
from nav_mrs.mail import base_url, read_mail

BASE_DIR = Path(__file__).resolve().parent.parent
environment = read_environment(os.environ)
IN_PRODUCTION = environment.kind == "production"
IN_DEMO = environment.kind == "demo"

DEBUG = environment.debug
STARTED = secrets.token_hex(8)  # this start of the program: the next one may have other templates
SECRET_KEY = environment.secret_key
SECRET_KEY_FALLBACKS = environment.secret_key_fallbacks
ALLOWED_HOSTS = environment.allowed_hosts
CSRF_TRUSTED_ORIGINS = environment.trusted_origins
DATABASES = {"default": environment.database}

INSTALLED_APPS = [
    "audit",
    "organisation",
    "accounts",
    "scorecards",
    "rankings",
    "dashboards",
    "api",
    "demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tables2",
    "axes",
]
MIDDLEWARE = [
    "nav_mrs.health.answer_health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dashboards.compressed.KeptIsCompressedOnce",  # form tokens are masked anew each time, so compressing tells nothing
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.language.in_the_readers_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "nav_mrs.urls"
WSGI_APPLICATION = "nav_mrs.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Pages are Jinja2; Django's own language is there for the templates of installed packages.
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "nav_mrs.jinja.environment"},
    },
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

# E-mail, and what links in it begin with.
mail = read_mail(os.environ)
BASE_URL = base_url(os.environ, environment.kind, ALLOWED_HOSTS)
SENDS_MAIL = mail.is_sent
EMAIL_BACKEND = mail.backend
EMAIL_HOST, EMAIL_PORT = mail.host, mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail.user, mail.password
EMAIL_USE_SSL, EMAIL_USE_TLS = mail.tls_from_the_start, mail.starts_tls
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or "nav-mrs@localhost"

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Oslo"

# Who may log in, and how often somebody may try.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # an e-mail is one person's, in any case of letters, by a constraint
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AXES_USERNAME_FORM_FIELD = "email"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # who logged in when is nobody's business after the fact
AXES_LOCKOUT_CALLABLE = "accounts.views.login.locked_out"

# Nothing is loaded from elsewhere, and nothing is run that a page has in its own text.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 60 * 60
if IN_PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# Files for the browser: ours, and those that `make setup` takes from npm packages into build/assets.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "build" / "assets"]
STATIC_ROOT = BASE_DIR / "build" / "static"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not environment.static_collected
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "nav_mrs.static_files.HashedStaticFiles"
        if environment.static_collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# What is larger than any file may be is not received at all; the rest as Django does it.
FILE_UPLOAD_HANDLERS = [
    "dashboards.upload_limit.TooLargeIsSkipped",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Pages are kept in each process's memory while the figures they were made from stand (dashboards/kept.py).
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 600},  # 300 pages of at most half a megabyte, and each compressed
    },
    "visits": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "visits",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # of some hundred bytes
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "axes": {"level": "CRITICAL"},  # its messages name people and addresses
    },
}
