"""The canonical text of any tree is read back as the same tree."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.expressions import Expression, format_expression, parse
from openssi.expressions import syntax as tree

CODES = st.sampled_from(["OLD", "MAT", "F", "ANCH_PER"]).map(tree.Code)
NAMES = st.sampled_from(["f", "r", "n_terms"]).map(tree.Name)
NUMBERS = st.decimals(0, 10**9, places=3, allow_nan=False, allow_infinity=False).map(tree.Number)
REFERENCES = st.builds(
    tree.Reference,
    st.sampled_from(["B.REC", "S.ACTIVE", "X.LF", "cell"]),
    st.one_of(st.just(()), st.tuples(CODES), st.tuples(CODES, NAMES)),
    st.integers(0, 3),
)
SETS = st.lists(CODES, max_size=3).map(lambda codes: tree.SetOf(tuple(codes)))
ATOMS = st.one_of(NUMBERS, REFERENCES, NAMES, CODES, SETS, st.just(tree.Text("a; b")))
EACH = st.builds(tree.Each, st.just("c"), SETS)


def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    signs = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    chains = st.lists(signs, min_size=1, max_size=2).flatmap(
        lambda operators: st.builds(
            tree.Comparison,
            st.tuples(*[inner] * (len(operators) + 1)),
            st.just(tuple(operators)),
        )
    )
    kept = st.one_of(st.none(), inner)
    calls = st.builds(tree.Call, st.sampled_from(["sumB", "max"]), st.tuples(inner, inner), kept, st.none(), st.just(1))
    counts = st.builds(tree.Call, st.just("count"), st.tuples(inner), st.none(), EACH)
    locals_ = st.lists(st.builds(tree.Local, st.sampled_from(["r", "q"]), inner), min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.builds(tree.Arithmetic, st.sampled_from("+-*/^"), inner, inner),
        st.builds(tree.Logical, st.sampled_from(["and", "or", "=>"]), inner, inner),
        st.builds(tree.Negative, inner),
        st.builds(tree.Not, inner),
        st.builds(tree.Membership, inner, inner, st.booleans()),
        st.builds(tree.Subset, inner, inner),
        st.builds(tree.Conditional, inner, inner, inner),
        st.builds(tree.Quantified, st.sampled_from(["for", "exists"]), EACH, inner),
        st.builds(tree.Where, inner, locals_),
        chains,
        calls,
        counts,
    )


TREES = st.recursive(ATOMS, grown, max_leaves=12)


@settings(max_examples=400, deadline=None)
@given(TREES)
def test_the_text_of_a_tree_is_read_as_the_same_tree(expression: Expression) -> None:
    assert parse(format_expression(expression)) == expression


@settings(max_examples=100, deadline=None)
@given(st.lists(TREES, min_size=2, max_size=3).map(tuple))
def test_conditions_stay_apart(expressions: tuple[Expression, ...]) -> None:
    joined = tree.AllOf(expressions)
    assert parse(format_expression(joined)) == joined


def test_the_canonical_form_has_its_spaces_and_no_needless_brackets() -> None:
    text = "((B.REC[M]) + B.REC[ F ])-(1-2)<=max( 0.50 , 10 ^N.PERS_MULT )"
    assert format_expression(parse(text)) == "B.REC[M] + B.REC[F] - (1 - 2) <= max(0.50, 10^N.PERS_MULT)"
    assert format_expression(tree.Number(Decimal("1E+3"))) == "1000"
