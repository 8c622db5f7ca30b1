"""All definition files as one value, each part read when it is first asked for."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from openssi.definitions.source import read_yaml
from openssi.definitions.texts import Texts, load_texts
from openssi.vocabulary.area import Area, AreaGroup, Membership, Succession
from openssi.vocabulary.attachment import AttachmentRules
from openssi.vocabulary.calendar import CalendarRules
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.compilation import CompilationRules
from openssi.vocabulary.crosswalk import Framework
from openssi.vocabulary.dashboard import DeclaredPage
from openssi.vocabulary.data_structure import DeclaredCodeLists, PublishedStructures
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.ilostat import IlostatLayout
from openssi.vocabulary.indicator import Indicator, IndicatorFamily, NationalTotal, Unit
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.letters import LetterKind
from openssi.vocabulary.maps import MapPolicy
from openssi.vocabulary.observation import Place
from openssi.vocabulary.outlier import OutlierDefinitions
from openssi.vocabulary.parameter import Parameter, Publication
from openssi.vocabulary.publication import PublicationRules
from openssi.vocabulary.reference_metadata import MetadataDefinitions
from openssi.vocabulary.rule import Rule
from openssi.vocabulary.standard import Standards
from openssi.vocabulary.transitions import StateTable
from openssi.vocabulary.year_changes import YearChangeRules

if TYPE_CHECKING:
    from openssi.definitions.layouts import Layouts
    from openssi.definitions.regions import Regions
    from openssi.definitions.revisions import RevisionPolicy


def default_root() -> Path:
    """Return the definitions that came with the program: packaged, or those of the repository."""
    packaged = Path(__file__).parent / "data"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "definitions"


@dataclass(frozen=True, eq=False)
class Definitions:
    """What a statistician edits, read and checked.

    Attributes:
        root: The folder it was read from.
    """

    root: Path

    @cached_property
    def version(self) -> str:
        """Declared version and a checksum of every file: `2026.1+3f9c2a1b`."""
        declared = read_yaml(self.root / "version.yaml").text("version")
        digest = hashlib.sha256()
        for path in sorted(path for path in self.root.rglob("*") if path.suffix in {".yaml", ".csv"}):
            digest.update(path.relative_to(self.root).as_posix().encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
        return f"{declared}+{digest.hexdigest()[:8]}"

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire in force."""
        from openssi.definitions.questionnaire import load_questionnaire

        return load_questionnaire(self.root)

    @cached_property
    def codelists(self) -> Mapping[str, CodeList]:
        """Code lists by id."""
        from openssi.definitions.codelists import load_codelists

        return load_codelists(self.root)

    @cached_property
    def dataflows(self) -> PublishedStructures:
        """The dataflows that machines ask for, without code lists: a release says which codes occur."""
        from openssi.definitions.dataflows import load_dataflows

        return load_dataflows(self.root)

    @cached_property
    def reference_metadata(self) -> MetadataDefinitions:
        """The headings of reference metadata, and what stands under them."""
        from openssi.definitions.reference_metadata import load_reference_metadata

        return load_reference_metadata(self.root, (*self.dataflows.dataflows, *self.indicator_families))

    @cached_property
    def published_codelists(self) -> DeclaredCodeLists:
        """The code lists that machines ask for, with their names and where their codes come from."""
        from openssi.definitions.published_codelists import load_published_codelists

        return load_published_codelists(self.root, self.codelists, self.dataflows)

    @cached_property
    def ilostat(self) -> IlostatLayout:
        """The layout of ILOSTAT's bulk files."""
        from openssi.definitions.ilostat import load_ilostat

        return load_ilostat(self.root)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Validation rules in the order of their ids."""
        from openssi.definitions.rules import load_rules

        return load_rules(self.root)

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Indicators by id, in the order in which they are shown."""
        from openssi.definitions.indicators import load_indicators

        return load_indicators(self.root, self.codelists)

    @cached_property
    def pages(self) -> Mapping[str, DeclaredPage]:
        """Pages of the dashboards by id, in the order in which they are shown."""
        from openssi.definitions.pages import load_pages

        return load_pages(self.root, self.indicators)

    @cached_property
    def maps(self) -> MapPolicy:
        """How maps are drawn."""
        from openssi.definitions.maps import load_map_policy

        return load_map_policy(self.root, {each.id for each in self.areas})

    @cached_property
    def formula_questionnaire(self) -> Questionnaire:
        """The questionnaire with the indicators as further items: what formulas of indicators may name."""
        from openssi.definitions.indicator_items import items_by_age, with_indicators

        options = (option for each in self.parameters.values() for option in each.options.values())
        return with_indicators(self.questionnaire, self.indicators, items_by_age(options))

    @cached_property
    def indicator_families(self) -> Mapping[str, IndicatorFamily]:
        """Families of indicators by id, in the order in which they are shown."""
        from openssi.definitions.indicators import load_families

        return load_families(self.root)

    @cached_property
    def indicator_units(self) -> Mapping[str, Unit]:
        """Units of indicators by id."""
        from openssi.definitions.indicators import load_units

        return load_units(self.root)

    @cached_property
    def national_totals(self) -> Mapping[str, NationalTotal]:
        """National totals by id."""
        from openssi.definitions.indicators import load_national_totals

        return load_national_totals(self.root)

    @cached_property
    def frameworks(self) -> Mapping[str, Framework]:
        """Classifications of other collections by id, with the crosswalk that leads to each."""
        from openssi.definitions.crosswalk import load_frameworks

        return load_frameworks(self.root)

    @cached_property
    def _regions(self) -> "Regions":
        from openssi.definitions.regions import load_regions

        return load_regions(self.root)

    @property
    def areas(self) -> tuple[Area, ...]:
        """Real countries and territories."""
        return self._regions.areas

    @property
    def groups(self) -> tuple[AreaGroup, ...]:
        """Real groups of countries."""
        return self._regions.groups

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """Who belongs to which group, and when."""
        return self._regions.memberships

    @property
    def successions(self) -> tuple[Succession, ...]:
        """Countries that ended, with those that followed them."""
        return self._regions.successions

    @cached_property
    def publication(self) -> PublicationRules:
        """How aggregates are made and published."""
        from openssi.definitions.publication import load_publication

        return load_publication(self.root)

    @cached_property
    def revisions(self) -> "RevisionPolicy":
        """Which changes of published figures are noted."""
        from openssi.definitions.revisions import load_revision_policy

        return load_revision_policy(self.root)

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """Contested definitions by id."""
        from openssi.definitions.parameters import load_parameters

        return load_parameters(self.root)

    @cached_property
    def publications(self) -> Mapping[str, Publication]:
        """Named sets of choices by id, the one in force first."""
        from openssi.definitions.parameters import load_publications

        return load_publications(self.root)

    @cached_property
    def outliers(self) -> OutlierDefinitions:
        """How outliers are looked for."""
        from openssi.definitions.outliers import load_outliers

        return load_outliers(self.root)

    @cached_property
    def standards(self) -> Standards:
        """The standards of the Conventions on social security, and the international poverty lines."""
        from openssi.definitions.standards import load_standards

        return load_standards(self.root)

    @cached_property
    def attachments(self) -> AttachmentRules:
        """Which files may be attached to a submission."""
        from openssi.definitions.attachments import load_attachments

        return load_attachments(self.root)

    @cached_property
    def year_changes(self) -> YearChangeRules:
        """Which changes since the last accepted year are shown."""
        from openssi.definitions.year_changes import load_year_changes

        return load_year_changes(self.root)

    @cached_property
    def states(self) -> StateTable:
        """The states of a submission and the ways between them."""
        from openssi.definitions.transitions import load_transitions

        return load_transitions(self.root)

    @cached_property
    def letters(self) -> Mapping[str, LetterKind]:
        """The letters of a round by id."""
        from openssi.definitions.letters import load_letters

        return load_letters(self.root)

    @cached_property
    def calendar(self) -> CalendarRules:
        """The usual calendar of a round."""
        from openssi.definitions.calendar import load_calendar

        return load_calendar(self.root)

    @cached_property
    def compilation(self) -> CompilationRules:
        """What holds when the compiler fills in the form of a country that does not answer."""
        from openssi.definitions.compilation import load_compilation

        return load_compilation(self.root)

    @cached_property
    def texts(self) -> Texts:
        """The words that people see."""
        return load_texts(self.root)

    @cached_property
    def layouts(self) -> "Layouts":
        """The layouts of files of other publishers."""
        from openssi.definitions.layouts import load_layouts

        return load_layouts(self.root)


@cache
def _load(root: Path) -> Definitions:
    if not (root / "version.yaml").is_file():
        raise FixTheFile.because("DEFINITIONS_MISSING", Place(file=str(root)))
    return Definitions(root)


@cache
def _default() -> Definitions:
    return _load(default_root().resolve())


def load(root: Path | None = None) -> Definitions:
    """Return the definitions of a folder, or those that came with the program.

    Raises:
        FixTheFile: if the folder holds no definitions.
    """
    return _load(root.resolve()) if root else _default()
