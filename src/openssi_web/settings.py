"""Settings of the site. Nothing has to be set to run it on one machine."""

import os
import secrets
from pathlib import Path

BASE = Path(__file__).parent

SECRET_KEY = os.environ.get("OPENSSI_SECRET_KEY") or secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *os.environ.get("OPENSSI_HOSTS", "").split()]

INSTALLED_APPS = ["django.contrib.staticfiles", "openssi_web.pages", "openssi_web.api"]
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

# The pages read releases and keep nothing of their own.
DATABASES: dict[str, dict[str, object]] = {}

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
