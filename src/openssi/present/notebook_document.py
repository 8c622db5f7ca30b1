"""The notebook of a country as a Word document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openssi.definitions import Definitions
from openssi.present.notebook_words import NotebookWords
from openssi.present.word_document import Cell, Frame, WordDocument
from openssi.vocabulary.notebook import (
    CountryNotebook,
    FollowUpNoted,
    IndicatorReadings,
    MissionNoted,
    ProjectNoted,
    Reading,
)
from openssi.vocabulary.text import Language

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOTHING = "–"


def notebook_document(notebook: CountryNotebook, definitions: Definitions, language: Language) -> bytes:
    """Return the notebook of a country as a Word document.

    Args:
        notebook: What stands in it, with its texts in the language; people are given by their roles.
        definitions: The words around it.
        language: Its language.

    Raises:
        FixTheFile: if python-docx is not installed.
    """
    words = NotebookWords(definitions, language)
    title = words.of("title", country=notebook.country)
    release = words.of("document.release", release=notebook.release) if notebook.release else ""
    foot = " · ".join(each for each in (title, release, words.day(notebook.day)) if each)
    frame = Frame(
        title=title,
        subject=words.of("document.subject"),
        head=words.of("restricted"),
        foot=foot,
        page=(words.of("document.page"), words.of("document.of")),
        day=notebook.day,
        language=language,
    )
    return _Writer(notebook, words, WordDocument(frame)).written()


@dataclass
class _Sources:
    """Numbers the sources of values in the order in which they are met."""

    words: NotebookWords
    found: dict[str, int] = field(default_factory=dict)

    def cell(self, reading: Reading | None, *, dated: bool = False) -> Cell:
        """Return a value with the number of its source."""
        text = self.words.dated(reading) if dated else self.words.value(reading)
        if reading is None:
            return Cell(text)
        return Cell(text, self.found.setdefault(self.words.source(reading), len(self.found) + 1))


class _Writer:
    """Writes the document from its top to its bottom."""

    def __init__(self, notebook: CountryNotebook, words: NotebookWords, document: WordDocument) -> None:
        self._notebook, self._words, self._document = notebook, words, document
        self._sources = _Sources(words)

    def written(self) -> bytes:
        of, document = self._words.of, self._document
        document.text(of("as_of", day=self._words.day(self._notebook.day)))
        document.text(of("document.roles"))
        if self._notebook.is_fictional:
            document.text(of("fictional"))
        self._standing()
        self._open()
        document.heading(of("mission.head"), 1)
        if not self._notebook.missions:
            document.text(of("mission.none"))
        for mission in self._notebook.missions:
            self._mission(mission)
        document.heading(of("project.head"), 1)
        if not self._notebook.projects:
            document.text(of("project.none"))
        for project in self._notebook.projects:
            self._project(project)
        self._named_sources()
        return document.written()

    def _standing(self) -> None:
        of, document, standing = self._words.of, self._document, self._notebook.standing
        document.heading(of("standing.head"), 1)
        if standing is None:
            document.text(of("standing.none"))
        else:
            document.text(of("standing.submission", year=standing.year, state=standing.state))
            document.text(of("standing.queries", count=standing.queries))
        if standing is not None and standing.due:
            document.heading(of("standing.due"), 2)
            lines = [of("standing.due_line", day=self._words.day(day), step=step) for day, step in standing.due]
            document.items(lines)
        document.heading(of("standing.headlines"), 2)
        if not self._notebook.headlines:
            document.text(of("standing.no_values" if self._notebook.release else "standing.no_release"))
            return
        heads = [of(f"standing.{each}") for each in ("indicator", "value", "year")]
        rows = [self._headline(each) for each in self._notebook.headlines]
        caption = of("standing.subtitle", release=self._notebook.release)
        document.table(caption, heads, rows, (11, 3, 3), numeric=(1, 2))

    def _headline(self, each: IndicatorReadings) -> list[Cell]:
        year = str(each.now.year) if each.now is not None else _NOTHING
        return [Cell(each.name), self._sources.cell(each.now), Cell(year)]

    # Missions

    def _open(self) -> None:
        self._document.heading(self._words.of("follow_up.head"), 1)
        found = self._notebook.open_follow_ups
        if found:
            self._follow_ups(self._words.of("follow_up.by_due"), found)
        else:
            self._document.text(self._words.of("follow_up.none"))

    def _follow_ups(self, caption: str, found: Iterable[FollowUpNoted]) -> None:
        words, day = self._words, self._notebook.day
        heads = [words.of(f"follow_up.{each}") for each in ("number", "text", "owner", "due", "state")]
        rows = [
            [
                Cell(str(each.number)),
                Cell(each.text),
                Cell(each.owner),
                Cell(words.day(each.due)),
                Cell(words.follow_up(each, day)),
            ]
            for each in found
        ]
        self._document.table(caption, heads, rows, (1.2, 5.8, 3.2, 3.1, 3.7))

    def _mission(self, mission: MissionNoted) -> None:
        of, document = self._words.of, self._document
        document.heading(self._words.mission(mission), 2)
        document.text(mission.objective)
        if mission.participants:
            heads = [of(f"mission.{each}") for each in ("who", "institution", "function", "count")]
            rows = [
                [
                    Cell(each.who or of("mission.outside")),
                    Cell(each.institution or _NOTHING),
                    Cell(each.function or _NOTHING),
                    Cell(str(each.count)),
                ]
                for each in mission.participants
            ]
            document.table(of("mission.participants"), heads, rows, (4.4, 5.2, 4.8, 2.6), numeric=(3,))
        document.heading(of("mission.findings"), 3)
        if mission.findings:
            document.items(mission.findings, numbered=True)
        else:
            document.text(of("mission.no_findings"))
        if mission.follow_ups:
            self._follow_ups(of("follow_up.all"), mission.follow_ups)

    # Projects

    def _project(self, project: ProjectNoted) -> None:
        of, document = self._words.of, self._document
        document.heading(project.title, 2)
        state, days = of(f"project_state.{project.state}"), self._words.days(project)
        document.text(of("project.line", state=state, days=days))
        document.text(project.objective)
        if project.partners:
            document.heading(of("project.partners"), 3)
            document.items(project.partners)
        if project.budget_line:
            document.heading(of("project.budget_line"), 3)
            document.text(project.budget_line)
        self._milestones(project)

    def _milestones(self, project: ProjectNoted) -> None:
        words, day = self._words, self._notebook.day
        if not project.milestones:
            self._document.text(words.of("milestone.none"))
            return
        heads = [words.of(f"milestone.{each}") for each in ("due", "text", "state")]
        rows = [
            [Cell(words.day(each.due)), Cell(each.text), Cell(words.milestone(each, day))]
            for each in project.milestones
        ]
        self._document.table(words.of("milestone.head"), heads, rows, (3.2, 8.8, 5))
        moved = [(each.text, reading) for each in project.milestones for reading in each.indicators]
        if moved:
            self._readings(moved)

    def _readings(self, moved: Sequence[tuple[str, IndicatorReadings]]) -> None:
        of = self._words.of
        heads = [of("milestone.text"), *(of(f"milestone.{each}") for each in ("indicators", "start", "now"))]
        rows = [
            [
                Cell(text),
                Cell(each.name),
                self._sources.cell(each.start, dated=True),
                self._sources.cell(each.now, dated=True),
            ]
            for text, each in moved
        ]
        self._document.table(of("milestone.readings"), heads, rows, (5, 5, 3.5, 3.5), numeric=(2, 3))

    def _named_sources(self) -> None:
        if not self._sources.found:
            return
        self._document.heading(self._words.of("standing.sources"), 1)
        for text, number in self._sources.found.items():
            self._document.numbered(number, text)
