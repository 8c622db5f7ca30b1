"""Whether a text of the log holds a name, an address or a number of a person: the log cannot be changed afterwards."""

import re
from collections.abc import Iterator

from openssi_web.accounts.access import FOLLOWERS
from openssi_web.accounts.models import Person
from openssi_web.rounds.correspondence.log import contacts_of

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_FEWEST_DIGITS = 6


def named_in(text: str, ref_area: str) -> str | None:
    """Return what of a text is personal, none where nothing was found.

    Args:
        text: As it was typed.
        ref_area: The country, whose people are looked for beside those who follow it.
    """
    found = _ADDRESS.search(text)
    if found is not None:
        return found.group()
    folded, digits = f" {' '.join(text.casefold().split())} ", re.sub(r"[ ().\-/]", "", text)
    for name, number in _known(ref_area):
        if name and re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", folded):
            return name
        if len(number) >= _FEWEST_DIGITS and number in digits:
            return number
    return None


def _known(ref_area: str) -> Iterator[tuple[str, str]]:
    """Iterate over names and numbers of the people of a country, and of those who follow countries."""
    for each in contacts_of(ref_area):
        yield " ".join(each.called.split()), re.sub(r"[ ().\-/]", "", each.phone)
    officers = Person.objects.filter(memberships__role__in=FOLLOWERS, erased_at__isnull=True).distinct()
    for name in officers.values_list("name", flat=True):
        yield " ".join(name.split()), ""
