"""Which passwords are taken: long enough, and not among the first that somebody would try."""

import re

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from openssi.vocabulary.errors import Problem
from openssi_web.accounts.models import Person

SHORTEST = 10
LONGEST = 200
WEIGHED = 72
"""Characters that are weighed: a password that is strong so far is strong."""

ENOUGH = 3
"""Of 4 on the scale of zxcvbn: ten thousand million tries, many more than a stolen table of slow hashes allows."""

OF_THIS_SITE = ("openssi", "inquiry", "enquete", "encuesta", "ilo", "oit", "bit", "social", "protection", "security")


def weakness(password: str, person: Person | None = None) -> Problem | None:
    """Return what is wrong with a password, none where it is taken.

    Args:
        password: As it was typed.
        person: Whose password it is to be: name and address make it easier to guess.
    """
    if len(password) < SHORTEST:
        return Problem("PASSWORD_SHORT", values={"shortest": SHORTEST})
    if len(password) > LONGEST:
        return Problem("PASSWORD_LONG", values={"longest": LONGEST})
    score = zxcvbn(password[:WEIGHED], user_inputs=[*OF_THIS_SITE, *_words_of(person)], max_length=WEIGHED)["score"]
    return None if score >= ENOUGH else Problem("PASSWORD_WEAK")


def _words_of(person: Person | None) -> list[str]:
    """Return what everybody knows of a person."""
    if person is None:
        return []
    return [person.email, *(each for each in re.split(r"\W+", f"{person.email} {person.name}") if each)]


class StrengthValidator:
    """Says `weakness` to the forms of Django."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Refuse a weak password.

        Raises:
            ValidationError: with the code of the message.
        """
        problem = weakness(password, user)
        if problem is not None:
            raise ValidationError(problem.text.en, code=problem.code, params=dict(problem.values))

    def get_help_text(self) -> str:
        """Return nothing: the page says it in its own words."""
        return ""
