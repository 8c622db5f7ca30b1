"""Help and complaints of the library that reads the command line, in the language of the person.

Every command and group is of a class that says its usage and its headings in that language. What the library refuses is
told by the class of its exception and by what it knows of the parameter, never by its English sentence, and becomes a
message of the catalogue.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from openssi.definitions import default_root, load_texts
from openssi.run.console import complain, err, text
from openssi.vocabulary.errors import FixTheFile

USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
"""What every complaint of the library about a command line descends from; Typer does not export its name."""
MAY_BE_EMPTY = frozenset({"--precedence"})
"""Options that say something by an empty value."""

_OF_THE_LIBRARY = (("Usage:", "usage"), ("[OPTIONS]", "options"), ("COMMAND [ARGS]...", "command"))


class _Spoken:
    """Says usage, headings, names of arguments and the help on help in the language of the person."""

    def __init__(self, *args: Any, **values: Any) -> None:  # noqa: ANN401 - those of a command
        super().__init__(*args, **values)
        for parameter in self.params:  # type: ignore[attr-defined]
            _say_the_type(parameter)
            if parameter.metavar and "|" not in parameter.metavar:
                parameter.metavar = re.sub("[A-Z]{2,}", _placeholder, parameter.metavar)

    def parse_args(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - the context of click
        """Read what was written; a complaint knows to which command it belongs."""
        try:
            _refuse_empty(ctx, args)
            return super().parse_args(ctx, args)  # type: ignore[misc]
        except USAGE_ERROR as error:
            if getattr(error, "ctx", None) is None:
                error.ctx = ctx  # type: ignore[attr-defined]
            raise

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401 - the context of click, however Typer vendors it
        """Return the line that shows what is written where."""
        said: str = super().get_usage(ctx)  # type: ignore[misc]
        for written, key in _OF_THE_LIBRARY:
            said = said.replace(written, text(f"usage.{key}"), 1)
        return said

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - the context of click
        """Return the option that shows the help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = text("usage.help")
            _say_the_type(option)
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - the context of click
        """Write the help under headings of the language."""
        _name_the_headings()
        super().format_help(ctx, formatter)  # type: ignore[misc]


class SpokenCommand(_Spoken, TyperCommand):
    """A command."""


class SpokenGroup(_Spoken, TyperGroup):
    """A group of commands."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - the context of click
        """Return the command that is meant, or say which is nearest."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-") and not ctx.resilient_parsing:
            raise _Unknown(name, ctx)
        return super().resolve_command(ctx, args)


class _Unknown(typer.BadParameter):
    """A command that is not known."""

    def __init__(self, name: str, ctx: Any) -> None:  # noqa: ANN401 - the context of click
        super().__init__(name, ctx)
        self.name = name


class _Empty(typer.BadParameter):
    """A value that is empty; the parameter is that of the option, None for an argument."""


def _refuse_empty(ctx: Any, args: Sequence[str]) -> None:  # noqa: ANN401 - the context of click
    """Refuse values in which nothing is written, or commas only; those of a command below belong to it.

    Raises:
        _Empty: naming the first.
    """
    if ctx.resilient_parsing:
        return
    options = {name: each for each in ctx.command.get_params(ctx) for name in each.opts if name.startswith("-")}
    of: Any = None
    for each in args:
        name, equals, value = each.partition("=")
        if of is not None:
            _refuse_empty_value(of, each, ctx)
            of = None
        elif each in options and not getattr(options[each], "is_flag", False):
            of = options[each]
        elif name in options and equals:
            _refuse_empty_value(options[name], value, ctx)
        elif not each.startswith("-"):
            if hasattr(ctx.command, "commands"):
                return
            _refuse_empty_value(None, each, ctx)


def _refuse_empty_value(of: Any, value: str, ctx: Any) -> None:  # noqa: ANN401 - of click
    if value.strip(", \t\n"):
        return
    if of is None or not MAY_BE_EMPTY & {*of.opts}:
        raise _Empty(value, ctx, of)


def _placeholder(found: re.Match[str]) -> str:
    """Return the word that stands for a value, such as FILE, in the language of the person, where it is known."""
    key = f"usage.metavars.{found[0]}"
    return text(key) if key in load_texts(default_root()).entries("cli") else found[0]


def _say_the_type(parameter: Any) -> None:  # noqa: ANN401 - of click
    """Let a parameter say in the help what kind of value it takes, in the language of the person; a flag takes none."""
    of_the_library = parameter.display_type_rich

    def in_words(ctx: Any) -> str | None:  # noqa: ANN401 - the context of click
        if getattr(parameter, "is_flag", False):
            return None
        said: str | None = of_the_library(ctx)
        kind = getattr(_kind(parameter), "__name__", "")
        word = f"usage.types.{kind}"
        if (said and not said.startswith("<")) or word not in load_texts(default_root()).entries("cli"):
            return said
        several = "..." if parameter.type_descriptor.is_list else ""
        return f"<{text(word)}>{several}"

    parameter.display_type_rich = in_words


def let_speak(app: typer.Typer) -> None:
    """Let every command and group of an application speak the language of the person, those added later excepted."""
    for command in app.registered_commands:
        command.cls = SpokenCommand
    for group in app.registered_groups:
        group.cls = SpokenGroup
        if group.typer_instance is not None:
            let_speak(group.typer_instance)


def leave_with(error: Exception) -> NoReturn:
    """Say what is wrong with the command line, and leave with the exit code of the library.

    Raises:
        SystemExit: always.
    """
    context: Any = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()  # type: ignore[attr-defined]
        sys.exit(2)
    if context is not None:
        err.print(context.get_usage(), markup=False)
    complain(refusal(error, context))
    sys.exit(2)


def refusal(error: Exception, context: Any) -> FixTheFile:  # noqa: ANN401 - the context of click
    """Return the message of the catalogue for a complaint of the library."""
    if isinstance(error, _Unknown):
        return _unknown("COMMAND_UNKNOWN", error.name, context.command.commands)
    named = {
        "_Empty": _empty,
        "NoSuchOption": _no_option,
        "BadOptionUsage": _option_used_wrongly,
        "MissingParameter": _missing,
    }
    tell = named.get(type(error).__name__)
    if tell is not None:
        return tell(error, context)
    parameter: Any = getattr(error, "param", None)
    if parameter is not None:
        return _unfit(error, parameter)
    if hasattr(getattr(context, "command", None), "commands"):
        return FixTheFile.because("COMMAND_MISSING")
    extra = re.search(r" \((.*)\)$", str(error))
    if extra:
        return FixTheFile.because("ARGUMENT_TOO_MANY", words=extra[1])
    return FixTheFile.because("COMMAND_UNREADABLE")


def _empty(error: Any, _: Any) -> FixTheFile:  # noqa: ANN401 - of click
    if error.param is None:
        return FixTheFile.because("ARGUMENT_EMPTY")
    return FixTheFile.because("OPTION_EMPTY", name=_name(error.param), help=_help(error.param))


def _no_option(error: Any, context: Any) -> FixTheFile:  # noqa: ANN401 - of click
    name = str(error.option_name)
    root = context.find_root()
    if root is not context and name in _options(root):
        command = context.command_path.partition(" ")[2]
        return FixTheFile.because("OPTION_BEFORE_THE_COMMAND", name=name, command=command)
    return _unknown("OPTION_UNKNOWN", name, _options(context))


def _options(context: Any) -> list[str]:  # noqa: ANN401 - the context of click
    return [name for each in context.command.get_params(context) for name in each.opts if name.startswith("-")]


def _unknown(code: str, name: str, known: Iterable[str]) -> FixTheFile:
    return FixTheFile.because(code, name=name, nearest=get_close_matches(name, [*known], n=1, cutoff=0.0)[0])


def _option_used_wrongly(error: Any, context: Any) -> FixTheFile:  # noqa: ANN401 - of click
    name = str(error.option_name)
    found = next((each for each in context.command.get_params(context) if name in each.opts), None)
    if found is None or getattr(found, "is_flag", False):
        return FixTheFile.because("OPTION_TAKES_NO_VALUE", name=name)
    return FixTheFile.because("OPTION_NEEDS_VALUE", name=name, help=_help(found))


def _missing(error: Any, _: Any) -> FixTheFile:  # noqa: ANN401 - of click
    option = error.param.param_type_name == "option"
    code = "OPTION_MISSING" if option else "ARGUMENT_MISSING"
    return FixTheFile.because(code, name=_name(error.param), help=_help(error.param))


def _unfit(error: Exception, parameter: Any) -> FixTheFile:  # noqa: ANN401 - of click
    """Return what a value does not fit: a number, its limits, or a file."""
    value = _given(error)
    values: dict[str, Any] = {"value": value, "name": _name(parameter), "help": _help(parameter)}
    kind = _kind(parameter)
    if kind not in {int, float}:
        return FixTheFile.because("COMMAND_PATH_UNFIT", **values)
    try:
        kind(value)
    except ValueError:
        return FixTheFile.because("COMMAND_NUMBER_WHOLE" if kind is int else "COMMAND_NUMBER", **values)
    least, most = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if least is not None and most is not None:
        return FixTheFile.because("COMMAND_NUMBER_RANGE", **values, least=least, most=most)
    return FixTheFile.because("COMMAND_NUMBER_LEAST", **values, least=least)


def _given(error: Exception) -> str:
    """Return the value that was refused, as the checking library or the sentence quotes it."""
    told = getattr(error.__cause__, "errors", None)
    if told is not None:
        return str(told()[0]["input"])
    quoted = re.search(r"'(.*)'", str(error))
    return quoted[1] if quoted else ""


def _kind(parameter: Any) -> Any:  # noqa: ANN401 - of click
    """Return the type of a value, or of each of several."""
    annotation = parameter.type_descriptor.annotation
    return next(iter(getattr(annotation, "__args__", ())), annotation)


def _name(parameter: Any) -> str:  # noqa: ANN401 - of click
    options = [each for each in parameter.opts if each.startswith("-")]
    return max(options, key=len) if options else str(parameter.metavar or parameter.name)


def _help(parameter: Any) -> str:  # noqa: ANN401 - of click
    """Return the first sentence of the help of a parameter, to stand within another."""
    said = str(getattr(parameter, "help", "") or "").strip().partition(". ")[0].rstrip(".")
    return said[:1].lower() + said[1:] if said[1:2].islower() or said[1:2] == " " else said


def _name_the_headings() -> None:
    from typer import rich_utils

    headings: Sequence[str] = ("ARGUMENTS_PANEL_TITLE", "OPTIONS_PANEL_TITLE", "COMMANDS_PANEL_TITLE")
    for name in (*headings, "REQUIRED_LONG_STRING"):
        setattr(rich_utils, name, text(f"usage.{name.lower()}"))
    rich_utils.DEFAULT_STRING = text("usage.default_string", value="{}")
