"""Options that several commands have, declared once as the fields of a class."""

import inspect
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import wraps
from typing import Any, get_type_hints

Command = Callable[..., None]


def gathered(command: Command) -> Command:
    """Let a command take the options that the fields of a dataclass declare, for each parameter of such a type.

    A field declares an option as a parameter of a command does, by its annotation and its default. On the command line
    its name, place, help and default are those of the field; the command gets an instance of the class.
    """
    hints = get_type_hints(command, include_extras=True)
    gathering = {name: hint for name, hint in hints.items() if isinstance(hint, type) and is_dataclass(hint)}

    @wraps(command)
    def called(**given: object) -> None:
        classes = {
            name: each(**{field.name: given.pop(field.name) for field in fields(each)})
            for name, each in gathering.items()
        }
        command(**given, **classes)

    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(command).parameters.items():
        if name in gathering:
            parameters.extend(_parameters(gathering[name]))
        else:
            parameters.append(parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY))
    called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {each.name: each.annotation for each in parameters}
    return called


def _parameters(gathering: Any) -> list[inspect.Parameter]:  # noqa: ANN401 - a dataclass
    hints = get_type_hints(gathering, include_extras=True)
    return [
        inspect.Parameter(
            each.name, inspect.Parameter.KEYWORD_ONLY, default=_default(each), annotation=hints[each.name]
        )
        for each in fields(gathering)
    ]


def _default(field: Field[Any]) -> Any:  # noqa: ANN401 - the default of an option
    return inspect.Parameter.empty if field.default is MISSING else field.default
