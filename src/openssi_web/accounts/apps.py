"""The app `accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and roles."""

    name = "openssi_web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
