"""Documents as spaCy ``Doc`` objects and back, and the UniDic tokenizer for spaCy pipelines.

What a ``Doc`` has a place for goes there: words, tags (UniDic 品詞), UPOS, lemmas, readings and inflection (in
``morph``, as spaCy's own Japanese tokenizer writes them), sentence starts, entities, span groups. A span group's
``attrs["exact"]`` keeps what a token-based span cannot: the exact characters, the origin, the attributes.
``doc.user_data["corpus_tools"]`` keeps the rest of the document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.lang.ja import JapaneseDefaults
from spacy.tokens import Doc, MorphAnalysis, SpanGroup
from spacy.tokens import Span as SpacySpan
from spacy.vocab import Vocab, create_vocab

from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.errors import FormatError
from corpus_tools.model import Block, Document, OffsetMap, Piece, Span, Tokens, automatic_id, in_text_order

if TYPE_CHECKING:
    from spacy.language import Language

USER_DATA = "corpus_tools"
"""Key of ``doc.user_data`` under which the rest of a document is kept."""

_WHITE_SPACE_TAG = "空白"
_KEPT_COLUMNS = ("pron", "goshu", "norm", "lemma_unidic", "lemma_note")
_MORPH_SEPARATORS = re.compile("[=|;,]")


def to_spacy(document: Document, *, nlp: Language | None = None, vocab: Vocab | None = None) -> Doc:
    """Return a document as a spaCy ``Doc`` whose text is the document's, character by character.

    Args:
        nlp: Pipeline whose vocabulary the ``Doc`` shares.
        vocab: That vocabulary itself; by default a new one for Japanese.

    Raises:
        FormatError: The document has no tokens.
    """
    if document.tokens is None:
        raise FormatError(f"Document {document.id!r} has no tokens; run the tokenizer on it first.")
    if vocab is None:
        vocab = nlp.vocab if nlp is not None else create_vocab("ja", JapaneseDefaults)
    sentences = {span.start for span in document.spans("s")} if "s" in document.layers else None
    doc = _doc(vocab, document.text, document.tokens, sentences)
    for layer, spans in document.layers.items():
        set_spans(doc, layer, spans)
    dropped = set_entities(doc, document.spans("entity"))
    doc.user_data[USER_DATA] = {**_rest(document), "entities_dropped": dropped}
    return doc


def from_spacy(doc: Doc) -> Document:
    """Read a ``Doc`` as a document: one of ours with all it had, any other with what spaCy knows."""
    kept = doc.user_data.get(USER_DATA, {})
    offsets = kept.get("offsets")
    layers = {layer: in_text_order(_spans(doc, layer)) for layer in doc.spans}
    if doc.ents and "entity" not in layers:
        layers["entity"] = [_span("entity", ent) for ent in doc.ents]
    if doc.has_annotation("SENT_START") and "s" not in layers:
        layers["s"] = list(_sentences(doc))
    return Document(
        id=kept.get("id", ""),
        text=doc.text,
        lang=kept.get("lang", doc.lang_ or "ja"),
        metadata=dict(kept.get("metadata", {})),
        blocks=[Block(**block) for block in kept.get("blocks", ())],
        tokens=_tokens(doc, kept.get("tokens", {})),
        layers=layers,
        offsets=OffsetMap(Piece(**piece) for piece in offsets) if offsets is not None else None,
        source=kept.get("source"),
    )


def set_spans(doc: Doc, layer: str, spans: Iterable[Span]) -> None:
    """Put a layer into ``doc.spans``, each span widened to whole tokens and its exact characters beside it.

    Spans that cover no token (anchors of zero width) stand in ``attrs`` alone.
    """
    spans = list(spans)
    aligned = [made for span in spans if (made := _aligned(doc, span)) is not None]
    exact = {span.id: [span.start, span.end, span.label, span.origin, span.attributes] for span in spans}
    doc.spans[layer] = SpanGroup(doc, name=layer, attrs={"exact": exact}, spans=aligned)


def set_entities(doc: Doc, spans: Iterable[Span]) -> int:
    """Make the longest entities that do not overlap ``doc.ents``; return how many others there were."""
    candidates = [made for span in spans if (made := _aligned(doc, span)) is not None]
    taken = np.zeros(len(doc), dtype=np.bool_)
    entities = []
    for span in sorted(candidates, key=lambda span: (span.start - span.end, span.start)):
        if not taken[span.start : span.end].any():
            taken[span.start : span.end] = True
            entities.append(span)
    doc.set_ents(entities)
    return len(candidates) - len(entities)


class UniDicTokenizer:
    """Makes a ``Doc`` with words, tags, UPOS, lemmas and readings; for ``nlp.tokenizer``.

    Args:
        use_user_dictionary: Whether the package's small list of words is used.
    """

    def __init__(self, vocab: Vocab, *, use_user_dictionary: bool = True) -> None:
        self.vocab = vocab
        self.use_user_dictionary = use_user_dictionary
        self._tokenizer = Tokenizer(use_user_dictionary=use_user_dictionary)

    def __call__(self, text: str) -> Doc:
        """Tokenize one text."""
        return _doc(self.vocab, text, self._tokenizer.tokenize(text), None)

    def pipe(self, texts: Iterable[str], batch_size: int = 1) -> Iterator[Doc]:
        """Tokenize texts one after the other."""
        return map(self, texts)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self.vocab, self.use_user_dictionary)

    def to_bytes(self, **options: Any) -> bytes:
        """Return the setting; dictionaries are not part of a model."""
        return bytes([self.use_user_dictionary])

    def from_bytes(self, data: bytes, **options: Any) -> UniDicTokenizer:
        """Take over a setting written by ``to_bytes``."""
        if bool(data[0]) != self.use_user_dictionary:
            self.use_user_dictionary = bool(data[0])
            self._tokenizer = Tokenizer(use_user_dictionary=self.use_user_dictionary)
        return self

    def to_disk(self, path: str | Path, **options: Any) -> None:
        """Write the setting."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **options: Any) -> UniDicTokenizer:
        """Take over a setting written by ``to_disk``."""
        return self.from_bytes(Path(path).read_bytes())


def create_unidic_tokenizer(use_user_dictionary: bool = True) -> Callable[[Language], UniDicTokenizer]:
    """Return what makes the tokenizer; in a config: ``@tokenizers = "corpus_tools.UniDicTokenizer.v1"``."""

    def create(nlp: Language) -> UniDicTokenizer:
        return UniDicTokenizer(nlp.vocab, use_user_dictionary=use_user_dictionary)

    return create


def _rebuild(vocab: Vocab, use_user_dictionary: bool) -> UniDicTokenizer:
    return UniDicTokenizer(vocab, use_user_dictionary=use_user_dictionary)


# ---------------------------------------------------------------------------------------------- to spaCy


def _doc(vocab: Vocab, text: str, tokens: Tokens, sentences: set[int] | None) -> Doc:
    """Make the ``Doc``; white space other than one blank after a word becomes tokens of its own."""
    rows = list(_rows(text, tokens, sentences or set()))
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(7)]
    words, spaces, tags, pos, lemmas, morphs, starts = columns
    return Doc(
        vocab,
        words=words,
        spaces=spaces,
        tags=tags,
        pos=pos,
        lemmas=lemmas,
        morphs=morphs,
        sent_starts=starts if sentences is not None else None,
    )


def _rows(
    text: str, tokens: Tokens, sentences: set[int]
) -> Iterator[tuple[str, bool, str, str, str, str, bool]]:
    columns = map(tokens.column, ("word", "pos", "upos", "lemma", "reading", "ctype", "cform"))
    starts, ends = tokens.starts.tolist(), tokens.ends.tolist()
    nexts = [*starts[1:], len(text)][: len(starts)]
    before = text[: starts[0]] if starts else text
    yield from _gap(before)
    if before:  # to spaCy a document's first token, here white space, is what begins its first sentence
        sentences = sentences - set(starts[:1])
    for start, end, following, word, tag, pos, lemma, *morph in zip(
        starts, ends, nexts, *columns, strict=True
    ):
        gap = text[end:following]
        space = gap.startswith(" ")
        yield word, space, tag, pos, lemma, _morph(*morph), start in sentences
        yield from _gap(gap[space:])


def _gap(gap: str) -> Iterator[tuple[str, bool, str, str, str, str, bool]]:
    if gap:
        yield gap, False, _WHITE_SPACE_TAG, "SPACE", gap, "", False


@cache
def _morph(reading: str, ctype: str, cform: str) -> str:
    """Write features as spaCy's Japanese tokenizer does; its separators may not stand in a value."""
    features = []
    if ctype or cform:
        features.append(
            "Inflection=" + ";".join(_MORPH_SEPARATORS.sub("_", value) for value in (ctype, cform))
        )
    if reading:
        features.append("Reading=" + _MORPH_SEPARATORS.sub("_", reading))
    return "|".join(features)


def _rest(document: Document) -> dict[str, Any]:
    """Return what a ``Doc`` has no place for, as plain values."""
    assert document.tokens is not None
    pieces = document.offsets.pieces if document.offsets is not None else None
    return {
        "id": document.id,
        "lang": document.lang,
        "metadata": document.metadata,
        "blocks": [asdict(block) for block in document.blocks],
        "offsets": None if pieces is None else [asdict(piece) for piece in pieces],
        "source": document.source,
        "tokens": {name: document.tokens.column(name) for name in _KEPT_COLUMNS},
    }


def _aligned(doc: Doc, span: Span) -> SpacySpan | None:
    """Widen a span to whole tokens; one of zero width has none."""
    if span.end == span.start:
        return None
    made = doc.char_span(span.start, span.end, label=span.label, alignment_mode="expand", span_id=span.id)
    name = span.attributes.get("name_id")
    if made is not None and name:
        made.kb_id_ = name
    return made


# -------------------------------------------------------------------------------------------- from spaCy


def _tokens(doc: Doc, kept: dict[str, list[str]]) -> Tokens:
    """Read the words that are not white space, with what was kept of them beside the ``Doc``."""
    words = [token for token in doc if not token.text.isspace()]
    inflections = [(*_feature(token.morph, "Inflection").split(";"), "")[:2] for token in words]
    columns = {
        "word": [token.text for token in words],
        "lemma": [token.lemma_ or token.text for token in words],
        "reading": [_feature(token.morph, "Reading") for token in words],
        "pos": [token.tag_ for token in words],
        "upos": [token.pos_ for token in words],
        "ctype": [ctype for ctype, _ in inflections],
        "cform": [cform for _, cform in inflections],
        "norm": [unicodedata.normalize("NFKC", token.text).casefold() for token in words],
        **{name: column for name, column in kept.items() if len(column) == len(words)},
    }
    starts = [token.idx for token in words]
    return Tokens.from_columns(starts, [token.idx + len(token) for token in words], columns)


def _feature(morph: MorphAnalysis, name: str) -> str:
    return ",".join(morph.get(name, []))


def _spans(doc: Doc, layer: str) -> Iterator[Span]:
    """Yield a group's spans; what its ``attrs`` tell of a span holds while it stands where it stood."""
    group = doc.spans[layer]
    exact = group.attrs.get("exact", {})
    for identifier, (start, end, label, origin, attributes) in exact.items():
        if start == end:
            yield Span(identifier, layer, start, end, label, origin, dict(attributes))
    for made in group:
        start, end, label, origin, attributes = exact.get(made.id_, (-1, -1, "", "", {}))
        if made.start_char <= start and end <= made.end_char and label == made.label_:
            yield Span(made.id_, layer, start, end, label, origin, dict(attributes))
        else:
            yield _span(layer, made)


def _span(layer: str, made: SpacySpan) -> Span:
    identifier = made.id_ or automatic_id(layer, made.start_char, made.end_char, made.label_)
    return Span(identifier, layer, made.start_char, made.end_char, made.label_, "auto:spacy", {})


def _sentences(doc: Doc) -> Iterator[Span]:
    for sentence in doc.sents:
        text = sentence.text
        start = sentence.start_char + len(text) - len(text.lstrip())
        end = start + len(text.strip())
        if end > start:
            yield Span(automatic_id("s", start, end, ""), "s", start, end, "", "auto:spacy", {})
