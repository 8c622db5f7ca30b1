"""Who works on the inquiry: a person signs in with an e-mail address, a membership gives a role for a while.

There are no groups, no permissions and no superuser: what a person sees and may do follows from memberships alone
(`access.py`).
"""

import datetime as dt
from typing import Any, ClassVar, Literal, get_args

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from openssi.vocabulary.decision import ROLES
from openssi.vocabulary.text import LANGUAGES
from openssi_web.accounts.access import FOLLOWERS, ROLES_OF_A_COUNTRY, Grant, granted
from openssi_web.accounts.names import NameField, token_of_person
from openssi_web.append_only import AppendOnlyModel, AppendOnlyQuerySet

_LANGUAGES = [(each, each) for each in LANGUAGES]
_ROLES = [(each, each) for each in ROLES]

Seat = Literal["HQ", "FIELD"]
SEATS: tuple[Seat, ...] = get_args(Seat)


class PersonManager(BaseUserManager["Person"]):
    """Makes people and finds them by their address, however it is capitalised."""

    def create_user(self, email: str, name: str, password: str | None = None, language: str = "en") -> "Person":
        """Make a person; without a password the person signs in by a link or another service."""
        person = self.model(email=email, name=name, language=language)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with an address."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who signs in.

    Attributes:
        email: The sign-in name: an address of one person, in small letters.
        name: As the person writes it; shown beside every answer that the person gave.
        language: Language of pages and messages.
        erased_at: When name and address were erased; what stands instead of them says nothing of the person.
    """

    email = models.EmailField(max_length=254, unique=True)
    name = NameField(max_length=200)
    language = models.CharField(max_length=2, choices=_LANGUAGES, default="en")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """One person per address: addresses are kept in small letters."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="address_in_small_letters")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Bring the address into the form in which it is looked up."""
        self.email = self.email.strip().lower()

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the signature is Django's
        """Keep the person, the address in small letters."""
        self.clean()
        if self.erased_at is not None:
            # The name was read in somebody's language; what is stored is the same for all.
            self.name = token_of_person(self.pk)
        super().save(*args, **kwargs)

    def grants(self, day: dt.date | None = None) -> tuple[Grant, ...]:
        """Return what the person is entitled to on a day, today where none is named."""
        if not self.is_active:
            return ()
        rows = self.memberships.values_list("role", "ref_area", "institution", "schemes", "valid_from", "valid_to")
        return granted(rows, day or dt.datetime.now(dt.UTC).date())


class Membership(models.Model):
    """A role of a person, for a country or, for staff of the compiler, for all.

    Attributes:
        role: A code of CL_ROLE, or a role of the compiler.
        ref_area: The country; empty for staff who work on every country.
        institution: The institution that the person answers for, as it stands in the workbook; empty for none.
        schemes: Schemes that a respondent or an approver answers for; `*` among them stands for all of the country.
        seat: Whether an officer who follows the country sits at headquarters or in the field; empty where nobody said.
        valid_from: First day.
        valid_to: Last day, none where it has no end.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=_ROLES)
    ref_area = models.CharField(max_length=3, blank=True, default="")
    institution = models.CharField(max_length=200, blank=True, default="")
    schemes = models.JSONField(default=list, blank=True)
    seat = models.CharField(max_length=5, blank=True, default="", choices=[(each, each) for each in SEATS])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        """A role of the country names the country."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(role__in=sorted(ROLES_OF_A_COUNTRY), ref_area=""), name="national_role_has_country"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(seat="") | models.Q(role__in=FOLLOWERS) & ~models.Q(ref_area=""),
                name="seat_of_who_follows_a_country",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role} {self.ref_area}".strip()

    def clean(self) -> None:
        """Refuse schemes that are no list of ids."""
        if not isinstance(self.schemes, list) or not all(isinstance(each, str) for each in self.schemes):
            raise ValidationError({"schemes": "a list of scheme ids"})


class PersonChange(AppendOnlyModel):
    """What was changed about a person, by whom and when; it is never edited.

    Attributes:
        person: Whom it is about.
        by: Who did it; none for the command line, where whoever can start it can do everything.
        action: What was done (`add`, `role`, `password`, ...).
        detail: What else is to be known; never a password nor a code, and nothing personal: former names stand apart
            (`FormerName`), where they can be erased.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="changes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=30)
    detail = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = AppendOnlyQuerySet["PersonChange"].as_manager()

    def __str__(self) -> str:
        return f"{self.person}: {self.action}"


from openssi_web.accounts import contact_models as contact_models  # noqa: E402, PLC0414 - Django looks for models here
