"""Settings of the site. Nothing has to be set to run it on one machine."""

SECRET_KEY = "replaced-at-start"  # noqa: S105 - the server draws one per process
INSTALLED_APPS: list[str] = []
