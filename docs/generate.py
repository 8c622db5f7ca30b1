"""Write the generated pages of docs/reference, or check that they are current.

Run it with `make docs`. With `--check` nothing is written, and the exit code is 1 where a page is not current.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer.main

os.environ["OPENSSI_LANG"] = "en"

from openssi.definitions import Definitions, load
from openssi.definitions.breakdowns import breakdown_name
from openssi.run.cli import whole
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.indicator import FormulaExample, Indicator
from openssi.vocabulary.letters import OCCASIONS_EXPLAINED, READERS_EXPLAINED, SLOTS_EXPLAINED, LetterKind
from openssi.vocabulary.messages import CATALOGUE
from openssi.vocabulary.text import LANGUAGES
from openssi.vocabulary.transitions import CONDITIONS_EXPLAINED, EFFECTS_EXPLAINED, Move

REFERENCE = Path(__file__).parent / "reference"


def tables(_: Definitions) -> Iterator[str]:
    """Return the page of the tables of a release."""
    yield "# Tables of a release\n\nOne Parquet file each. Reported values are exact decimals, computed ones doubles."
    for dataflow in DATAFLOWS.values():
        yield f"## {dataflow.id}\n\n{dataflow.description}.\n\n| column | type | what stands in it |\n|---|---|---|"
        yield "\n".join(f"| `{each.name}` | {each.type} | {each.description} |" for each in dataflow.columns)


def messages(_: Definitions) -> Iterator[str]:
    """Return the page of the messages."""
    yield (
        "# Messages\n\nEach message is printed with its place in front (file, sheet, row or cell, item) and its code"
        " at the end. Words in braces are filled in."
    )
    for code, text in sorted(CATALOGUE.items()):
        yield f"## {code}\n\n- en: {text.en}\n- fr: {text.fr}\n- es: {text.es}"


def commands(_: Definitions) -> Iterator[str]:
    """Return the page of the commands."""
    yield "# Commands\n\nIn the order of the flow. Each also takes `--help`."
    yield from _commands(typer.main.get_command(whole()), "openssi")


def _commands(command: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - Typer brings its own click
    if hasattr(command, "commands"):
        for each in command.list_commands(None):
            yield from _commands(command.commands[each], f"{name} {each}")
        return
    yield f"## {name}\n\n{command.help}\n\n| option | what it is |\n|---|---|"
    yield "\n".join(_parameter(each) for each in command.params)


def _parameter(parameter: Any) -> str:  # noqa: ANN401 - Typer brings its own click
    shown = ", ".join(f"`{each}`" for each in parameter.opts if each.startswith("-"))
    return f"| {shown or f'`{parameter.metavar}`'} | {getattr(parameter, 'help', '') or ''} |"


def rules(definitions: Definitions) -> Iterator[str]:
    """Return the page of the rules."""
    yield "# Rules\n\nE blocks, W must be corrected or explained, I is shown. A finding never blocks saving."
    for rule in definitions.rules:
        conditions = "\n".join(f"    {each}" for each in rule.expressions)
        yield (
            f"## {rule.id} {rule.title.en}\n\nSeverity {rule.severity}, stage {rule.stage}, per {rule.level}.\n\n"
            f"{conditions}\n\n{rule.message.en} {rule.remedy.en}\n\nWhy: {rule.reason.en}"
        )


def indicators(definitions: Definitions) -> Iterator[str]:
    """Return the page of the indicators."""
    yield (
        "# Indicators\n\nBy family. `openssi publish indicators` writes the same with all details, as a page in three"
        " languages or as a table; how they are declared: [declare an indicator](../howto/declare-an-indicator.md)."
    )
    for family in definitions.indicator_families.values():
        known = [each for each in definitions.indicators.values() if each.family == family.id]
        if known:
            page = f"{family.id.replace('_', '-')}.md"
            yield f"## {family.name.en}\n\nMethod: [{page}](../methods/{page})."
        for each in known:
            yield from _indicator(each, definitions)


def _indicator(indicator: Indicator, definitions: Definitions) -> Iterator[str]:
    unit = definitions.indicator_units[indicator.unit]
    lead = indicator.name.en if indicator.name.en.endswith(".") else f"{indicator.name.en}."
    yield f"### {indicator.id}\n\n{lead} {indicator.definition.en}\n\n| | |\n|---|---|"
    rows = {
        "code": indicator.code,
        "variant of": f"`{indicator.variant_of}`" if indicator.variant_of else "",
        "formula": "" if indicator.formulas else "as published",
        **dict(_formula_rows(indicator, definitions)),
        "for each scheme": f"`{indicator.by_scheme.text}`" if indicator.by_scheme else "",
        "for each benefit": f"`{indicator.by_benefit.text}`" if indicator.by_benefit else "",
        "unit": f"`{unit.id}` {unit.name.en}",
        "sexes": " ".join(f"`{each}`" for each in indicator.sexes),
        "better when": {"higher": "higher", "lower": "lower", "none": ""}[indicator.direction],
        "weight in aggregates": " else ".join(f"`{each}`" for each in (indicator.weight, *indicator.weight_fallbacks))
        if indicator.weight
        else "no aggregates",
        "series of the global SDG database": f"`{indicator.series}`" if indicator.series else "",
        "ILOSTAT classification": f"`{indicator.ilostat}`" if indicator.ilostat else "",
        "français": indicator.name.fr,
        "español": indicator.name.es,
    }
    yield "\n".join(f"| {name} | {_in_cell(value)} |" for name, value in rows.items() if value)
    if indicator.examples:
        yield "Examples:\n\n| value | cells |\n|---|---|"
        yield "\n".join(map(_indicator_example, indicator.examples))


def _formula_rows(indicator: Indicator, definitions: Definitions) -> Iterator[tuple[str, str]]:
    for each in indicator.formulas:
        name = breakdown_name(definitions.codelists, each.breakdown).en
        of = [f"`{each.breakdown}` {name}"] if each.breakdown != "_T" else []
        of += [f"`{sex}`" for sex in each.sexes]
        free = [f"{name} = {code}" for name, code in each.names.items()]
        types = (
            [f"mean over {', else '.join(' and '.join(choice) for choice in each.benefits)}"] if each.benefits else []
        )
        yield ", ".join(["formula", *of]), "; ".join([f"`{each.text}`", *free, *types])


def _indicator_example(example: FormulaExample) -> str:
    cells = ", ".join(
        f"`{name}` {value if isinstance(value, str) else f'{value:f}'}" for name, value in example.cells.items()
    )
    value = "none" if example.value is None else f"{example.value:f}"
    of = [each for each in (example.breakdown.removeprefix("_T"), example.sex) if each]
    return f"| {value}{f' ({chr(44).join(of)})' if of else ''} | {_in_cell(cells)} |"


def _in_cell(text: str) -> str:
    return text.replace("|", "\\|")


def questionnaire(definitions: Definitions) -> Iterator[str]:
    """Return the page of the questionnaire."""
    yield f"# Questionnaire, version {definitions.questionnaire.version}"
    for table in definitions.questionnaire.tables:
        yield f"## {table.id} {table.title.en}\n\n| code | item | label | unit | requirement |\n|---|---|---|---|---|"
        yield "\n".join(
            f"| {each.code} | `{each.id}` | {each.label.en} | {each.unit or each.codelist} | {each.requirement} |"
            for each in table.items
        )


def states(definitions: Definitions) -> Iterator[str]:
    """Return the page of the states of a submission and of the calendar of a round."""
    table, roles = definitions.states, "definitions/interface/round.yaml"
    yield (
        "# States of a submission\n\nWritten from `definitions/round/transitions.yaml` and `calendar.yaml`; names of"
        f" roles stand in `{roles}`. Nothing moves a submission but what stands here."
    )
    yield "## States\n\n| state | in words | who enters answers |\n|---|---|---|"
    for state in table.states.values():
        words = definitions.texts.get(f"round.state.{state.id}", "en")
        yield f"| `{state.id}` | {words} | {', '.join(state.answers) or '-'} |"
    yield "## Transitions"
    for move in table.moves.values():
        yield from _transition(move)
    yield "## Conditions\n\n| condition | it holds where |\n|---|---|"
    yield "\n".join(f"| `{name}` | {what} |" for name, what in CONDITIONS_EXPLAINED.items())
    yield "## Effects\n\n| effect | what it is |\n|---|---|"
    yield "\n".join(f"| `{name}` | {what} |" for name, what in EFFECTS_EXPLAINED.items())
    yield from _calendar(definitions)


def _transition(move: Move) -> Iterator[str]:
    actors = {"timer": f"the clock `{move.timer}`", "follows": "by itself, after another transition"}
    rows = {
        "from": ", ".join(f"`{each}`" for each in move.sources),
        "to": f"`{move.target}`" if move.target else "stays where it is",
        "through": move.through,
        "who": actors.get(move.through, ", ".join(f"`{each}`" for each in move.may)),
        "conditions": ", ".join(f"`{each}`" for each in move.conditions),
        "asks for": ", ".join(_asked(move)),
        "effects": ", ".join(f"`{each}`" for each in move.effects),
        "button": f"{move.button.en} / {move.button.fr} / {move.button.es}" if move.button else "",
    }
    yield f"### {move.id}\n\n{move.does.en}\n\n| | |\n|---|---|"
    yield "\n".join(f"| {name} | {value} |" for name, value in rows.items() if value)


def _asked(move: Move) -> Iterator[str]:
    if move.needs_reason:
        yield "a reason"
    if move.codelist:
        yield f"a code of `{move.codelist}`"
    if move.asks_part:
        yield "whose part"


def _calendar(definitions: Definitions) -> Iterator[str]:
    rules = definitions.calendar
    yield (
        "## Calendar\n\nThe usual days for reference year t. A cycle of queries takes"
        f" {rules.query_days} working days, at most {rules.query_cycles} cycles; the country confirms within"
        f" {rules.confirmation_days} working days.\n\n| step | day | what happens |\n|---|---|---|"
    )
    for step in rules.steps.values():
        fixed = f"{step.month:02}-{step.day:02} of t+{step.years}"
        day = f"{step.delay} days after `{step.after}`" if step.after else fixed
        yield f"| `{step.id}` | {day} | {step.name.en} |"


def letters(definitions: Definitions) -> Iterator[str]:
    """Return the page of the letters of a round."""
    yield (
        "# Letters\n\nWritten from `definitions/round/letters.yaml`: the e-mails of a round, each in the language of"
        " its reader. They never carry figures: what may stand in braces is this closed list, and nothing of it comes"
        " from an answer, a finding or a query. A paragraph whose `link`, `due` or `days_left` has nothing to say is"
        " left out."
    )
    yield "## Slots\n\n| slot | what it is |\n|---|---|"
    yield "\n".join(f"| `{name}` | {what} |" for name, what in SLOTS_EXPLAINED.items())
    yield "## Readers\n\n| readers | who |\n|---|---|"
    yield "\n".join(f"| `{name}` | {what} |" for name, what in READERS_EXPLAINED.items())
    for letter in definitions.letters.values():
        yield from _of_letter(letter)


def _of_letter(letter: LetterKind) -> Iterator[str]:
    caused = ", ".join(f"`{each}`" for each in letter.moves)
    rows = {
        "caused by": OCCASIONS_EXPLAINED[letter.occasion] + (f": {caused}" if caused else ""),
        "clock": f"`{letter.clock}`" if letter.clock else "",
        "to": ", ".join(f"`{each}`" for each in letter.roles),
        "readers": f"`{letter.readers}`",
        "due": letter.due,
        "leads to": letter.page,
    }
    yield f"## {letter.id}\n\n{letter.name.en}.\n\n| | |\n|---|---|"
    yield "\n".join(f"| {name} | {value} |" for name, value in rows.items() if value)
    for each in LANGUAGES:
        yield f"### {letter.id}: {letter.subject.in_language(each)}\n\n{letter.body.in_language(each)}"


def api(_: Definitions) -> Iterator[str]:
    """Return the page of the API of the site, from its OpenAPI description."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "openssi_web.settings"
    import django

    django.setup()
    from openssi_web.api.document import document

    described = document("en")
    yield f"# API\n\n{described['info']['description']} How to use it: [use the API](../howto/use-the-api.md)."
    for path, methods in described["paths"].items():
        operation = methods["get"]
        yield f"## GET {path}\n\n{operation['summary']}."
        if operation["parameters"]:
            yield "| parameter | values | meaning |\n|---|---|---|"
            yield "\n".join(map(_api_parameter, operation["parameters"]))
        statuses = (f"{status} {each['description']}" for status, each in operation["responses"].items())
        yield f"Answers: {' '.join(statuses)}"
        yield "Media types: " + ", ".join(f"`{each}`" for each in operation["responses"]["200"]["content"])


def _api_parameter(parameter: Any) -> str:  # noqa: ANN401 - of a JSON document
    schema = parameter["schema"]
    values = ", ".join(f"`{each}`" for each in schema.get("enum", ())) or str(schema["type"])
    if "minimum" in schema:
        values = f"{schema['minimum']}–{schema['maximum']}"
    named = f"`{parameter['name']}`" + (" (part of the address)" if parameter["in"] == "path" else "")
    return f"| {named} | {values} | {parameter.get('description', '')} |"


PAGES: dict[str, Callable[[Definitions], Iterator[str]]] = {
    "tables.md": tables,
    "messages.md": messages,
    "commands.md": commands,
    "rules.md": rules,
    "indicators.md": indicators,
    "questionnaire.md": questionnaire,
    "states.md": states,
    "letters.md": letters,
    "api.md": api,
}


def _joined(parts: Iterator[str]) -> str:
    lines: list[str] = []
    for part in parts:
        continues = part.startswith("|") and lines and lines[-1].splitlines()[-1].startswith("|")
        lines.append(part if continues else f"\n{part}")
    return "\n".join(lines).strip() + "\n"


def main(arguments: list[str]) -> int:
    """Write the pages, or return 1 where one of them is not current."""
    definitions = load()
    stale = []
    for name, write in PAGES.items():
        path, content = REFERENCE / name, _joined(write(definitions))
        if "--check" in arguments:
            if not path.exists() or path.read_text(encoding="utf-8") != content:
                stale.append(name)
        else:
            path.write_text(content, encoding="utf-8")
    if stale:
        sys.stderr.write(f"not current, please run `make docs`: {', '.join(stale)}\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
