"""A command line that cannot be read is answered in the language of the person, with what is nearest."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from conftest import OpenSSI
from openssi.definitions import default_root, load_texts
from openssi.run.cli import whole
from openssi.run.spoken_commands import refusal
from openssi.vocabulary.messages.command_line import COMMAND_LINE

SLIPS: list[tuple[str, str, str]] = [
    ("survey estimat", "COMMAND_UNKNOWN", "«\u00a0estimate\u00a0»"),
    ("surve", "COMMAND_UNKNOWN", "«\u00a0survey\u00a0»"),
    ("--workspace here", "COMMAND_MISSING", "--help"),
    ("survey estimate --measure gini", "OPTION_UNKNOWN", "«\u00a0--measures\u00a0»"),
    ("survey describe --lang fr", "OPTION_BEFORE_THE_COMMAND", "openssi --lang … survey describe"),
    ("register count a --by", "OPTION_NEEDS_VALUE", "après --by ("),
    ("survey estimate --measures=", "OPTION_EMPTY", "La valeur de --measures est vide ("),
    ("survey estimate --measures=, --by sex", "OPTION_EMPTY", "soit omettre --measures"),
    ("--workspace= survey", "OPTION_EMPTY", "La valeur de --workspace est vide ("),
    ("register show ,", "ARGUMENT_EMPTY", "est vide"),
    ("survey estimate --relative=3", "OPTION_TAKES_NO_VALUE", "--relative ne prend pas"),
    ("register hash a.csv --column id", "OPTION_MISSING", "L’option --rule manque ("),
    ("register key", "ARGUMENT_MISSING", "FICHIER manque ("),
    ("register key a.key ministry b.key", "ARGUMENT_TOO_MANY", "«\u00a0ministry b.key\u00a0»"),
    ("survey send --year lately", "COMMAND_NUMBER_WHOLE", "«\u00a0lately\u00a0» ne convient pas à --year"),
    ("survey estimate --level high", "COMMAND_NUMBER", "«\u00a0high\u00a0» ne convient pas à --level"),
    ("survey estimate --level 0", "COMMAND_NUMBER_RANGE", "un nombre de 1 à 99.99"),
    ("outliers QMA 2023 --limit 0", "COMMAND_NUMBER_LEAST", "au moins 1"),
    ("country log add --file none.pdf", "COMMAND_PATH_UNFIT", "«\u00a0none.pdf\u00a0» ne convient pas à --file"),
]
ENGLISH = re.compile(r"No such|Missing|Invalid|requires|does not|Did you mean|Try|Usage|Error|unexpected|valid ")


@pytest.mark.parametrize(("written", "code", "said"), SLIPS)
def test_a_slip_is_answered_with_its_code_and_the_way_it_goes(
    openssi: OpenSSI, written: str, code: str, said: str
) -> None:
    left, out, err = openssi("--lang", "fr", *written.split())
    assert (left, out) == (2, "")
    assert f"[{code}]" in err
    assert said in err


@pytest.mark.parametrize("written", [written for written, _, _ in SLIPS])
def test_the_answer_is_in_spanish_too_with_the_line_that_shows_the_usage(openssi: OpenSSI, written: str) -> None:
    _, _, err = openssi("--lang", "es", *written.split())
    assert err.startswith("Uso: openssi ")
    assert not ENGLISH.search(re.sub(r"\[\w+\]$", "", err.rstrip()))


def test_every_message_on_commands_is_met_above() -> None:
    assert {code for _, code, _ in SLIPS} == {*COMMAND_LINE} - {"COMMAND_UNREADABLE"}


def test_what_the_library_refuses_for_a_reason_of_its_own_is_answered_in_general_words() -> None:
    assert refusal(typer.BadParameter("of tomorrow"), None).problems[0].code == "COMMAND_UNREADABLE"


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en", ("Usage:", "Arguments", "Options", "[default: ", "Show this help and leave.")),
        (
            "fr",
            ("Utilisation\u00a0:", "Arguments", "Options", "[par défaut\u00a0: ", "Afficher cette aide et quitter."),
        ),
        ("es", ("Uso:", "Argumentos", "Opciones", "[por defecto: ", "Mostrar esta ayuda y salir.")),
    ],
)
def test_help_has_its_headings_in_the_language(openssi: OpenSSI, language: str, headings: tuple[str, ...]) -> None:
    left, out, _ = openssi("--lang", language, "survey", "describe", "--help")
    assert left == 0
    assert [each for each in headings if each not in " ".join(out.split(" "))] == []


def parameters(command: Any, ctx: typer.Context | None = None) -> Iterator[tuple[Any, typer.Context]]:
    """Give every option and argument of a command and of those below it."""
    own = command.context_class(command, info_name=command.name, parent=ctx)
    for each in command.get_params(own):
        yield each, own
    for below in getattr(command, "commands", {}).values():
        yield from parameters(below, own)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", {"path", "number", "whole number", "text"}),
        ("fr", {"chemin", "nombre", "entier", "texte"}),
        ("es", {"ruta", "número", "entero", "texto"}),
    ],
)
def test_the_kind_of_every_value_is_said_in_the_language_and_a_flag_takes_none(
    monkeypatch: pytest.MonkeyPatch, language: str, words: set[str]
) -> None:
    monkeypatch.setenv("OPENSSI_LANG", language)
    monkeypatch.setattr("sys.argv", ["openssi"])
    found = [(each, each.display_type_rich(ctx)) for each, ctx in parameters(typer.main.get_command(whole()))]
    assert {said.rstrip(".")[1:-1] for _, said in found if said and said.startswith("<")} == words
    assert {said for each, said in found if getattr(each, "is_flag", False)} == {None}
    assert all("|" in said or said.isupper() for _, said in found if said and not said.startswith("<"))


@pytest.mark.parametrize(("language", "said"), [("fr", "Commandes"), ("es", "Comandos")])
def test_a_group_without_a_command_shows_its_help(openssi: OpenSSI, language: str, said: str) -> None:
    left, out, _ = openssi("--lang", language, "survey")
    assert left == 2
    assert said in out


def test_every_name_of_a_value_is_said_in_each_language() -> None:
    def of(command: object) -> list[str]:
        below = getattr(command, "commands", {})
        own = [each.metavar for each in getattr(command, "params", ()) if each.metavar]
        return own + [name for each in below.values() for name in of(each)]

    words = {name for metavar in of(typer.main.get_command(whole())) for name in re.findall("[A-Z]{2,}", metavar)}
    known = load_texts(default_root()).entries("cli")
    assert {each for each in words if f"usage.metavars.{each}" not in known} <= {"HQ", "IN", "OUT"}


def test_what_a_person_breaks_off_is_told(openssi: OpenSSI, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("openssi.run.commands.survey.load_texts", broken_off)
    left, out, err = openssi("--lang", "es", "survey", "measures")
    assert (left, out) == (130, "")
    assert err.count("Interrumpido") == 1
