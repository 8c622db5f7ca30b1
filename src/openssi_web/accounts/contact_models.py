"""The register of persons, and the one place of what is personal in the records about them.

What is personal stands in rows that can be changed: the person, the contact, the former name. The records beside them
say who did what and when by number, and stay when it is erased (docs/decisions/0015).
"""

from typing import ClassVar

from django.conf import settings
from django.db import models

from openssi.vocabulary.text import LANGUAGES, Language, as_language
from openssi_web.accounts.access import ROLES_OF_A_COUNTRY
from openssi_web.accounts.models import PersonChange
from openssi_web.accounts.names import NameField
from openssi_web.append_only import AppendOnlyModel, AppendOnlyQuerySet


class Contact(models.Model):
    """Somebody of a country or of the compiler whom one writes to or calls, with an account or without.

    Attributes:
        ref_area: The country; empty for the compiler's own people, and where the roles of the account say it.
        person: The account, none where there is none; name, address and language then stand there alone.
        function: What the person is in the institution (`Chief actuary`).
        valid_from: First day on which the person is to be reached there.
        valid_to: Last day, none where it has no end.
        erased_at: When what is personal was erased.
        version: Counts changes: two people who correct at once meet.
    """

    ref_area = models.CharField(max_length=3, blank=True, default="")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    name = NameField(max_length=200, blank=True, default="")
    email = models.EmailField(max_length=254, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    institution = models.CharField(max_length=200, blank=True, default="")
    function = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=2, choices=[(each, each) for each in LANGUAGES], default="en")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Nobody leaves before coming."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="contact_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The name, of the account where there is one."""
        return self.person.name if self.person is not None else self.name

    @property
    def address(self) -> str:
        """The address, of the account where there is one; empty where it was erased."""
        if self.person is None:
            return self.email
        return "" if self.person.erased_at is not None else self.person.email

    @property
    def spoken(self) -> Language:
        """The language, of the account where there is one."""
        return as_language(self.person.language if self.person is not None else self.language)

    @property
    def areas(self) -> tuple[str, ...]:
        """The countries of the person: the own, and those of national roles of the account."""
        held = self.person.memberships.all() if self.person is not None else ()
        found = {each.ref_area for each in held if each.role in ROLES_OF_A_COUNTRY}
        return tuple(sorted({self.ref_area, *found} - {""}))


class ContactChange(AppendOnlyModel):
    """What was changed about a contact, by whom and when: which fields, never what stood in them.

    Attributes:
        by: Who did it; none for the command line.
        action: `add`, `correct`, `end` or `erase`.
        fields: Names of the fields.
        reason: Why it was erased, as a code; empty for the other actions.
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=10)
    fields = models.JSONField(default=list)
    reason = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = AppendOnlyQuerySet["ContactChange"].as_manager()

    def __str__(self) -> str:
        return f"{self.contact_id} {self.action}"


class FormerName(models.Model):
    """A name that a person had before a change; it goes when the person is erased, the record of the change stays."""

    change = models.OneToOneField(PersonChange, on_delete=models.PROTECT, related_name="former")
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"before {self.change_id}"
