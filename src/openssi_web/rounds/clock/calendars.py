"""The days of a round: its own, or those of the usual calendar."""

import datetime as dt
from collections.abc import Mapping

from openssi.vocabulary.calendar import DUE, after_working_days
from openssi_web.rounds.submissions.models import Round, SubmissionDraft
from openssi_web.rounds.workspace import definitions


def today() -> dt.date:
    """Return the day by the clock of the site, which is the same for all countries."""
    return dt.datetime.now(dt.UTC).date()


def days_of(round_: Round) -> dict[str, dt.date]:
    """Return the day of each step of a round."""
    stored: Mapping[str, str] = round_.calendar
    if not stored:
        return definitions().calendar.days(round_.year, due=round_.deadline)
    days = {step: dt.date.fromisoformat(day) for step, day in stored.items()}
    return {**days, **({DUE: round_.deadline} if round_.deadline else {})}


def worked_out(year: int, opened: dt.date, deadline: dt.date | None) -> dict[str, str]:
    """Return the calendar that a round which is opened keeps."""
    days = definitions().calendar.days(year, opened, deadline)
    return {step: day.isoformat() for step, day in days.items()}


def confirmation_ends(draft: SubmissionDraft) -> dt.date | None:
    """Return the last day on which the country confirms or objects, none where it was not asked to."""
    asked = draft.transitions.filter(after="COUNTRY_CONFIRMATION").select_related("entry").order_by("-pk").first()
    if asked is None:
        return None
    return after_working_days(asked.entry.at.date(), definitions().calendar.confirmation_days)
