"""One-time links to set a password: they end after three days, with the first use, and with every new password."""

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import translation
from django.utils.http import int_to_base36

from openssi_web.accounts.models import Person

DAYS = 3


def password_path(person: Person) -> str:
    """Return the address under which a person sets a password, in the person's language, without the host."""
    key = {"uidb36": int_to_base36(person.pk), "key": default_token_generator.make_token(person)}
    with translation.override(person.language):
        return reverse("account_reset_password_from_key", kwargs=key)
