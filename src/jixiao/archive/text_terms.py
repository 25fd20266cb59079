"""Words and names of a query to SQL over the index and the texts: each dialect's way to look them up, and one way to read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from jixiao.archive.folding import fold, phrase
from jixiao.archive.query import HasName, Query, QueryError
from jixiao.archive.search_index import FIELD_LETTERS, FIELD_SIGNS, gram_index, report_index, report_text

Field = Literal["body", "title", "headings", "department", "region"]
_LONGEST_GRAM = 3
_MOST_CHOICES = 64


@dataclass(frozen=True, slots=True)
class TextTerm:
    """A field of the report contains one of some folded words; or none of them, where it is `negated`."""

    field: Field
    any_of: tuple[str, ...]
    negated: bool = False


def text_terms(query: Query) -> tuple[TextTerm, ...]:
    """What a query asks of texts: its words, and the names of department, place and title."""
    terms = [TextTerm("body", (word.folded,), word.negated) for word in query.words]
    for condition in query.conditions:
        if isinstance(condition, HasName) and condition.field != "grade":
            values = tuple(filter(None, map(fold, condition.values)))
            if not values:
                raise QueryError(f"“{'、'.join(condition.values)}”里没有可查找的字。")
            terms.append(TextTerm(condition.field, values, condition.negated))
    return tuple(terms)


def read(term: TextTerm, dialect: str) -> ColumnElement[bool]:
    """Whether the text itself contains the term: a condition on `report_text`."""
    column = report_text.c.folded if term.field == "body" else report_text.c[term.field]
    found = or_(*(contains(column, word, dialect) for word in term.any_of))
    return ~found if term.negated else found


def contains(column: ColumnElement[str], word: str, dialect: str) -> ColumnElement[bool]:
    """Whether a text contains a word, to the letter."""
    return (func.instr if dialect == "sqlite" else func.strpos)(column, word) > 0


def fts5_match(terms: Sequence[TextTerm]) -> ColumnElement[bool]:
    """What FTS5 is asked: all terms that are wanted (there is one at least) and none of those that are not."""
    wanted = " AND ".join(_fts5(term) for term in terms if not term.negated)
    unwanted = " OR ".join(_fts5(term) for term in terms if term.negated)
    return _matches(f"({wanted}) NOT ({unwanted})" if unwanted else wanted)


def _matches(expression: str) -> ColumnElement[bool]:
    asked: BindParameter[str] = bindparam(None, expression, Text(), unique=True)
    return literal_column("report_index", Text()).op("MATCH", is_comparison=True)(asked)


def _fts5(term: TextTerm) -> str:
    """One term in FTS5's language; what stands between its quotation marks has none itself."""
    return "(" + " OR ".join(_fts5_word(term.field, word) for word in term.any_of) + ")"


def _fts5_word(field: Field, word: str) -> str:
    letter = FIELD_LETTERS.get(field, "")
    pairs = " ".join(letter + pair for pair in phrase(word))
    if len(word) > 1:
        return f'{field} : "{pairs}"'
    # every character begins a pair; for the body, the longest, single characters have a column of their own
    return f'characters : "{pairs}"' if field == "body" else f'{field} : "{pairs}" *'


def gin_match(terms: Sequence[TextTerm]) -> ColumnElement[bool]:
    """What GIN is asked for the terms that are wanted: which reports have all their grams.

    Every choice of alternatives is one condition: of two that are joined by AND, PostgreSQL may look up one and read the grams of
    all that it finds for the other.
    """
    choices = product(*([(term.field, word) for word in term.any_of] for term in _looked_up(terms)))
    return or_(*(gram_index.c.grams.contains(cast(_grams(choice), ARRAY(Text))) for choice in choices))


def _looked_up(terms: Sequence[TextTerm]) -> list[TextTerm]:
    """The wanted terms that GIN is asked for: one at least, and as many more as do not make too many choices."""
    chosen: list[TextTerm] = []
    choices = 1
    for term in sorted((term for term in terms if not term.negated), key=lambda term: len(term.any_of)):
        choices *= len(term.any_of)
        if not chosen or choices <= _MOST_CHOICES:
            chosen.append(term)
    return chosen


def _grams(words: Iterable[tuple[Field, str]]) -> list[str]:
    found: set[str] = set()
    for field, word in words:
        size = min(len(word), _LONGEST_GRAM)
        found |= {FIELD_SIGNS.get(field, "") + word[at : at + size] for at in range(len(word) - size + 1)}
    return sorted(found)


def found_by_index(terms: Sequence[TextTerm], dialect: str, *, in_texts: bool = True) -> Select[Any]:
    """The `recency` of the reports that the wanted terms find (there is one at least), as a query that can be taken in order.

    Where the index does not answer for all of them, the texts do; without `in_texts` what it finds is given as it is.
    """
    if dialect == "sqlite":
        return select(report_index.c.rowid.label("recency")).where(fts5_match(terms))
    # OFFSET 0 keeps PostgreSQL from reading texts first: it takes the comparison for as cheap as one of numbers
    newest = select(gram_index.c.recency).where(gin_match(terms)).order_by(gram_index.c.recency.desc()).offset(0)
    found = newest.subquery()
    compared = [read(term, dialect) for term in to_compare(terms, dialect)] if in_texts else []
    query = select(found.c.recency)
    if not compared:
        return query
    text = select(and_(*compared)).where(report_text.c.recency == found.c.recency)
    return query.where(text.scalar_subquery())


def to_compare(terms: Sequence[TextTerm], dialect: str) -> list[TextTerm]:
    """The wanted terms of which the index cannot tell by itself whether a text holds them: in PostgreSQL longer phrases."""
    if dialect == "sqlite":
        return []
    sure = [term for term in _looked_up(terms) if _is_gram(term)]
    return [term for term in terms if not term.negated and term not in sure]


def absent(term: TextTerm, recency: ColumnElement[int], dialect: str) -> ColumnElement[bool]:
    """That a report is none of those which an unwanted term finds."""
    return recency.not_in(found_by_index([TextTerm(term.field, term.any_of)], dialect))


def _is_gram(term: TextTerm) -> bool:
    """Whether GIN answers for the term by itself, without the text."""
    return all(len(word) <= _LONGEST_GRAM for word in term.any_of)
