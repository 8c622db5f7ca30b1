"""What is said of one value: its status, its footnote, its source, its year."""

from openssi.present.figures import CountryFigure
from openssi.present.page_data import PageData
from openssi.present.quoting import Quoting, quotations
from openssi.present.told import source_in_words
from openssi.vocabulary.symbols import LETTERS

NO_PROGRAMME = "NOPROG"


def status_words(data: PageData, country: CountryFigure) -> str:
    """Return the status of a value in words, empty for a normal one."""
    if country.value is None:
        return data.words.say("status.not_applicable" if country.state == "not_applicable" else "status.missing")
    if country.status in {"", "A"}:
        return ""
    return data.words.say_or(f"status.{country.status}", country.status)


def symbol(country: CountryFigure) -> str:
    """Return the superscript letter of a value, empty for a normal one."""
    return "" if country.value is None else LETTERS.get(country.status, "")


def footnote(data: PageData, code: str) -> Quoting:
    """Return a footnote in the language of the page; one that is no code is printed as published, as a quotation."""
    codes = data.definitions.codelists.get("CL_FOOTNOTE")
    if codes is not None and code in codes:
        return Quoting(codes[code].name.in_language(data.language))
    return Quoting(code, [code])


def interval(data: PageData, country: CountryFigure) -> str:
    """Return the lowest and the highest of what a value is made of, else the bounds that the overlap leaves open."""
    found = country.extremes or country.bounds
    if country.value is None or found is None or data.units.number(found[0]) == data.units.number(found[1]):
        return ""
    return data.words.of("interval.range", low=data.units.number(found[0]), high=data.units.number(found[1]))


def _missing_terms(data: PageData, country: CountryFigure) -> str:
    if country.value is None or country.terms is None or not country.terms[1]:
        return ""
    terms, missing = country.terms
    found, total = data.words.counted(terms - missing), data.words.counted(terms)
    return data.words.of("terms_missing", found=found, total=total)


def note(data: PageData, country: CountryFigure) -> Quoting:
    """Return what has to be known of a value, a true zero first: it says why it is zero."""
    printed = footnote(data, country.footnote)
    noted: str = printed
    if country.state == "zero" and country.status != "N" and not data.units.codes:
        noted = data.words.say("zero_because", reason=noted) if noted else data.words.say("zero_true")
    parts = (_missing_terms(data, country), country.note, noted)
    quoted = [each.rstrip(". ") for text in (country.note, printed) for each in quotations(text)]
    return Quoting(". ".join(each.rstrip(". ") for each in parts if each), quoted)


def _interval_said(data: PageData, country: CountryFigure) -> str:
    found = interval(data, country)
    if not found:
        return ""
    return data.words.of("interval.extremes" if country.extremes else "interval.bounds", range=found)


def is_older(data: PageData, country: CountryFigure) -> bool:
    """Whether the value is of a year before the one of the page."""
    return country.value is not None and country.year is not None and country.year < data.selection.year


def description(data: PageData, country: CountryFigure) -> str:
    """Return the whole of a value in one line, in the language of the page.

    Such as `Cabo Verde: 39.2%, 2018, estimated value.` The source and the notes of others are not in it:
    `written_by_others` returns them.
    """
    if country.value is None:
        return data.words.say("value_missing", name=country.name, status=status_words(data, country))
    facts = [data.units.told(country.value, country.currency), str(country.year), status_words(data, country)]
    shown = ", ".join(fact for fact in facts if fact)
    more = [_interval_said(data, country), _own_note(data, country)]
    said = ". ".join(text.rstrip(". ") for text in more if text)
    value = data.words.say("value", name=country.name, value=shown)
    return f"{value}. {said}." if said else f"{value}."


def written_by_others(data: PageData, country: CountryFigure) -> str:
    """Return the source of a value and the notes on it, word for word, in a language that nobody told."""
    if country.value is None:
        return ""
    source = source_in_words(country.source, data.definitions, data.language)
    texts = (source, country.note, *quotations(footnote(data, country.footnote)))
    return ". ".join(each.rstrip(". ") for each in dict.fromkeys(texts) if each)


def _own_note(data: PageData, country: CountryFigure) -> str:
    """Return what has to be known of a value, in the language of the page."""
    printed = footnote(data, country.footnote)
    noted = "" if quotations(printed) else str(printed)
    if country.state == "zero" and country.status != "N" and not data.units.codes:
        noted = data.words.say("zero_because", reason=noted) if noted else data.words.say("zero_true")
    return ". ".join(each.rstrip(". ") for each in (_missing_terms(data, country), noted) if each)
