"""Sign-in, passwords and second factor: the views of allauth within the frame and with the words of this site."""

from contextlib import AbstractContextManager
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from openssi.vocabulary.errors import FixTheAnswer
from openssi.vocabulary.messages import CATALOGUE
from openssi.vocabulary.text import Language, as_language
from openssi_web.accounts.actions import recorded
from openssi_web.accounts.models import Person
from openssi_web.accounts.passwords import SHORTEST
from openssi_web.pages.account.errors import FORBIDDEN, problem, wrong_fields
from openssi_web.pages.account.words import account_words, said
from openssi_web.pages.shell import frame

PLACE = "work"


def language_in_force() -> Language:
    """Return the language of the address."""
    return as_language(get_language() or "en")


def account_values(request: HttpRequest) -> dict[str, Any]:
    """Return what every page of an account says: the frame, its words, what was done on the page before."""
    language = language_in_force()
    done = [said(f"done.{each.message}", language) for each in messages.get_messages(request)]
    shown = {"w": account_words(language), "done": done, "shortest": said("password.rule", language, shortest=SHORTEST)}
    return {**frame(request, language, PLACE), **shown}


class _Framed:
    """Puts a view of allauth into the frame of the site, and keeps its pages out of every store."""

    request: HttpRequest
    template_name: str

    def dispatch(self, request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:  # noqa: ANN401
        """Answer a request."""
        response: HttpResponseBase = super().dispatch(request, *arguments, **named)  # type: ignore[misc]
        response.headers["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **named: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the view adds
        """Return what the template is filled with."""
        values: dict[str, Any] = super().get_context_data(**named)  # type: ignore[misc]
        wrong = wrong_fields(values.get("form"), language_in_force())
        person = {"person": self.request.user} if self.request.user.is_authenticated else {}
        return {**values, **account_values(self.request), **person, **wrong}


class _Recorded(_Framed):
    """Changes something that the record of the person names."""

    def recorded(self, action: str) -> AbstractContextManager[None]:
        """Return a transaction with its record."""
        person = self.request.user
        assert isinstance(person, Person)  # noqa: S101
        return recorded(person, action, person)


class SignIn(_Framed, account.LoginView):  # type: ignore[misc] # allauth has no types
    """Address and password."""

    template_name = "pages/account_sign_in.html"


class SecondStep(_Framed, second_factor.AuthenticateView):  # type: ignore[misc]
    """The code of the second factor, after the password."""

    template_name = "pages/account_code.html"


class SignOut(account.LogoutView):  # type: ignore[misc]
    """The end of a session, by its button alone."""

    def get(self, *_: object, **__: object) -> HttpResponse:
        """Lead whoever follows a link to the account, where the button is."""
        return HttpResponseRedirect(f"/{language_in_force()}/account")


class PasswordForgotten(_Framed, account.PasswordResetView):  # type: ignore[misc]
    """Asks for a link; it answers the same whether somebody has the address or nobody."""

    template_name = "pages/account_forgotten.html"


class LinkSent(_Framed, account.PasswordResetDoneView):  # type: ignore[misc]
    """Says that a link is on its way, if somebody has the address."""

    template_name = "pages/account_link_sent.html"


class PasswordByLink(_Framed, account.PasswordResetFromKeyView):  # type: ignore[misc]
    """The page of a link: a first or a new password."""

    template_name = "pages/account_new_password.html"

    def get_context_data(self, **named: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the view adds
        """Return what the template is filled with."""
        over = CATALOGUE["LINK_OVER"].in_language(language_in_force())
        return {**super().get_context_data(**named), "of": self.reset_user, "over": over}


class PasswordChange(_Framed, account.PasswordChangeView):  # type: ignore[misc]
    """A new password for the old one."""

    template_name = "pages/account_password.html"


class Confirm(_Framed, account.ReauthenticateView):  # type: ignore[misc]
    """The password once more, before something that a stranger at the desk should not do."""

    template_name = "pages/account_confirm.html"


class ConfirmByCode(_Framed, second_factor.ReauthenticateView):  # type: ignore[misc]
    """The same with the second factor."""

    template_name = "pages/account_confirm.html"


class SecondFactorOn(_Recorded, totp.ActivateTOTPView):  # type: ignore[misc]
    """Begins to ask for codes of an app."""

    template_name = "pages/account_second_factor.html"

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - of allauth
        """Record it."""
        with self.recorded("second_factor_on"):
            response: HttpResponse = super().form_valid(form)
        return response


class SecondFactorOff(_Recorded, totp.DeactivateTOTPView):  # type: ignore[misc]
    """Ends it."""

    template_name = "pages/account_second_factor_off.html"

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - of allauth
        """Record it."""
        with self.recorded("second_factor_off"):
            response: HttpResponse = super().form_valid(form)
        return response


class RecoveryCodes(_Framed, recovery_codes.ViewRecoveryCodesView):  # type: ignore[misc]
    """Codes for the day on which the phone is lost."""

    template_name = "pages/account_recovery.html"


class NewRecoveryCodes(_Recorded, recovery_codes.GenerateRecoveryCodesView):  # type: ignore[misc]
    """Replaces them."""

    template_name = "pages/account_recovery_new.html"

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - of allauth
        """Record it."""
        with self.recorded("recovery_codes"):
            response: HttpResponse = super().form_valid(form)
        return response


@never_cache
def closed(request: HttpRequest) -> HttpResponse:
    """Answer a person whose account was closed between two steps of the sign-in."""
    return problem(request, FixTheAnswer.because("SIGN_IN_WRONG"), "not_saved", FORBIDDEN)
