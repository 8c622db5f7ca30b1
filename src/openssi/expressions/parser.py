"""Text to tree, by recursive descent: one method per level of the grammar, the loosest binding first.

    all       several (";" several)*
    several   where ("," where)*
    where     choice ["where" NAME "=" sum ("," NAME "=" sum)*]
    choice    implies ["?" choice ":" choice]
    implies   or ["=>" implies]
    or        and ("or" and)*
    and       not ("and" not)*
    not       "not" not | ("for" | "exists") NAME "in" sum ":" choice | compare
    compare   sum (("=" | "!=" | "<" | "<=" | ">" | ">=") sum)+ | sum ["not"] "in" sum | sum "subset" "of" sum | sum
    sum       product (("+" | "-") product)*
    product   sign (("*" | "/") sign)*
    sign      "-" sign | power
    power     primary ["^" sign]
    primary   NUMBER | TEXT | NAME | item [index] [lag] | call [lag] | set | "(" where ")"

An index is `[F]`, `[MAT,F]` or `[f]`; a lag is `(t)` or `(t-1)`; a call is `name(choice, ...; filter)`.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from openssi.expressions import syntax as tree
from openssi.expressions.syntax import Expression
from openssi.expressions.tokens import WORDS, Token, pointer, tokenize
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_DEEPEST = 30
_LONGEST = 500


def parse(text: str, place: Place | None = None) -> Expression:
    """Return the tree of an expression.

    Args:
        text: A rule, formula or condition.
        place: Where it stands, for the message.

    Raises:
        FixTheFile: with the character at which the text cannot be read and what is expected there.
    """
    return _parse(text, place or Place())


@lru_cache(maxsize=4096)
def _parse(text: str, place: Place) -> Expression:
    return _Parser(text, place).whole()


class _Parser:
    def __init__(self, text: str, place: Place) -> None:
        self._text = text
        self._place = place
        self._tokens = tokenize(text, place)
        if len(self._tokens) > _LONGEST:
            raise FixTheFile.because("EXPRESSION_TOO_LONG", place, longest=_LONGEST, found=len(self._tokens))
        self._next = 0
        self._depth = 0

    # Tokens

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _ahead(self, steps: int = 1) -> Token:
        return self._tokens[min(self._next + steps, len(self._tokens) - 1)]

    def _take(self) -> Token:
        token = self._token
        self._next += 1
        return token

    def _accept(self, *signs: str) -> Token | None:
        return self._take() if self._token.is_sign(*signs) else None

    def _expect(self, sign: str) -> Token:
        found = self._accept(sign)
        if found is None:
            raise self._stuck(sign)
        return found

    def _stuck(self, expected: str) -> FixTheFile:
        position = self._token.position
        code = "EXPRESSION_UNEXPECTED" if self._token.kind != "end" else "EXPRESSION_ENDS_EARLY"
        values = {"found": self._token.text, "expected": expected, "pointer": pointer(self._text, position)}
        return FixTheFile.because(code, self._place, character=position + 1, **values)

    # The grammar

    def whole(self) -> Expression:
        found = self._several()
        conditions = [found]
        while self._accept(";"):
            conditions.append(self._several())
        if self._token.kind != "end":
            raise self._stuck("; , and or => where")
        return found if len(conditions) == 1 else tree.AllOf(tuple(conditions), position=0)

    def _several(self) -> Expression:
        values = [self._where()]
        while self._accept(","):
            values.append(self._where())
        return values[0] if len(values) == 1 else tree.Several(tuple(values), position=values[0].position)

    def _where(self) -> Expression:
        body = self._choice()
        if not self._accept("where"):
            return body
        locals_ = [self._local()]
        while self._token.is_sign(",") and self._ahead(2).is_sign("="):
            self._take()
            locals_.append(self._local())
        return tree.Where(body, tuple(locals_), position=body.position)

    def _local(self) -> tree.Local:
        name = self._name()
        self._expect("=")
        return tree.Local(name.text, self._sum(), position=name.position)

    def _name(self) -> Token:
        if self._token.kind != "name" or self._token.text in WORDS or not _is_local(self._token.text):
            raise self._stuck("name")
        return self._take()

    def _choice(self) -> Expression:
        condition = self._implies()
        if not self._accept("?"):
            return condition
        positive = self._choice()
        self._expect(":")
        return tree.Conditional(condition, positive, self._choice(), position=condition.position)

    def _implies(self) -> Expression:
        left = self._or()
        if not self._accept("=>"):
            return left
        return tree.Logical("=>", left, self._implies(), position=left.position)

    def _or(self) -> Expression:
        return self._chain("or", self._and)

    def _and(self) -> Expression:
        return self._chain("and", self._not)

    def _chain(self, word: str, below: Callable[[], Expression]) -> Expression:
        left = below()
        while self._accept(word):
            left = tree.Logical(word, left, below(), position=left.position)
        return left

    def _not(self) -> Expression:
        token = self._token
        if self._accept("not"):
            return tree.Not(self._deeper(self._not), position=token.position)
        if self._accept("for", "exists"):
            each = self._each()
            self._expect(":")
            return tree.Quantified(token.text, each, self._deeper(self._choice), position=token.position)
        return self._compare()

    def _each(self) -> tree.Each:
        name = self._name()
        self._expect("in")
        return tree.Each(name.text, self._sum(), position=name.position)

    def _compare(self) -> Expression:
        first = self._sum()
        if self._token.is_sign(*_COMPARISONS):
            return self._comparison(first)
        if self._accept("subset"):
            self._expect("of")
            return tree.Subset(first, self._sum(), position=first.position)
        negated = self._token.is_sign("not") and self._ahead().is_sign("in")
        if negated:
            self._take()
        if not self._accept("in"):
            return first
        return tree.Membership(first, self._sum(), negated, position=first.position)

    def _comparison(self, first: Expression) -> Expression:
        operands, operators = [first], []
        while self._token.is_sign(*_COMPARISONS):
            operators.append(self._take().text)
            operands.append(self._sum())
        if any(each == tree.Name("item") for each in operands):
            operands = [_as_item_name(each) for each in operands]
        return tree.Comparison(tuple(operands), tuple(operators), position=first.position)

    def _sum(self) -> Expression:
        return self._arithmetic(("+", "-"), self._product)

    def _product(self) -> Expression:
        return self._arithmetic(("*", "/"), self._sign)

    def _arithmetic(self, signs: tuple[str, ...], below: Callable[[], Expression]) -> Expression:
        left = below()
        while self._token.is_sign(*signs):
            operator = self._take().text
            left = tree.Arithmetic(operator, left, below(), position=left.position)
        return left

    def _sign(self) -> Expression:
        token = self._accept("-")
        if token:
            return tree.Negative(self._deeper(self._sign), position=token.position)
        base = self._primary()
        if not self._accept("^"):
            return base
        return tree.Arithmetic("^", base, self._deeper(self._sign), position=base.position)

    def _deeper(self, below: Callable[[], Expression]) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FixTheFile.because("EXPRESSION_TOO_DEEP", self._place, deepest=_DEEPEST)
        found = below()
        self._depth -= 1
        return found

    # Primaries

    def _primary(self) -> Expression:
        token = self._token
        if token.kind == "number":
            return tree.Number(Decimal(self._take().text), position=token.position)
        if token.kind == "text":
            return tree.Text(self._take().text[1:-1], position=token.position)
        if self._accept("("):
            inside = self._deeper(self._where)
            self._expect(")")
            return inside
        if token.is_sign("{"):
            return self._set()
        if token.kind == "name" and token.text not in WORDS:
            return self._named()
        raise self._stuck("value")

    def _set(self) -> Expression:
        position = self._take().position
        members: list[Expression] = []
        while not self._token.is_sign("}"):
            if members:
                self._expect(",")
            members.append(_as_item_name(self._primary()))
        self._take()
        return tree.SetOf(tuple(members), position=position)

    def _named(self) -> Expression:
        token = self._take()
        is_item = "." in token.text or token.text == "cell" or self._token.is_sign("[")
        if is_item:
            return tree.Reference(token.text, self._index(), self._lag(), position=token.position)
        if self._token.is_sign("("):
            return self._call(token)
        kind = tree.Name if _is_local(token.text) else tree.Code
        return kind(token.text, position=token.position)

    def _index(self) -> tuple[Expression, ...]:
        if not self._accept("["):
            return ()
        members = [self._primary()]
        while self._accept(","):
            members.append(self._primary())
        self._expect("]")
        return tuple(members)

    def _lag(self) -> int:
        if not (self._token.is_sign("(") and self._ahead().text == "t" and self._ahead(2).is_sign(")", "-")):
            return 0
        self._take()
        self._take()
        years = 0
        if self._accept("-"):
            if self._token.kind != "number" or "." in self._token.text:
                raise self._stuck("1, 2, 3")
            years = int(self._take().text)
        self._expect(")")
        return years

    def _call(self, name: Token) -> Expression:
        self._expect("(")
        arguments: list[Expression] = []
        each: tree.Each | None = None
        while not self._token.is_sign(")", ";"):
            if arguments:
                self._expect(",")
            argument = self._deeper(self._choice)
            if self._token.is_sign(":"):
                each, argument = self._counted(argument)
            arguments.append(argument)
        filter_ = self._deeper(self._choice) if self._accept(";") else None
        self._expect(")")
        return tree.Call(name.text, tuple(arguments), filter_, each, self._lag(), position=name.position)

    def _counted(self, head: Expression) -> tuple[tree.Each, Expression]:
        if not isinstance(head, tree.Membership) or not isinstance(head.value, tree.Name) or head.negated:
            raise self._stuck(") , ;")
        self._take()
        each = tree.Each(head.value.id, head.container, position=head.position)
        return each, self._deeper(self._choice)


def _is_local(name: str) -> bool:
    return name[:1].islower() and "." not in name


def _as_item_name(part: Expression) -> Expression:
    if isinstance(part, tree.Reference) and not part.index and not part.lag and part.item != "cell":
        return tree.ItemName(part.item, position=part.position)
    return part
