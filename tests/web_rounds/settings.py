"""Settings of these tests: those of the site, with the apps of the process and a database of their own.

They are of use until the settings of the site name these apps.
"""

import os
import tempfile
from pathlib import Path

from openssi_web.database import database
from openssi_web.settings import *  # noqa: F403
from openssi_web.settings import INSTALLED_APPS as _APPS

_PROCESS = ["django.contrib.auth", "django.contrib.contenttypes", "openssi_web.accounts", "openssi_web.rounds"]
INSTALLED_APPS = [*_APPS, *(each for each in _PROCESS if each not in _APPS)]
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

_FOLDER = Path(tempfile.gettempdir())
_FILE = f"test-openssi-{os.getpid()}.sqlite3"
DATABASES = {"default": {**database(os.environ.get("DATABASE_URL", ""), _FOLDER), "CONN_MAX_AGE": 0}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file and not memory: threads share it, and it writes ahead as that of the site does.
    DATABASES["default"]["TEST"] = {"NAME": str(_FOLDER / _FILE)}
