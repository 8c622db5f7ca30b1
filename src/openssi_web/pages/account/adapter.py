"""How allauth meets this site: addresses of this site only, the site's own words, changes by `accounts.actions`."""

from pathlib import PurePosixPath
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language

from openssi.vocabulary.text import as_language
from openssi_web.accounts import actions, mail
from openssi_web.accounts.models import Person
from openssi_web.pages.account.words import said
from openssi_web.pages.working import own_address

DONE = frozenset({"password_changed", "password_set", "totp_activated", "totp_deactivated", "recovery_codes_generated"})
"""What is said on the next page, of all that allauth would say."""

MAILS = frozenset({"password_reset_key", "password_reset", "password_changed", "totp_activated", "totp_deactivated"})
"""What a mail is sent about (`mail` in `account.yaml`)."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Sign-in and passwords."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the signature is allauth's
        """Return that nobody registers alone: people are invited."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the signature is allauth's
        """Return that pages answer with pages, whatever is asked."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Return whether an address is of this site."""
        return bool(own_address(context.request, url or "", ""))

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - the signature is allauth's
        """Return where a person goes who wanted nothing in particular."""
        return f"/{get_language()}/work"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - the signature is allauth's
        """Return where a person goes who signed out."""
        return f"/{get_language()}/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - as above
        """Return where a person goes who changed the password."""
        return f"/{get_language()}/account"

    def set_password(self, user: Person, password: str) -> None:
        """Set a password."""
        actions.set_password(user, password, by=user)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002 - the signature is allauth's
        extra_tags: str = "",  # noqa: ARG002 - as above
        message: str | None = None,  # noqa: ARG002 - as above
    ) -> None:
        """Remember what was done, by its key: the next page says it in its own language."""
        key = PurePosixPath(message_template or "").stem
        if key in DONE:
            messages.add_message(request, level, key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail in the language of its reader; it carries no figures."""
        key = PurePosixPath(template_prefix).name
        if key not in MAILS:
            return
        person = actions.person_of(email)
        language = as_language(person.language)
        values = {"name": person.name, "link": context.get("password_reset_url", ""), "site": _host()}
        mail.send(email, said(f"mail.{key}.subject", language), said(f"mail.{key}.text", language, **values))


def _host() -> str:
    return str(context.request.get_host())


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """The second factor."""

    def get_totp_issuer(self) -> str:
        """Return what the app of the person shows beside the code."""
        return "OpenSSI"
