"""A validation report as one page for people, findings by scheme and kind."""

from collections.abc import Iterable, Iterator
from html import escape

from openssi.definitions import Definitions
from openssi.publish.findings.report_model import STATES, FindingsReport
from openssi.publish.findings.report_style import KIND_CLASSES, page, table
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import Language
from openssi.vocabulary.validation_report import CHANGES, SEVERITIES


def page_text(report: FindingsReport, definitions: Definitions, language: Language) -> str:
    """Return the page in one language, the same for the same check."""
    made = _Page(report, definitions, language)
    return "".join(page(made.title, language, made.body()))


class _Page:
    def __init__(self, report: FindingsReport, definitions: Definitions, language: Language) -> None:
        self._report = report
        self._words = report.words(definitions, language)
        self.title = report.title(self._words)

    def body(self) -> Iterator[str]:
        yield f"<h1>{escape(self.title)}</h1>\n"
        yield f'<p class="headline">{escape(self._report.headline(self._words))}</p>\n'
        if self._report.fictional:
            yield f'<p class="notice">{escape(self._words.notices(fictional=True)[0])}</p>\n'
        yield from self._facts(self._report.facts(self._words))
        if self._report.findings:
            yield from self._counts()
            yield from self._contents()
        yield from self._changes()
        for each in self._report.by_scheme:
            yield from self._scheme(each.key)
        if self._report.findings:
            yield from self._by_rule()
        yield f"<footer><p>{escape(self._words.notices(fictional=False)[0])}</p></footer>\n"

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(key, **values)

    def _facts(self, facts: Iterable[tuple[str, str]]) -> Iterator[str]:
        yield "<dl>\n"
        for label, value in facts:
            if value:
                yield f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>\n"
        yield "</dl>\n"

    def _counts(self) -> Iterator[str]:
        heads = [self._say("heads.kind"), *(self._say(f"heads.{each}") for each in STATES), self._say("heads.total")]
        number = self._words.number
        rows = [[self._say(f"severity.{each}"), *map(number, self._report.counts([each]))] for each in SEVERITIES]
        total = [self._say("heads.total"), *map(number, self._report.counts())]
        yield from table(self._say("section.counts"), heads, rows, frozenset({1, 2, 3, 4}), total, under_heading=False)

    def _contents(self) -> Iterator[str]:
        title = escape(self._say("section.contents"))
        yield f'<nav aria-label="{title}">\n<h2>{title}</h2>\n<ul>\n'
        yield f'<li><a href="#changes">{escape(self._say("changes.title"))}</a></li>\n'
        for each in self._report.by_scheme:
            named = escape(self._scheme_name(each.key))
            yield f'<li><a href="#{_anchor(each.key)}">{named}</a> ({self._words.number(each.findings)})</li>\n'
        yield f'<li><a href="#rules">{escape(self._say("section.by_rule"))}</a></li>\n</ul>\n</nav>\n'

    def _scheme_name(self, key: str) -> str:
        return self._words.unit("" if key == self._report.check.ref_area else key)

    # What changed

    def _changes(self) -> Iterator[str]:
        yield f'<section id="changes">\n<h2>{escape(self._say("changes.title"))}</h2>\n'
        yield f"<p>{escape(self._report.compared_with(self._words))}</p>\n"
        changes = self._report.changes
        if changes.before is not None:
            rows = [[self._say(f"change.{each}"), self._words.number(len(changes.of(each)))] for each in CHANGES]
            heads = [self._say("heads.change"), self._say("heads.findings")]
            yield from table(self._say("changes.title"), heads, rows, frozenset({1}))
        if changes.gone:
            yield f"<h3>{escape(self._say('changes.gone'))}</h3>\n<ul>\n"
            for each in changes.gone:
                where = " · ".join(part for part in (self._subject(each), self._words.item(each)) if part)
                message = each.message.in_language(self._words.language)
                yield f"<li>{escape(where)}<br>{escape(message)} <code>{escape(each.rule)}</code></li>\n"
            yield "</ul>\n"
        yield "</section>\n"

    # Findings

    def _scheme(self, key: str) -> Iterator[str]:
        yield f'<section>\n<h2 id="{_anchor(key)}">{escape(self._scheme_name(key))}</h2>\n'
        for severity in SEVERITIES:
            found = self._report.of_scheme(key, severity)
            if found:
                count = self._words.number(len(found))
                yield f"<h3>{escape(self._say(f'severity.{severity}'))} ({count})</h3>\n"
            for each in found:
                yield from self._finding(each)
        yield "</section>\n"

    def _finding(self, finding: Finding) -> Iterator[str]:
        language = self._words.language
        kind = self._say(f"severity.{finding.severity}")
        told = [self._say(f"state.{finding.state}")]
        if self._report.changes.before is not None:
            told.append(self._report.change(finding, self._words))
        yield f'<article class="{KIND_CLASSES[finding.severity]}">\n'
        yield f'<p class="kind"><b>{escape(kind)}</b> <span>· {escape(" · ".join(told))}</span></p>\n'
        yield f"<h4>{escape(self._words.item(finding))}</h4>\n"
        yield f"<p>{escape(finding.message.in_language(language))}</p>\n"
        yield f"<p>{escape(finding.remedy.in_language(language))}</p>\n"
        yield from self._facts(self._facts_of(finding))
        yield "</article>\n"

    def _facts_of(self, finding: Finding) -> Iterator[tuple[str, str]]:
        words = self._words
        yield words.say("heads.benefit"), words.benefit(finding)
        yield words.say("heads.place"), words.place(finding)
        yield words.say("heads.value"), words.value(finding)
        yield words.say("heads.expected"), words.expected(finding)
        yield words.say("heads.explanation"), words.explanation(finding)
        yield words.say("heads.reason"), words.reason(finding)
        title = words.rule_title(finding.rule)
        yield words.say("heads.rule"), f"{finding.rule} {title}".strip()

    def _subject(self, finding: Finding) -> str:
        return self._words.benefit(finding) or self._words.unit(finding.scheme)

    # Rules

    def _by_rule(self) -> Iterator[str]:
        evaluated = self._report.check.evaluated
        names = ["rule", "title", "kind", "findings", *(["evaluated"] if evaluated else []), "open"]
        rows = []
        for each in self._report.by_rule:
            times = [self._words.number(evaluated[each.key]) if each.key in evaluated else ""] if evaluated else []
            kind = self._say(f"severity.{each.severity}")
            counts = [self._words.number(each.findings), *times, self._words.number(each.open)]
            rows.append([each.key, self._words.rule_title(each.key), kind, *counts])
        title = self._say("section.by_rule")
        yield f'<section>\n<h2 id="rules">{escape(title)}</h2>\n'
        heads = [self._say(f"heads.{name}") for name in names]
        yield from table(title, heads, rows, frozenset(range(3, len(names))))
        yield "</section>\n"


def _anchor(key: str) -> str:
    return f"scheme-{escape(key)}"
