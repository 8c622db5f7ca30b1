"""OpenSSI, the Open Social Security Inquiry: the library and its command line.

In a notebook:

    import openssi
    release = openssi.open_release("openssi-workspace")
    frame = release.indicator("SDG_1_3_1_OLD_AGE")
    world = release.aggregate("SDG_1_3_1_OLD_AGE", grouping="WORLD")

    survey = openssi.open_survey("persons.csv", "design.yaml")
    poverty = survey.estimate("arpr, gini, qsr", by="region")
    persons = openssi.count_registers(["pen.parquet", "hea.parquet"])
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openssi.present.tidy_frame import TidyFrame
    from openssi.run.examples import example_registers, example_survey
    from openssi.run.registers.counted_registers import count_registers, overlap_registers
    from openssi.run.releases.opened_release import OpenedRelease, open_release
    from openssi.run.surveys.opened_survey import OpenedSurvey, open_survey
    from openssi.vocabulary.errors import OpenSSIError

__version__ = "0.1.0"

__all__ = [
    "OpenSSIError",
    "OpenedRelease",
    "OpenedSurvey",
    "TidyFrame",
    "count_registers",
    "example_registers",
    "example_survey",
    "open_release",
    "open_survey",
    "overlap_registers",
]

_HOMES = {
    "OpenSSIError": "openssi.vocabulary.errors",
    "OpenedRelease": "openssi.run.releases.opened_release",
    "OpenedSurvey": "openssi.run.surveys.opened_survey",
    "TidyFrame": "openssi.present.tidy_frame",
    "open_release": "openssi.run.releases.opened_release",
    "count_registers": "openssi.run.registers.counted_registers",
    "example_registers": "openssi.run.examples",
    "example_survey": "openssi.run.examples",
    "open_survey": "openssi.run.surveys.opened_survey",
    "overlap_registers": "openssi.run.registers.counted_registers",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever its home calls so
    """Return a public name from its home, which is imported when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Return the public names, also those that were not imported yet."""
    return sorted({*globals(), *_HOMES})
