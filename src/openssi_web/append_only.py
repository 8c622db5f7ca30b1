"""Rows that are written once and never changed or removed.

The models refuse it, and so does the database itself (migrations `append_only`): whoever works around Django meets the
same answer.
"""

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class AppendOnly(Exception):
    """Something tried to change or remove what was recorded."""


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Reads and inserts, nothing else."""

    def _refuse(self) -> NoReturn:
        raise AppendOnly(f"{self.model.__name__} is a record: it is neither changed nor removed")

    def update(self, **kwargs: Any) -> int:  # noqa: ANN401, ARG002 - the signature is Django's
        """Refuse."""
        self._refuse()

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        self._refuse()

    def bulk_update(self, objs: Iterable[Row], fields: Iterable[str], batch_size: int | None = None) -> int:  # noqa: ARG002
        """Refuse."""
        self._refuse()


class AppendOnlyModel(models.Model):
    """A model whose rows are written once."""

    class Meta:
        """Has no table of its own."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the signature is Django's
        """Write the row if it is new.

        Raises:
            AppendOnly: if it was written before.
        """
        if not self._state.adding:
            raise AppendOnly(f"{type(self).__name__} {self.pk} is a record: it is not changed")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002 - the signature is Django's
        """Refuse."""
        raise AppendOnly(f"{type(self).__name__} {self.pk} is a record: it is not removed")
