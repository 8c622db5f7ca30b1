"""What the first person would wait for, done beforehand.

The front page is asked for in each language, which reads the release; rules are compiled, submissions opened, the round
counted.
"""

import gc
import logging
import threading
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module

from openssi.vocabulary.errors import OpenSSIError
from openssi.vocabulary.release import EVERYBODY
from openssi.vocabulary.text import LANGUAGES
from openssi_web.releases import site
from openssi_web.site_files.asking import ask

THIS_MACHINE = "http://localhost"

ALLOCATIONS = 20_000
"""New objects after which Python looks for garbage; a page of a wide table makes so many."""

_log = logging.getLogger(__name__)


class WarmUp:
    """Warms the process up beside its first answers, and stops between two steps when it is told to.

    Args:
        after: Seconds to wait before the first step.
    """

    def __init__(self, after: float = 0.0) -> None:
        self._after = after
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warm-up", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """End after the step that is under way, and wait for it."""
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join(seconds)

    def _run(self) -> None:
        from django.db import DatabaseError, connection

        if self._over.wait(self._after):
            return
        gc.set_threshold(ALLOCATIONS, 20, 20)
        try:
            for step in steps():
                if self._over.is_set():
                    return
                step()
        except (OpenSSIError, DatabaseError, OSError) as error:
            # Whoever asks for the page is told; here nobody is there to be told.
            _log.info("not warmed up: %s", error)
        finally:
            connection.close()


def steps() -> Iterator[Callable[[], object]]:
    """Iterate over the steps: those of the readers first, then those of a round.

    Whoever ends the process waits for the step under way, so that none is long.
    """
    if site().releases(EVERYBODY):
        yield from _of_readers()
    yield from _of_a_round()


def _of_readers() -> Iterator[Callable[[], object]]:
    from django.conf import settings

    yield lambda: site().latest(EVERYBODY).connection()
    yield lambda: import_module(settings.ROOT_URLCONF)
    yield lambda: site().definitions.pages
    for language in LANGUAGES:
        yield partial(ask, f"/{language}/", THIS_MACHINE)


def _of_a_round() -> Iterator[Callable[[], object]]:
    from openssi_web.rounds.answers.findings import findings_of_cell
    from openssi_web.rounds.answers.live_findings import live_findings
    from openssi_web.rounds.forms.form import form_of
    from openssi_web.rounds.models import Entry
    from openssi_web.rounds.monitor.counts import counting_steps
    from openssi_web.rounds.requests.permission import cells_of
    from openssi_web.rounds.workspace import inquiry

    yield inquiry
    last = Entry.objects.select_related("draft__round").order_by("-pk").first()
    if last is not None:
        draft = last.draft
        yield lambda: cells_of(draft)
        yield lambda: form_of(inquiry(), draft, "en").outline
        yield lambda: live_findings(inquiry(), draft, last.pk)
        answer = last.versions.first()
        if answer is not None:
            yield lambda: findings_of_cell(inquiry(), draft, answer.key)
    yield keep
    yield from counting_steps()


def keep() -> None:
    """Leave what was made so far out of every later search for garbage: it stays as long as the process."""
    gc.collect()
    gc.freeze()
