"""Settings of the site. Nothing has to be set to run it on one machine."""

import os
import secrets
from pathlib import Path

from openssi_web.database import database
from openssi_web.releases import workspace_path

BASE = Path(__file__).parent

SECRET_KEY = os.environ.get("OPENSSI_SECRET_KEY") or secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *os.environ.get("OPENSSI_HOSTS", "").split()]

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "openssi_web.accounts",
    "openssi_web.rounds",
    "openssi_web.pages",
    "openssi_web.api",
]
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "openssi_web.middleware.PolicyMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "openssi_web.urls"
WSGI_APPLICATION = "openssi_web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["openssi_web.pages.templatetags.words"]},
    }
]

# The process; releases are read from the workspace, and pages about them need no database.
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), workspace_path())}

USE_I18N = False
USE_TZ = True
APPEND_SLASH = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 31_536_000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
