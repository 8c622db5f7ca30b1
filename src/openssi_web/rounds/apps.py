"""The app `rounds`."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Rounds, submissions, answers and their history."""

    name = "openssi_web.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"
