"""UIMA CAS as XMI and as JSON, the formats of INCEpTION: one file per document, in a folder, with the type system.

The layers are custom span layers whose features are strings. Places in the files are UTF-16 units; dkpro-cassis
converts them. One annotation on the first character carries the stamp, because INCEpTION keeps nothing else.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools.annotate.corrections.marks import CARRIED, Mark, Marked
from corpus_tools.errors import FormatError, MissingExtraError
from corpus_tools.formats.marked import (
    ALL_CARRIED,
    DEFAULT_LAYERS,
    as_text,
    checked_text,
    label_in_layer,
    read_mark,
    read_stamp,
    tool_label,
)
from corpus_tools.formats.marking import Writing
from corpus_tools.formats.reading import malformed
from corpus_tools.model import Document

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

TYPE_SYSTEM = "TypeSystem.xml"
SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
TYPES: dict[str, str] = {
    "date": "webanno.custom.Date",
    "entity": "webanno.custom.Entity",
    "gloss": "webanno.custom.Gloss",
    "gap": "webanno.custom.Gap",
    "note": "webanno.custom.NoteAnchor",
    "p": "webanno.custom.Block",
    "section": "webanno.custom.Section",
    "page": "webanno.custom.Page",
    "s": "webanno.custom.SentenceSpan",
}
"""The custom layer of each layer; INCEpTION knows them once its project has read the type system."""

STAMP_TYPE = "webanno.custom.CorpusTools"
LABEL, SPAN_ID, STAMP_FEATURE = "tag", "spanId", "stamp"
_FEATURES = {"type": "blockType", "range": "otherEnd", "name_id": "nameId"}
"""Attributes whose own names mean something to UIMA libraries."""

MOST_BYTES = 1 << 29
"""Bytes of a file in a zip archive, above which it is not unpacked."""

_REMEDY = "Export the document from INCEpTION again, with its type system."


def write_xmi(
    documents: Iterable[Document], folder: Path, *, layers: Sequence[str] = DEFAULT_LAYERS
) -> dict[str, Any]:
    """Write ``<document>.xmi`` for each document, and ``TypeSystem.xml``.

    Raises:
        FormatError: A text has characters that XML cannot hold.
    """
    counts = _write(documents, folder, layers, "xmi", lambda cas, path: cas.to_xmi(path, pretty_print=True))
    _type_system().to_xml(folder / TYPE_SYSTEM)
    return counts


def write_json(
    documents: Iterable[Document], folder: Path, *, layers: Sequence[str] = DEFAULT_LAYERS
) -> dict[str, Any]:
    """Write ``<document>.json`` for each document; the type system is in it."""
    return _write(documents, folder, layers, "json", lambda cas, path: cas.to_json(path, pretty_print=True))


def read_xmi(path: Path) -> Iterator[Marked]:
    """Read an ``.xmi`` file with its type system beside it, a folder of them, or a zip archive from INCEpTION.

    Raises:
        FormatError: The file is no XMI, or its type system is missing.
    """
    for where, file, types in _files(path, ".xmi"):
        if types is None:
            raise FormatError(
                f"{where}: {TYPE_SYSTEM} is not beside it. Put the one there that was exported with it."
            )
        yield _read(where, lambda file=file, types=types: _load_xmi(file, types))  # type: ignore[misc]


def read_json(path: Path) -> Iterator[Marked]:
    """Read a ``.json`` file, a folder of them, or a zip archive from INCEpTION.

    Raises:
        FormatError: The file is no CAS in JSON.
    """
    for where, file, _ in _files(path, ".json"):
        yield _read(where, lambda file=file: _load_json(file))  # type: ignore[misc]


# ------------------------------------------------------------------------------------------------ writing


def _cassis() -> Any:
    try:
        import cassis
    except ImportError as error:
        raise MissingExtraError(
            "UIMA CAS needs dkpro-cassis: pip install 'corpus-tools[annotation]'."
        ) from error
    return cassis


def _write(
    documents: Iterable[Document],
    folder: Path,
    layers: Sequence[str],
    suffix: str,
    save: Callable[[Cas, Path], None],
) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    writing, types = Writing("document", layers, empty_spans=True), _type_system()
    for document in documents:
        for marked in writing(document):
            try:
                save(_cas(document, marked, types), folder / f"{document.id}.{suffix}")
            except ValueError as error:
                raise FormatError(
                    f"{document.id}: {error}. XML 1.0 cannot hold control characters; export cas-json instead."
                ) from error
    return writing.counts()


def _type_system() -> TypeSystem:
    cassis = _cassis()
    types = cassis.TypeSystem()
    string = "uima.cas.String"
    for name in ("Token", "Sentence"):
        types.create_type(f"{SEGMENTATION}.{name}", supertypeName="uima.tcas.Annotation")
    metadata = types.create_type(METADATA, supertypeName="uima.tcas.DocumentAnnotation")
    for feature in ("documentTitle", "documentId"):
        types.create_feature(metadata, feature, string)
    for layer, name in TYPES.items():
        made = types.create_type(name, supertypeName="uima.tcas.Annotation")
        for feature in (LABEL, SPAN_ID, *(feature_name(one) for one in CARRIED[layer])):
            types.create_feature(made, feature, string)
    stamp = types.create_type(STAMP_TYPE, supertypeName="uima.tcas.Annotation")
    types.create_feature(stamp, STAMP_FEATURE, string)
    return types


def feature_name(attribute: str) -> str:
    """Return what an attribute is called as a feature."""
    return _FEATURES.get(attribute, attribute)


def _cas(document: Document, marked: Marked, types: TypeSystem) -> Cas:
    assert marked.stamp is not None and marked.text is not None
    cas: Cas = _cassis().Cas(typesystem=types)
    cas.sofa_string = marked.text
    cas.sofa_mime = "text/plain"
    add = cas.add
    language = {"begin": 0, "end": len(marked.text), "language": document.lang}
    title = str(document.metadata.get("title", document.id))
    add(types.get_type(METADATA)(**language, documentTitle=title, documentId=document.id))
    sentence, token = (types.get_type(f"{SEGMENTATION}.{name}") for name in ("Sentence", "Token"))
    for span in document.spans("s"):
        add(sentence(begin=span.start, end=span.end))
    if document.tokens is not None:
        for start, end in zip(document.tokens.starts.tolist(), document.tokens.ends.tolist(), strict=True):
            add(token(begin=start, end=end))
    stamp = json.dumps(marked.stamp.as_dict(), ensure_ascii=False)
    add(types.get_type(STAMP_TYPE)(begin=0, end=min(1, len(marked.text)), **{STAMP_FEATURE: stamp}))
    for mark in marked.marks:
        features = {feature_name(name): as_text(value) for name, value in mark.attributes.items()}
        given = {LABEL: tool_label(mark.layer, mark.label), SPAN_ID: mark.id, **features}
        add(types.get_type(TYPES[mark.layer])(begin=mark.start, end=mark.end, **given))
    return cas


# ------------------------------------------------------------------------------------------------ reading


def _files(path: Path, suffix: str) -> Iterator[tuple[str, bytes, bytes | None]]:
    """Yield the name of each file, its bytes, and those of the type system beside it."""
    with malformed(str(path), _REMEDY):
        try:
            yield from _archived(path, suffix) if path.suffix == ".zip" else _plain(path, suffix)
        except OSError as error:
            raise FormatError(f"{path} cannot be read ({error.strerror}). Name another file.") from error
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
            raise FormatError(f"{path} is no zip archive that can be read ({error}). {_REMEDY}") from error


def _plain(path: Path, suffix: str) -> Iterator[tuple[str, bytes, bytes | None]]:
    files = (
        sorted(one for one in path.glob(f"*{suffix}") if one.name != "manifest.json")
        if path.is_dir()
        else [path]
    )
    if not files:
        raise FormatError(f"{path} holds no {suffix} file. Name the folder of an export, or one file.")
    for file in files:
        beside = file.with_name(TYPE_SYSTEM)
        yield str(file), file.read_bytes(), beside.read_bytes() if beside.is_file() else None


def _archived(path: Path, suffix: str) -> Iterator[tuple[str, bytes, bytes | None]]:
    with zipfile.ZipFile(path) as archive:
        infos = {info.filename: info for info in archive.infolist() if info.file_size <= MOST_BYTES}
        names = [name for name in infos if name.endswith(suffix)]
        if not names:
            raise FormatError(f"{path} holds no {suffix} file. {_REMEDY}")
        types = archive.read(TYPE_SYSTEM) if TYPE_SYSTEM in infos else None
        for name in sorted(names):
            yield f"{path}:{name}", archive.read(name), types


def _load_xmi(file: bytes, types: bytes) -> Cas:
    cassis = _cassis()
    typesystem = cassis.load_typesystem(io.BytesIO(types))
    return cassis.load_cas_from_xmi(io.BytesIO(file), typesystem=typesystem)


def _load_json(file: bytes) -> Cas:
    return _cassis().load_cas_from_json(file.decode("utf-8-sig"))


def _read(where: str, load: Callable[[], Cas]) -> Marked:
    try:
        cas = load()
    except (FormatError, MissingExtraError):
        raise
    except Exception as error:  # the library's own errors are of many kinds, bare ones among them
        raise FormatError(f"{where}: no CAS that can be read ({error}). {_REMEDY}") from error
    with malformed(where, _REMEDY):
        text = checked_text(cas.sofa_string)
        known = [layer for layer, name in TYPES.items() if cas.typesystem.contains_type(name)]
        marks = [_mark(one, layer, where) for layer in known for one in cas.select(TYPES[layer])]
        return Marked(where, text, read_stamp(_stamp(cas)), tuple(marks), ALL_CARRIED)


def _stamp(cas: Cas) -> Any:
    if not cas.typesystem.contains_type(STAMP_TYPE):
        return None
    stamps = [json.loads(one.get(STAMP_FEATURE)) for one in cas.select(STAMP_TYPE) if one.get(STAMP_FEATURE)]
    if len(stamps) > 1:
        raise ValueError(f"{len(stamps)} annotations {STAMP_TYPE}; keep the one of the export")
    return stamps[0] if stamps else None


def _mark(annotation: Any, layer: str, where: str) -> Mark:
    known = {feature.name for feature in annotation.type.all_features}
    names = [name for name in CARRIED[layer] if feature_name(name) in known]
    given = {name: annotation.get(feature_name(name)) for name in names}
    place = f"{where}, annotation {annotation.xmiID}"
    with malformed(place, _REMEDY):
        return read_mark(
            place,
            label_in_layer(layer, annotation.get(LABEL)),
            annotation.begin,
            annotation.end,
            span_id=annotation.get(SPAN_ID),
            attributes={name: value for name, value in given.items() if value is not None},
        )
