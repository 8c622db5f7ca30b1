"""The tables that rooms hand to one another and that a release holds.

Types are SQL types. A reported value is `DECIMAL(38, 10)`, exact as typed; a computed one is `DOUBLE`.
"""

from openssi.vocabulary.confirmation import SIDE_BY_SIDE
from openssi.vocabulary.data_structure import CODES, COMPONENTS
from openssi.vocabulary.decision import DECISION_TABLES
from openssi.vocabulary.declared_indicators import DECLARED_INDICATORS
from openssi.vocabulary.reference_metadata import METADATA_TABLES
from openssi.vocabulary.structure import REPORTED, Dataflow
from openssi.vocabulary.structure import columns as _columns

_PLACE = (
    ("file", "VARCHAR", "File it was read from"),
    ("sheet", "VARCHAR", "Sheet of a workbook, else empty"),
    ("row_number", "INTEGER", "Row or line of the file, the first line being 1"),
    ("cell", "VARCHAR", "Cell of a sheet, else empty"),
)

AREAS = Dataflow(
    "areas",
    "Countries and territories",
    _columns(
        ("area", "VARCHAR", "ISO 3166-1 alpha-3, or a user-assigned code for an invented country"),
        ("m49", "VARCHAR", "Three digits of M49, or empty"),
        ("iso2", "VARCHAR", "ISO 3166-1 alpha-2, or empty"),
        ("name_en", "VARCHAR", "Name in English"),
        ("name_fr", "VARCHAR", "Name in French"),
        ("name_es", "VARCHAR", "Name in Spanish"),
        ("fictional", "BOOLEAN", "Whether the country is invented"),
        ("tile_column", "INTEGER", "Column in the tile map, the first being 1"),
        ("tile_row", "INTEGER", "Row in the tile map, the first being 1"),
    ),
)

GROUPS = Dataflow(
    "groups",
    "Groups of countries",
    _columns(
        ("grouping", "VARCHAR", "WORLD, SDG_REGION, M49_REGION, M49_SUBREGION, INCOME, ..."),
        ("group_code", "VARCHAR", "Code of the group within the grouping"),
        ("m49", "VARCHAR", "Three digits of M49, or empty"),
        ("name_en", "VARCHAR", "Name in English"),
        ("name_fr", "VARCHAR", "Name in French"),
        ("name_es", "VARCHAR", "Name in Spanish"),
        ("short_en", "VARCHAR", "Short name in English"),
        ("short_fr", "VARCHAR", "Short name in French"),
        ("short_es", "VARCHAR", "Short name in Spanish"),
        ("sort_order", "INTEGER", "Order within the grouping"),
    ),
)

MEMBERS = Dataflow(
    "members",
    "Membership of countries in groups, with the years in which it holds",
    _columns(
        ("grouping", "VARCHAR", "Grouping"),
        ("group_code", "VARCHAR", "Group"),
        ("area", "VARCHAR", "Country"),
        ("valid_from", "INTEGER", "First year"),
        ("valid_to", "INTEGER", "Last year"),
        ("source", "VARCHAR", "Who says so"),
        ("source_date", "VARCHAR", "Date of that source"),
    ),
)

OBSERVATIONS = Dataflow(
    "observations",
    "Answers to the inquiry and context data, as reported",
    _columns(
        ("obs_id", "VARCHAR", "Readable id, unique within a vintage"),
        ("ref_area", "VARCHAR", "Country"),
        ("item", "VARCHAR", "Mnemonic of the item"),
        ("time_period", "INTEGER", "Reference year"),
        ("scheme", "VARCHAR", "Scheme, or _Z"),
        ("benefit", "VARCHAR", "Benefit, or _Z"),
        ("sex", "VARCHAR", "_T, M, F or _U"),
        ("age", "VARCHAR", "Age band, or _T"),
        ("func", "VARCHAR", "Function, or _Z"),
        ("breakdown", "VARCHAR", "Further dimension, or _Z"),
        ("value", REPORTED, "Number as typed, before the multiplier"),
        ("text_value", "VARCHAR", "Code, codes separated by spaces, or text"),
        ("unit", "VARCHAR", "Unit of the item"),
        ("unit_mult", "INTEGER", "Power of ten of the value as reported"),
        ("currency", "VARCHAR", "ISO 4217, or empty"),
        ("ref_detail", "VARCHAR", "Fiscal year or stock date"),
        ("obs_status", "VARCHAR", "SDMX CL_OBS_STATUS"),
        ("conf_status", "VARCHAR", "SDMX CL_CONF_STATUS"),
        ("source", "VARCHAR", "Source as cited"),
        ("note", "VARCHAR", "Note of the respondent"),
        ("method", "VARCHAR", "Estimation method"),
        ("explanation", "VARCHAR", "Confirmation of a finding by the country"),
        ("channel", "VARCHAR", "workbook, context or computed"),
        *_PLACE,
        ("submission", "VARCHAR", "Submission that brought it, or empty"),
        ("vintage", "INTEGER", "Number of the accepted version"),
    ),
)

SCHEME_EVENTS = Dataflow(
    "scheme_events",
    "Events of schemes and benefits that were recorded by hand; part of a workspace, not of a release",
    _columns(
        ("ref_area", "VARCHAR", "Country"),
        ("kind", "VARCHAR", "START, MERGE, SPLIT, RENAME or END"),
        ("date", "VARCHAR", "ISO date, or the year"),
        ("before", "VARCHAR", "Ids before it, separated by spaces"),
        ("after", "VARCHAR", "Ids after it, separated by spaces"),
        ("note", "VARCHAR", "What is said of it"),
        ("source", "VARCHAR", "register, or the submission that tells it"),
    ),
)

SERIES_VALUES = Dataflow(
    "series_values",
    "Values of published series, as published",
    _columns(
        ("value_id", "VARCHAR", "Readable id: series.area.year.sex.breakdown"),
        ("series", "VARCHAR", "Code of the series (SI_COV_PENSN)"),
        ("ref_area", "VARCHAR", "Country, empty for a group of countries"),
        ("m49", "VARCHAR", "Three digits of M49"),
        ("area_name", "VARCHAR", "Name as the publisher gives it"),
        ("sex", "VARCHAR", "_T, M or F"),
        ("breakdown", "VARCHAR", "_T, or Q1 for the poorest quintile"),
        ("time_period", "INTEGER", "Year"),
        ("value", REPORTED, "Value as published"),
        ("obs_status", "VARCHAR", "SDMX CL_OBS_STATUS, A where the publisher gives none"),
        ("nature", "VARCHAR", "C, CA, E, G, M, N or NA"),
        ("reporting_type", "VARCHAR", "G global, N national"),
        ("unit", "VARCHAR", "PT"),
        ("source", "VARCHAR", "Source as cited by the publisher"),
        ("footnote", "VARCHAR", "Footnote as published"),
        *_PLACE,
    ),
)

NATIONAL_TOTALS = Dataflow(
    "national_totals",
    "National totals of persons, each counted once",
    _columns(
        ("total_id", "VARCHAR", "Readable id: area.year.item.sex"),
        ("ref_area", "VARCHAR", "Country"),
        ("item", "VARCHAR", "H.COV_OLD, ..."),
        ("sex", "VARCHAR", "_T, M or F"),
        ("time_period", "INTEGER", "Reference year"),
        ("value", REPORTED, "Persons, in units"),
        ("lower", REPORTED, "Lower bound of the union"),
        ("upper", REPORTED, "Upper bound of the union"),
        (
            "proposed",
            REPORTED,
            "What the scheme and benefit data give, none where they give nothing",
        ),
        ("chosen", "VARCHAR", "reported, proposed or structural_zero"),
        ("method", "VARCHAR", "CL_DEDUP, or empty"),
        ("obs_status", "VARCHAR", "SDMX CL_OBS_STATUS"),
        ("footnote", "VARCHAR", "CL_FOOTNOTE, or empty"),
        ("household", "VARCHAR", "How households became persons: members, recipient, or empty where none did"),
        ("reported_obs_id", "VARCHAR", "The answered cell of table H, or empty"),
    ),
)

LINEAGE = Dataflow(
    "lineage",
    "What each computed figure was made of",
    _columns(
        ("ref_area", "VARCHAR", "Country"),
        ("output_id", "VARCHAR", "Figure that was made"),
        ("input_id", "VARCHAR", "Figure or cell that it was made of"),
        (
            "input_kind",
            "VARCHAR",
            "national_total, country_value, cell, context, or submission for figures on the process",
        ),
        (
            "role",
            "VARCHAR",
            "numerator, denominator, part, left_out, reported, term, absent_in_law, filter or submission",
        ),
        ("part_group", "VARCHAR", "children, working_age, older, or empty"),
        ("scheme", "VARCHAR", "Scheme of the part, or _Z"),
        ("benefit", "VARCHAR", "Benefit of the part, or _Z"),
        (
            "amount",
            "DOUBLE",
            "What the input is or adds, in units, none where it adds nothing; of a submission, its version",
        ),
        ("reason", "VARCHAR", "Key of the text that says why it was left out, or empty"),
        ("sequence", "INTEGER", "Order among the inputs"),
    ),
)

COUNTRY_VALUES = Dataflow(
    "country_values",
    "Indicators of countries",
    _columns(
        ("value_id", "VARCHAR", "Readable id: indicator.area.year.sex.breakdown"),
        ("indicator", "VARCHAR", "SDG_1_3_1_OLD_AGE, ..."),
        ("ref_area", "VARCHAR", "Country"),
        ("sex", "VARCHAR", "_T, M or F"),
        ("breakdown", "VARCHAR", "_T, or a code of the indicator's breakdowns (Q1 is the poorest fifth)"),
        ("time_period", "INTEGER", "Reference year"),
        ("value", "DOUBLE", "As published, after the cap"),
        ("value_computed", "DOUBLE", "As computed, before the cap"),
        ("lower", "DOUBLE", "Lower bound, none where the overlap is known"),
        ("upper", "DOUBLE", "Upper bound, none where the overlap is known"),
        ("numerator", "DOUBLE", "Dividend in the units of its items, none for published series"),
        ("denominator", "DOUBLE", "Divisor in the units of its items, none where the formula is no quotient"),
        ("numerator_id", "VARCHAR", "total_id or obs_id"),
        ("denominator_id", "VARCHAR", "total_id or obs_id"),
        ("method", "VARCHAR", "CL_DEDUP for the inquiry, SERIES for published series"),
        ("obs_status", "VARCHAR", "SDMX CL_OBS_STATUS"),
        ("nature", "VARCHAR", "C, CA, E, G, M, N or NA"),
        ("footnote", "VARCHAR", "CL_FOOTNOTE, or the publisher's footnote"),
        ("source", "VARCHAR", "Source in words"),
        ("origin", "VARCHAR", "inquiry or series"),
        ("series_value_id", "VARCHAR", "value_id in series_values, or empty"),
        ("lowest", "DOUBLE", "Lowest value of the benefits that it is the mean of, else none"),
        ("highest", "DOUBLE", "Highest value of the benefits that it is the mean of, else none"),
        ("terms", "INTEGER", "Schemes or benefits in its sums, none for published series"),
        ("terms_missing", "INTEGER", "Of these, those that are missing; the value is that of the others"),
        ("note", "VARCHAR", "What it cannot be compared without, and how its inputs were estimated"),
    ),
)

SCHEME_VALUES = Dataflow(
    "scheme_values",
    "Indicators of single schemes and benefits",
    _columns(
        ("value_id", "VARCHAR", "Readable id: indicator.scheme or benefit.year.sex.breakdown"),
        ("indicator", "VARCHAR", "E28, ..."),
        ("ref_area", "VARCHAR", "Country"),
        ("scheme", "VARCHAR", "Scheme"),
        ("benefit", "VARCHAR", "Benefit, or _Z"),
        ("sex", "VARCHAR", "_T, M or F"),
        ("breakdown", "VARCHAR", "_T, or a code of the indicator's breakdowns"),
        ("time_period", "INTEGER", "Reference year"),
        ("value", "DOUBLE", "As published, after the cap"),
        ("value_computed", "DOUBLE", "As computed, before the cap"),
        ("numerator", "DOUBLE", "Dividend"),
        ("denominator", "DOUBLE", "Divisor, none where the formula is no quotient"),
        ("obs_status", "VARCHAR", "SDMX CL_OBS_STATUS"),
        ("nature", "VARCHAR", "C, E or M"),
        ("source", "VARCHAR", "Source in words"),
        ("terms", "INTEGER", "Benefits in its sums"),
        ("terms_missing", "INTEGER", "Of these, those that are missing"),
    ),
)

COMPUTATION_FINDINGS = Dataflow(
    "computation_findings",
    "Why an indicator whose dividend is known has no value",
    _columns(
        ("finding_id", "VARCHAR", "Code and value_id"),
        ("code", "VARCHAR", "Code of the message"),
        ("indicator", "VARCHAR", "Indicator"),
        ("ref_area", "VARCHAR", "Country"),
        ("scheme", "VARCHAR", "Scheme, or _Z"),
        ("benefit", "VARCHAR", "Benefit, or _Z"),
        ("sex", "VARCHAR", "_T, M or F"),
        ("breakdown", "VARCHAR", "Breakdown"),
        ("time_period", "INTEGER", "Reference year"),
        ("item", "VARCHAR", "What is missing or cannot divide"),
        ("message_en", "VARCHAR", "Message in English"),
        ("message_fr", "VARCHAR", "Message in French"),
        ("message_es", "VARCHAR", "Message in Spanish"),
    ),
)

AGGREGATE_INPUTS = Dataflow(
    "aggregate_inputs",
    "The country value and the weight that enter the aggregates of a year",
    _columns(
        ("indicator", "VARCHAR", "Indicator"),
        ("ref_area", "VARCHAR", "Country"),
        ("sex", "VARCHAR", "_T, M or F"),
        ("breakdown", "VARCHAR", "_T or Q1"),
        ("time_period", "INTEGER", "Year of the aggregate"),
        ("value_id", "VARCHAR", "Country value, empty where imputed or missing"),
        ("value", "DOUBLE", "Value that enters, none where missing and not imputed"),
        ("value_year", "INTEGER", "Reference year of the country value"),
        ("age", "INTEGER", "Years between the value and the aggregate"),
        ("weight", "DOUBLE", "Persons of the denominator in the year of the aggregate"),
        ("weight_item", "VARCHAR", "Item the weight was taken from"),
        ("weight_id", "VARCHAR", "obs_id of the weight, or total_id"),
        ("weight_year", "INTEGER", "Year of the weight"),
        ("imputed", "BOOLEAN", "Whether the value was imputed"),
        ("imputed_from", "VARCHAR", "Group whose mean was imputed, or empty"),
        ("imputation_method", "VARCHAR", "subregion, income or regression, or empty"),
        ("obs_status", "VARCHAR", "A for a reported value, I for an imputed one"),
        ("nature", "VARCHAR", "M where imputed, else empty: the country value has its own"),
    ),
)

AGGREGATES = Dataflow(
    "aggregates",
    "Indicators of groups of countries",
    _columns(
        ("aggregate_id", "VARCHAR", "Readable id: indicator.grouping.group.year.sex.breakdown"),
        ("indicator", "VARCHAR", "Indicator"),
        ("grouping", "VARCHAR", "WORLD, SDG_REGION, INCOME, ..."),
        ("group_code", "VARCHAR", "Group"),
        ("sex", "VARCHAR", "_T, M or F"),
        ("breakdown", "VARCHAR", "_T or Q1"),
        ("time_period", "INTEGER", "Year"),
        ("value", "DOUBLE", "Weighted mean, also where it is not published"),
        ("publication", "VARCHAR", "published, flagged or suppressed"),
        ("observed_share", "DOUBLE", "Share of the weight with a reported value, 0 to 1"),
        ("imputed_share", "DOUBLE", "Share of the weight with an imputed value, 0 to 1"),
        ("countries", "INTEGER", "Countries with a reported value"),
        ("countries_total", "INTEGER", "Countries of the group that have a weight"),
        ("oldest_year", "INTEGER", "Oldest country value"),
        ("newest_year", "INTEGER", "Newest country value"),
        ("year_mix", "VARCHAR", "Countries by year of value: 2018:3 2020:10"),
        ("weight_item", "VARCHAR", "Item the weights were taken from"),
        ("weight_total", "DOUBLE", "Sum of the weights of the group"),
        ("method", "VARCHAR", "observed, subregion, income or regression"),
        ("max_age", "INTEGER", "Years a value may be older than the aggregate"),
        (
            "leave_one_out_error",
            "DOUBLE",
            "Root mean square of the imputation left one out, points",
        ),
        ("interval_lower", "DOUBLE", "Lower end of the nominal 95 per cent interval"),
        ("interval_upper", "DOUBLE", "Upper end of the nominal 95 per cent interval"),
        ("obs_status", "VARCHAR", "SDMX CL_OBS_STATUS"),
        ("nature", "VARCHAR", "G where only reported values enter, M where some are imputed"),
        ("imputed_countries", "INTEGER", "Countries with an imputed value"),
        ("fallback_share", "DOUBLE", "Share of the weight imputed by another method than method, 0 to 1"),
        ("draws", "INTEGER", "Draws behind the interval"),
        ("vintage", "VARCHAR", "State of the country data that it was made from"),
    ),
)

METHOD_ERRORS = Dataflow(
    "method_errors",
    "By how much each method of imputation misses the countries that have a value, each left out in turn",
    _columns(
        ("indicator", "VARCHAR", "Indicator"),
        ("sex", "VARCHAR", "_T, M or F"),
        ("breakdown", "VARCHAR", "_T or another code"),
        ("time_period", "INTEGER", "Year of the aggregate"),
        ("method", "VARCHAR", "observed, subregion, income or regression"),
        ("countries", "INTEGER", "Countries left out, the same for every method"),
        ("rmse", "DOUBLE", "Root mean square of the misses, in the unit of the indicator"),
        ("mean_absolute_error", "DOUBLE", "Mean of the misses without their sign"),
        ("bias", "DOUBLE", "Mean of reported less estimated"),
        ("weighted_rmse", "DOUBLE", "Root mean square of the misses, countries weighted as in the aggregate"),
        ("chosen", "BOOLEAN", "Whether the aggregates were made with this method"),
    ),
)

AGGREGATE_FINDINGS = Dataflow(
    "aggregate_findings",
    "What was found in the weights, values and memberships that the aggregates were made from",
    _columns(
        ("finding_id", "VARCHAR", "Code and what it is about"),
        ("code", "VARCHAR", "Code of the message"),
        ("indicator", "VARCHAR", "Indicator, or empty"),
        ("item", "VARCHAR", "Item that weighs, or empty"),
        ("grouping", "VARCHAR", "Grouping, or empty"),
        ("areas", "VARCHAR", "Countries, separated by spaces"),
        ("countries", "INTEGER", "How many they are"),
        ("first_year", "INTEGER", "First year, none where it holds for all"),
        ("last_year", "INTEGER", "Last year, none where it holds for all"),
        ("message_en", "VARCHAR", "Message in English"),
        ("message_fr", "VARCHAR", "Message in French"),
        ("message_es", "VARCHAR", "Message in Spanish"),
    ),
)

FINDINGS = Dataflow(
    "findings",
    "What the rules said of accepted cells, and what the country answered",
    _columns(
        ("finding_id", "VARCHAR", "Rule and cell"),
        ("rule", "VARCHAR", "R020, ..."),
        ("severity", "VARCHAR", "E, W or I"),
        ("ref_area", "VARCHAR", "Country"),
        ("time_period", "INTEGER", "Reference year"),
        ("obs_id", "VARCHAR", "Cell"),
        ("item", "VARCHAR", "Item"),
        ("scheme", "VARCHAR", "Scheme, or _Z"),
        ("benefit", "VARCHAR", "Benefit, or _Z"),
        ("sex", "VARCHAR", "Sex"),
        ("message_en", "VARCHAR", "Message in English"),
        ("message_fr", "VARCHAR", "Message in French"),
        ("message_es", "VARCHAR", "Message in Spanish"),
        ("remedy_en", "VARCHAR", "Remedy in English"),
        ("remedy_fr", "VARCHAR", "Remedy in French"),
        ("remedy_es", "VARCHAR", "Remedy in Spanish"),
        ("value", REPORTED, "Value of the cell, in units; empty where it has none"),
        ("expected_low", REPORTED, "Lower end of what was expected"),
        ("expected_high", REPORTED, "Upper end of what was expected"),
        ("state", "VARCHAR", "open, explained or waived"),
        ("explanation", "VARCHAR", "What the country said, or why the rule was waived"),
        ("explanation_reason", "VARCHAR", "CL_EXPL, or empty"),
        ("explained_in", "INTEGER", "Year for which it was explained, where that was an earlier one"),
        *_PLACE,
    ),
)

DATAFLOWS: dict[str, Dataflow] = {
    dataflow.id: dataflow
    for dataflow in (
        AREAS,
        GROUPS,
        MEMBERS,
        OBSERVATIONS,
        SERIES_VALUES,
        NATIONAL_TOTALS,
        LINEAGE,
        COUNTRY_VALUES,
        SCHEME_VALUES,
        COMPUTATION_FINDINGS,
        AGGREGATE_INPUTS,
        AGGREGATES,
        METHOD_ERRORS,
        AGGREGATE_FINDINGS,
        FINDINGS,
        *DECISION_TABLES.values(),
        SIDE_BY_SIDE,
        DECLARED_INDICATORS,
        *METADATA_TABLES.values(),
        COMPONENTS,
        CODES,
    )
}
