"""Settings of the site. Nothing has to be set to run it on one machine."""

import os
from pathlib import Path

from openssi_web.accounts.mail import PATIENCE, mail_settings
from openssi_web.accounts.secret import secret_key
from openssi_web.database import database
from openssi_web.releases import workspace_path

BASE = Path(__file__).parent

SECRET_KEY = secret_key(workspace_path())
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *os.environ.get("OPENSSI_HOSTS", "").split()]

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    # For the file of HTMX (MIT), served from here: filters of dashboards change a page without a reload.
    "django_htmx",
    "openssi_web.accounts",
    "openssi_web.rounds",
    "openssi_web.pages",
    "openssi_web.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIDDLEWARE = [
    "openssi_web.middleware.BodilessMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "openssi_web.middleware.GZipWhereItHelpsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "openssi_web.middleware.ValidatedMiddleware",
    "openssi_web.middleware.PolicyMiddleware",
    "openssi_web.middleware.ReadershipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "openssi_web.uploads.TooLargeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "openssi_web.pages.account.middleware.LanguageMiddleware",
    "openssi_web.pages.account.middleware.ReadinessMiddleware",
    "openssi_web.pages.account.middleware.SessionRenewalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "openssi_web.urls"
WSGI_APPLICATION = "openssi_web.application.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "openssi_web.pages.templatetags.words",
                "openssi_web.pages.templatetags.form_rows",
                "openssi_web.pages.templatetags.dashboards",
            ]
        },
    }
]

# The process; releases are read from the workspace, and pages about them need no database.
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), workspace_path())}

# A table of the form has several fields for each of its cells.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Files are read to the largest that is taken, and no further.
FILE_UPLOAD_HANDLERS = ["openssi_web.uploads.BoundedUploadHandler"]

# The pages say their own words; Django and allauth follow the language of an address to find other addresses.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español")]
USE_TZ = True
APPEND_SLASH = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 31_536_000

# Sign-in: allauth leads through it, with the site's own pages and words (docs/decisions/0014).
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "openssi_web.accounts.passwords.StrengthValidator"}]
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "openssi_web.pages.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_REAUTHENTICATION_METHODS = {"password", "mfa"}
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "openssi_web.pages.account.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1

# Tries and used codes are counted for all processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "openssi_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Two weeks without a visit end a session; the token of forms is read by the script of the questionnaire.
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "openssi_web.pages.account.errors.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Behind another server that encrypts the line and says so.
IS_ENCRYPTED = os.environ.get("OPENSSI_HTTPS") == "1"
SESSION_COOKIE_SECURE = IS_ENCRYPTED
CSRF_COOKIE_SECURE = IS_ENCRYPTED
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_ENCRYPTED else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_ENCRYPTED else 0
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_ENCRYPTED else 0

_MAIL = mail_settings(os.environ.get("EMAIL_URL", ""), workspace_path())
EMAIL_BACKEND = _MAIL.backend
EMAIL_FILE_PATH = _MAIL.folder
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.uses_tls, _MAIL.uses_ssl
EMAIL_TIMEOUT = PATIENCE
DEFAULT_FROM_EMAIL = os.environ.get("OPENSSI_MAIL_FROM") or "OpenSSI <openssi@localhost>"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
