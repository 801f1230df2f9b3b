"""The answers to programs; fields are named as the command line names them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class ApiError(BaseModel):
    """What is wrong, and how it would be right."""

    error: str = Field(description="In English, whatever language is asked for.")
    column: int | None = Field(None, description="1-based column in the query, where the place is known.")


class DateOnLine(BaseModel):
    """A date near a hit."""

    id: str
    surface: str
    type: str
    value: str | None
    edtf: str | None
    origin: str


class EntityOnLine(BaseModel):
    """A name near a hit."""

    id: str
    surface: str
    label: str
    name_id: str | None
    origin: str
    en: str | None


class Hit(BaseModel):
    """A concordance line; ``start`` and ``end`` are corpus positions, ``char_…`` characters of the document."""

    hit: int
    document: str
    start: int
    end: int
    char_start: int | None
    char_end: int | None
    left: str
    node: str
    right: str
    section: str | None
    sentence: str | None
    sentence_n: int | None
    entities: list[EntityOnLine]
    dates: list[DateOnLine]


class FrequencyRow(BaseModel):
    """A combination of values, each under its key, with how often it occurs."""

    model_config = ConfigDict(extra="allow")

    frequency: int
    percent: float
    per_million: float


class Collocate(BaseModel):
    """A value near hits with its contingency table."""

    item: str
    O11: float
    E11: float
    R1: float
    C1: float
    N: float
    score: float | None


class Ngram(BaseModel):
    """A sequence of tokens; ``range`` says in how many texts it occurs."""

    item: str
    frequency: int
    per_million: float
    range: int


class Name(BaseModel):
    """A name of the bilingual list, with the number of its mentions."""

    model_config = ConfigDict(extra="allow")

    id: str
    type: str
    ja: list[str]
    en: str | None
    en_short: str | None = None
    en_alt: list[str] = []
    acronym: str | None = None
    date: str | None = None
    place: str | None = None
    parties: list[Any] = []
    evidence: str | None = None
    source: str | None = None
    status: str | None = None
    note: str | None = None
    mentions: int


class Mention(BaseModel):
    """A mention of a name in its context."""

    name_id: str | None
    label: str
    ja: str
    en: str | None
    document: str
    char_start: int
    char_end: int
    left: str
    node: str
    right: str
    section: str | None
    sentence_n: int | None
    origin: str


class Date(BaseModel):
    """A date with the first and last day it may mean."""

    id: str
    document: str
    start: int
    end: int
    surface: str
    type: str
    value: str | None
    edtf: str | None
    mod: str | None
    earliest: str | None
    latest: str | None
    anaphoric: bool
    anchor: str | None
    left: str
    node: str
    right: str
    section: str | None
    sentence: str | None
    sentence_n: int | None
    origin: str


class Document(BaseModel):
    """What is said of a document."""

    document: str
    title: str | None = None
    author: str | None = None
    written: str | None = None
    lang: str | None = None
    rights: str | None = None
    redistribute: bool | None = None
    n_characters: int | None = None
    n_tokens: int
    source_sha256: str | None = None
    metadata: dict[str, Any] = {}


class Health(BaseModel):
    """The site answers, and what it answers about."""

    status: str
    version: str
    documents: int
    tokens: int


class Listed(BaseModel):
    """A page of a list.

    ``next`` is the address of the page after, if there is one.
    """

    total: int
    limit: int
    offset: int
    next: str | None


class Hits(Listed):
    """A page of a concordance."""

    items: list[Hit]


class Frequencies(Listed):
    """A page of frequencies."""

    items: list[FrequencyRow]


class Collocates(Listed):
    """A page of collocates."""

    items: list[Collocate]


class Ngrams(Listed):
    """A page of n-grams."""

    items: list[Ngram]


class Names(Listed):
    """A page of names."""

    items: list[Name]


class Mentions(Listed):
    """A page of mentions."""

    items: list[Mention]


class Dates(Listed):
    """A page of dates."""

    items: list[Date]


class Documents(Listed):
    """A page of documents."""

    items: list[Document]
