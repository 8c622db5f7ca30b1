"""The site as a WSGI application that a process of this program serves."""

import os

from django.core.wsgi import get_wsgi_application

from openssi_web.rounds.letters.sender import sender

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openssi_web.settings")
application = get_wsgi_application()
# Letters go out from here right after what causes them.
sender.switch_on()
