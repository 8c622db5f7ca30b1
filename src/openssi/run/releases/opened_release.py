"""A release in a notebook: tidy frames of its indicators and aggregates, how each figure was made, how to cite it."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self, get_args

from openssi.definitions import Definitions, load
from openssi.present.tidy_frame import TidyFrame
from openssi.run.releases.choices import Codes, Years, one_of
from openssi.run.releases.frames import FigureChoice, ReleaseFrames
from openssi.run.releases.tables import ReleaseTables, release_tables
from openssi.vocabulary.observation import TOTAL
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import LANGUAGES, Language

if TYPE_CHECKING:
    from openssi.present.drawing import Drawing

FigureName = Literal["regions", "incomes", "map"]


def open_release(
    folder: str | Path | None = None,
    *,
    release: str | None = None,
    as_of: str | None = None,
    labels: Language = "en",
) -> "OpenedRelease":
    """Open a release for reading; nothing is ever written to it.

    Args:
        folder: A workspace, or the folder of one release; else OPENSSI_WORKSPACE, else `openssi-workspace` here.
        release: Id of a release of the workspace (`2026.1`), else the latest.
        as_of: A day (`2026-07-01`, until its end in UTC) or a moment: the release that was the latest then.
        labels: Language of names and notes: `en`, `fr` or `es`. Codes and names of columns stay the same.

    Raises:
        FixTheFile: if the folder is neither a workspace nor a release, nothing was released yet, there is no such
            release or language, or files of the release are missing or were altered.

    Example:
        >>> release = openssi.open_release()
        >>> frame = release.indicator("SDG_1_3_1_OLD_AGE")
        >>> world = release.aggregate("SDG_1_3_1_OLD_AGE", grouping="WORLD")
        >>> frame.unit
        'Per cent'
    """
    language = next(each for each in LANGUAGES if each == one_of("labels", labels, LANGUAGES))
    definitions = load()
    return OpenedRelease(release_tables(folder, release, definitions, as_of), definitions, language)


class OpenedRelease:
    """One immutable release. Numbers are as they are stored: nothing is rounded, filled in or carried forward.

    Its figures are those of the manifest's release; names, units and formulas are those that were declared when it was
    made. It holds only what is published: a suppressed value is missing and says so.
    """

    def __init__(self, tables: ReleaseTables, definitions: Definitions, language: Language) -> None:
        """Made by `open_release`."""
        self._tables = tables
        self._definitions = definitions
        self._language: Language = language
        self._frames = ReleaseFrames(tables, definitions, language)

    @property
    def manifest(self) -> Release:
        """What the release says of itself: moment, versions, method, sources with checksums, waivers."""
        return self._tables.manifest

    @property
    def id(self) -> str:
        """Its id (`2026.1`)."""
        return self.manifest.id

    @property
    def is_fictional(self) -> bool:
        """Whether its countries are invented."""
        return self.manifest.is_fictional

    def __repr__(self) -> str:
        return f"<OpenedRelease {self.id}: {self.cite()}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the memory; frames that were taken stay as they are."""
        self._tables.connection.close()

    def indicators(self, family: Codes = None) -> TidyFrame:
        """Return the indicators of the release, one row each, in the order in which they are shown.

        Columns: `indicator`, `code`, `name`, `short_name`, `unit`, `unit_name`, `family`, `family_name`, `definition`,
        `direction` (whether higher or lower is better), `aggregated` (whether groups of countries have a value),
        `variant_of`, `breakdowns`, `countries` (with a value), `first_year`, `last_year`.

        Args:
            family: Families to keep (`sdg_1_3_1`), else all.

        Raises:
            FixTheFile: if there is no such family.

        Example:
            >>> catalogue = release.indicators(family="sdg_1_3_1")
            >>> catalogue.columns[:4]
            ('indicator', 'code', 'name', 'short_name')
            >>> "C07" in catalogue["code"]
            True
        """
        return self._frames.catalogue(family)

    def indicator(
        self,
        indicator: str,
        *,
        countries: Codes = None,
        years: Years = None,
        sex: Codes = None,
        breakdown: Codes = None,
        latest: bool | int = False,
    ) -> TidyFrame:
        """Return the values of countries: one row per country, sex, breakdown and year.

        Columns: `indicator`, `country`, `country_name`, `sex`, `sex_name`, `breakdown`, `breakdown_name`, `year`,
        `value` (in `unit`, missing where there is none), `unit`, `status` and `nature` (codes of SDMX), `numerator`,
        `denominator`, `lower` and `upper` (bounds where the overlap of schemes is not known), `method`, `note`,
        `source`, `country_value` (where the country does not agree), then what else `country_values` keeps.

        Args:
            indicator: Its id (`SDG_1_3_1_OLD_AGE`) or its code (`C07`).
            countries: Codes or names, else all.
            years: One year, a range or a list, else all.
            sex: `_T`, `F`, `M`, else all.
            breakdown: Codes of breakdowns (`_T` for the whole), else all.
            latest: The latest value of each country, sex and breakdown that is not older than the year rule of the
                indicator allows (METHOD 2.1): as of its last year with a value, or as of the year given.

        Raises:
            FixTheFile: if the release has no such indicator, country, year, sex or breakdown.

        Example:
            >>> asked = {"sex": "_T", "breakdown": "_T", "latest": True}
            >>> frame = release.indicator("C07", countries=["QMA", "QMB"], **asked)
            >>> frame["country"]
            ['QMA', 'QMB']
            >>> frame.columns[7:10]
            ('year', 'value', 'unit')
        """
        choice = FigureChoice(years=years, sex=sex, breakdown=breakdown)
        return self._frames.countries(indicator, countries, choice, latest)

    def schemes(
        self,
        indicator: str,
        *,
        countries: Codes = None,
        years: Years = None,
        sex: Codes = None,
        breakdown: Codes = None,
    ) -> TidyFrame:
        """Return the values of single schemes and benefits: one row per scheme, benefit, sex, breakdown and year.

        Columns: `indicator`, `country`, `country_name`, `scheme`, `scheme_name`, `benefit` (`_Z` for a whole scheme),
        `benefit_name`, `sex`, `sex_name`, `breakdown`, `breakdown_name`, `year`, `value` (in `unit`), `unit`, `status`,
        `nature`, `numerator`, `denominator`, then what else `scheme_values` keeps. Arguments are those of `indicator`.

        Raises:
            FixTheFile: if the indicator has no formula for schemes or benefits, or the release has no such indicator,
                country, year, sex or breakdown.
        """
        choice = FigureChoice(years=years, sex=sex, breakdown=breakdown)
        return self._frames.schemes(indicator, countries, choice)

    def aggregate(
        self,
        indicator: str,
        grouping: str | None = "WORLD",
        *,
        groups: Codes = None,
        years: Years = None,
        sex: Codes = None,
        breakdown: Codes = None,
        latest: bool = False,
    ) -> TidyFrame:
        """Return the values of groups of countries: one row per group, sex, breakdown and year.

        Columns: `indicator`, `grouping`, `group_code`, `group_name`, `sex`, `sex_name`, `breakdown`, `breakdown_name`,
        `year`, `value` (in `unit`, missing where it is suppressed), `unit`, `interval_lower` and `interval_upper`
        (nominal 95 per cent), `publication` (published, flagged or suppressed), `observed_share` and `imputed_share`
        (of the weight, 0 to 1), `countries` (with a value), `countries_total`, `status`, `nature`, then what else
        `aggregates` keeps. The method is that of docs/methods/aggregates.md.

        Args:
            indicator: Its id or its code.
            grouping: `WORLD`, `REGION`, `INCOME`, ... or None for all.
            groups: Codes of groups, else all of the grouping.
            years: One year, a range or a list, else all.
            sex: `_T`, `F`, `M`, else all.
            breakdown: Codes of breakdowns, else all.
            latest: Only the last year in which any of them has a value.

        Raises:
            FixTheFile: if the indicator has no aggregates, or the release has no such grouping, group, year, sex or
                breakdown.

        Example:
            >>> world = release.aggregate("C07", years=2023, sex="_T", breakdown="_T")
            >>> world["publication"]
            ['published']
        """
        choice = FigureChoice(years=years, sex=sex, breakdown=breakdown)
        return self._frames.aggregates(indicator, grouping, groups, choice, latest=latest)

    def explain(
        self, indicator: str, area: str, year: int, *, sex: str | None = None, breakdown: str = TOTAL
    ) -> TidyFrame:
        """Return how one figure was made, down to the cells: one row per step, each before its parts.

        Columns: `step`, `part_of` (the step above), `depth`, `kind` (aggregate, country_value, national_total, cell,
        context, ...), `id`, `label`, `year`, `value`, `unit`, `operation`, `weight_share`, `contribution`, `status`,
        `nature`, `source`, `note`, `left_out` (why a part was not added), `file`, `sheet`, `row_number`, `cell`,
        `item`, `findings` (rules).

        Args:
            indicator: Its id or its code.
            area: A country, or a group of countries (`WORLD`).
            year: Year of the figure.
            sex: Else the headline of the indicator.
            breakdown: Code of a breakdown.

        Raises:
            FixTheFile: if the release holds no such figure.

        Example:
            >>> release.explain("C07", "QMA", 2023)["kind"][:2]
            ['country_value', 'national_total']
        """
        return self._frames.walk(indicator, area, year, sex, breakdown)

    def chart(
        self,
        indicator: str,
        figure: FigureName = "regions",
        *,
        year: int | None = None,
        sex: str = "",
        breakdown: str = "",
        width: int = 720,
    ) -> "Drawing":
        """Draw a figure of the indicator's page on the site: the same chart with the same caption.

        A notebook shows it as SVG, without any address of another machine; `specification` is Vega-Lite, which
        `altair.Chart.from_json` takes.

        Args:
            indicator: Its id or its code.
            figure: `regions` or `incomes` for bars of groups of countries, `map` for the tile map.
            year: Else the latest year with a published world figure.
            sex: Else the headline of the indicator.
            breakdown: Else the whole.
            width: Units, 720 or 358.

        Raises:
            FixTheFile: if the release has no such indicator, year, sex or breakdown, or there is no such figure.

        Example:
            >>> release.chart("C07", year=2023).svg()[:4]
            '<svg'
        """
        from openssi.present import indicator_page, parse_selection
        from openssi.present.captions import bars_caption, map_caption
        from openssi.present.charts import region_chart
        from openssi.present.tile_chart import tile_map_chart

        one_of("figure", figure, get_args(FigureName))
        declared = self._frames.choices.indicator(indicator)
        address = {"indicator": declared.id, "year": str(year or ""), "sex": sex, "breakdown": breakdown}
        selection = parse_selection(self._tables.connection, self._definitions, self._language, address)
        page = indicator_page(self._tables.connection, self._definitions, self.manifest, selection)
        if figure == "map":
            return tile_map_chart(page, width, map_caption(page))
        bars = page.regions if figure == "regions" else page.incomes
        return region_chart(bars, self._language, width, bars_caption(page, bars))

    def table(self, name: str) -> TidyFrame:
        """Return a whole table of the release as it is stored (`observations`, `lineage`, `members`, ...).

        Its columns are described in docs/reference/tables.md.

        Raises:
            FixTheFile: if there is no such table.

        Example:
            >>> release.table("areas").shape[0]
            26
        """
        return self._frames.table(name)

    def cite(self, indicator: str = "") -> str:
        """Return how the release is cited, or one of its indicators.

        Raises:
            FixTheFile: if the release has no such indicator.

        Example:
            >>> release.cite().startswith("OpenSSI, demonstration world")
            True
        """
        return self._frames.cite(indicator)
