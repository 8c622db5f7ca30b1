"""Functions about one cell, and over all answered cells of a country, in SQL.

The caller's `world_frame_cell` has one row for each answer: besides what every frame has, `key_0`, `key_1`, ... (the
unit and the cell, some years back), `item`, and what is known of the answer and its item: `own_number`, `own_text`,
`own_is_typed` (a number was reported), `own_status`, `own_unit_mult`, `own_currency`, `own_conf_status`, `own_method`,
`own_note`, `own_source`, `own_ref_detail`, `own_place` and `own_table_place` (as in `world_said`), `own_multiplier`,
`own_codelist`, `own_is_codes`, `own_is_list`, `own_is_money`. Other tables of the caller:

- `world_values`, `world_prefilled`: `key`, `number`, `text`.
- `world_patterns`: `row_id`, `repeated`, `round_run`: how the digits of a number look beside those of its neighbours.
- `world_said`: `item`, `unit`, `place`, `number`, `text`: the answers of table Q1.
- `world_named`: `name`, `unit`, `status`: totals by the mnemonic or code of their item.
- `world_codelists`: `codelist`, `codes`; `world_codes`: `codelist`, `code`.
"""

from openssi.expressions import syntax as tree
from openssi.expressions.sql.cells import SqlCompiler, SqlScope, split, split_list, stripped
from openssi.expressions.sql.frames import UNIT_LEVELS, Frame
from openssi.expressions.sql.values import (
    FALSE,
    NULL,
    TRUE,
    NotInSql,
    SqlValue,
    all_of,
    certainly,
    in_columns,
    sql_text,
    together,
)

_ATTRIBUTES = {
    "Q.OBS_STATUS": "own_status",
    "Q.CONF_STATUS": "own_conf_status",
    "Q.METHOD": "own_method",
    "Q.NOTE": "own_note",
    "Q.SRC_REF": "own_source",
    "Q.REF_MOMENT": "own_ref_detail",
}


def current_value(compiler: SqlCompiler, lag: int, scope: SqlScope) -> SqlValue:
    """Return the value of the cell that a rule is evaluated for."""
    if scope.level != "cell":
        return SqlValue()
    frame = compiler.program.frame("cell")
    is_codes = frame.source("own_is_codes")
    if not lag:
        number, text = frame.source("own_number"), frame.source("own_text")
    else:
        years = scope.lag + lag
        compiler.program.lags.add(years)
        join = f"world_values before{years} ON before{years}.key = f.key_{years}"
        number, text = (frame.joined(f"before{years}", kind, join) for kind in ("number", "text"))
    is_list = frame.source("own_is_list")
    codes = frame.column(f"CASE WHEN {is_codes} THEN {split(text)} WHEN {is_list} THEN {split_list(text)} END")
    single = frame.column(f"CASE WHEN NOT {is_codes} AND NOT {is_list} THEN {text} END")
    return SqlValue(number, single, codes, is_exact=True)


def current_item(compiler: SqlCompiler, scope: SqlScope) -> SqlValue:
    """Return the item of that cell."""
    return SqlValue(text=compiler.program.frame("cell").source("item")) if scope.level == "cell" else SqlValue()


def metadata(compiler: SqlCompiler, name: str, scope: SqlScope) -> SqlValue:
    """Return what an item of table Q1 says of that cell: with the cell, else for it or its table."""
    if scope.level != "cell":
        return SqlValue()
    if scope.lag:
        raise NotInSql(name)
    frame = compiler.program.frame("cell")
    own = _ATTRIBUTES.get(name)
    said = _said(compiler, frame, name)
    if own is None:
        return said
    text = f"nullif({frame.source(own)}, '')"
    return SqlValue(said.number, frame.column(f"coalesce({text}, {said.text or NULL})"))


def _said(compiler: SqlCompiler, frame: Frame, name: str) -> SqlValue:
    known = compiler.occurrences.said(name)
    numbers, texts = [], []
    for level in UNIT_LEVELS["cell"]:
        for place, is_total in (("own_place", False), ("own_table_place", True)):
            if (level, is_total) not in known:
                continue
            alias = f"said_{name[2:].lower()}_{level}_{'table' if is_total else 'own'}"
            on = f"{alias}.item = {sql_text(name)} AND {alias}.unit = f.unit_{level}_0 AND {alias}.place = f.{place}"
            numbers.append(frame.joined(alias, "number", f"world_said {alias} ON {on}"))
            texts.append(frame.joined(alias, "text", f"world_said {alias} ON {on}"))
    if not texts:
        return SqlValue()
    item = compiler.questionnaire.items.get(name)
    if item is not None and item.is_numeric:
        return SqlValue(frame.column(f"coalesce({', '.join(numbers)})"))
    return SqlValue(text=frame.column(f"coalesce({', '.join(texts)})"))


def status(compiler: SqlCompiler, item: str, scope: SqlScope) -> SqlValue:
    """Return the status of that cell, or of the cell in which it is said to be included."""
    if scope.level != "cell":
        return SqlValue()
    frame = compiler.program.frame("cell")
    if item == "cell":
        return SqlValue(text=frame.source("own_status"))
    name = metadata(compiler, item, scope).text
    if name is None:
        return SqlValue()
    wanted = frame.column(f"split_part({stripped(name)}, '[', 1)")
    found = [
        frame.joined(
            f"named_{level}_{wanted}",
            "status",
            f"world_named named_{level}_{wanted} ON named_{level}_{wanted}.name = f.{wanted} "
            f"AND named_{level}_{wanted}.unit = f.unit_{level}_0",
            1,
            needs=frozenset({wanted}),
        )
        for level in UNIT_LEVELS["cell"]
    ]
    return SqlValue(text=frame.column(f"coalesce({', '.join(found)})"))


def in_codelist(compiler: SqlCompiler, value: SqlValue) -> SqlValue:
    """Return whether the value of that cell is in the code list of its item."""
    frame = compiler.program.frame("cell")
    known = frame.source("own_codelist")
    on = f"listed.codelist = f.{known} AND listed.code = f.own_text AND NOT f.own_is_codes"
    listed = frame.joined("listed", "code", f"world_codes listed ON {on}")
    several = "(f.own_is_codes OR f.own_is_list)"
    whole = frame.joined("whole", "codes", f"world_codelists whole ON whole.codelist = f.{known} AND {several}")
    cases = [f"WHEN {known} IS NULL THEN NULL"]
    if value.text is not None:
        cases.append(f"WHEN {value.text} IS NOT NULL THEN {listed} IS NOT NULL")
    if value.codes is not None:
        cases.append(f"WHEN {value.codes} IS NOT NULL THEN list_has_all({whole}, {value.codes})")
    cases.append(f"WHEN {value.number or NULL} IS NOT NULL THEN FALSE")
    return together((value,), SqlValue(truth=frame.column(f"CASE {' '.join(cases)} END")))


def about_cell(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    """Return `multiplier`, `unit_mult`, `currency`, `prefill`, `repeated` or `round_run` of that cell."""
    if node.name in {"repeated", "round_run"} and (scope.level != "cell" or scope.lag):
        raise NotInSql(node.name)
    if scope.level != "cell":
        return SqlValue()
    frame = compiler.program.frame("cell")
    if node.name == "multiplier":
        return SqlValue(text=frame.source("own_multiplier"))
    if node.name == "unit_mult":
        return SqlValue(number=frame.column(f"{frame.source('own_unit_mult')}::DOUBLE"), is_exact=True)
    if node.name == "currency":
        return SqlValue(text=frame.column(f"nullif({frame.source('own_currency')}, '')"))
    if node.name == "prefill":
        join = "world_prefilled prefilled ON prefilled.key = f.key_0"
        return SqlValue(number=frame.joined("prefilled", "number", join), is_exact=True)
    pattern = frame.joined("pattern", node.name, "world_patterns pattern ON pattern.row_id = f.row_id")
    return SqlValue(number=frame.column(f"coalesce({pattern}, 0)::DOUBLE"), is_exact=True)


def over_cells(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    """Return `count_cells` or `median_cells`, over every number that the country reported."""
    inside, frame = scope.of_members("cell"), compiler.program.frame("cell")
    value = in_columns(frame, compiler.value(node.arguments[0], inside))
    keep = SqlValue(truth=TRUE) if node.filter is None else compiler.value(node.filter, inside)
    if any(each.incomplete != FALSE or each.uncertain != FALSE for each in (value, keep)):
        raise NotInSql(node.name)
    typed = frame.source("own_is_typed")
    if node.name == "count_cells":
        condition = frame.column(all_of((typed, certainly(value.truth or NULL))))
        text = f"(count(*) FILTER (WHERE {condition}))::DOUBLE"
    else:
        condition = frame.column(all_of((typed, certainly(keep.truth or NULL))))
        text = f"median({value.number or NULL}::DOUBLE) FILTER (WHERE {condition})"
    column = compiler.program.grouped(compiler.program.frame(scope.level), frame, "country", text, scope.lag)
    counted = f"coalesce({column}, 0e0)" if node.name == "count_cells" else column
    return SqlValue(number=counted, is_exact=node.name == "count_cells", reads=_not_counted)


def _not_counted() -> str:
    raise NotInSql("n_terms")


def is_reported(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    """Return whether the scheme in scope has a number of this year."""
    if scope.level not in {"scheme", "benefit"}:
        raise NotInSql(node.name)
    program, cells = compiler.program, compiler.program.frame("cell")
    text = f"bool_or({cells.source('own_is_typed')})"
    found = program.grouped(program.frame(scope.level), cells, "scheme", text, scope.lag)
    return SqlValue(truth=f"coalesce({found}, FALSE)")


def has_same_fiscal_year(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    """Return whether all amounts of the country are of one period."""
    del node
    program, cells = compiler.program, compiler.program.frame("cell")
    amount = all_of((cells.source("own_is_typed"), cells.source("own_is_money")))
    text = f"count(DISTINCT nullif({cells.source('own_ref_detail')}, '')) FILTER (WHERE {amount})"
    found = program.grouped(program.frame(scope.level), cells, "country", text, scope.lag)
    return SqlValue(truth=f"(coalesce({found}, 0) <= 1)")
