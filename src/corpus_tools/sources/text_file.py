"""Plain text files: bytes to characters, strictly."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from pathlib import Path

from corpus_tools.errors import SourceError
from corpus_tools.sources import SourceText
from corpus_tools.sources.binary import read_bytes

BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Longer marks first: the mark of UTF-16 begins that of UTF-32."""

JAPANESE_ENCODINGS: tuple[str, ...] = ("cp932", "euc_jp")
WIDE_ENCODINGS: tuple[str, ...] = ("utf-16-le", "utf-16-be")

_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30fc]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
# What wrong guesses decode to: half-width kana, private use, rare compatibility forms, controls.
_UNLIKELY = re.compile(r"[\uff61-\uff9f\ue000-\uf8ff\ufffd\x80-\x9f\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_text_file(path: str | Path, *, encoding: str | None = None) -> SourceText:
    """Read a text file as UTF-8, or as another Japanese encoding where there is no doubt.

    Without ``encoding``, a byte order mark decides; then UTF-8 is tried; then Shift_JIS, EUC-JP,
    ISO-2022-JP and UTF-16, of which exactly one must decode without an error and look like Japanese.

    Raises:
        SourceError: The file is missing, is not text, or could be in more than one encoding.
    """
    path = Path(path)
    source = decode_source(read_bytes(path), id=path.stem, name=str(path), encoding=encoding)
    return replace(source, path=path)


def decode_source(data: bytes, *, id: str, name: str, encoding: str | None = None) -> SourceText:  # noqa: A002 - the field's name
    """Make source text of bytes, as ``read_text_file`` does.

    Args:
        name: What messages call the bytes.
    """
    mark, marked = _byte_order_mark(data)
    codec = encoding or marked or _detect(data)
    text = _decode(data.removeprefix(mark), codec, name, offset=len(mark))
    _refuse_nul(text, name)
    text, newlines = _unify_newlines(text)
    metadata = {"encoding": codecs.lookup(codec).name, "bom": bool(mark), "newlines": newlines}
    return SourceText(id=id, text=text, metadata=metadata)


def _byte_order_mark(data: bytes) -> tuple[bytes, str | None]:
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return mark, name
    return b"", None


def _decode(data: bytes, name: str, path: str, *, offset: int) -> str:
    try:
        return data.decode(name)
    except LookupError:
        raise SourceError(
            f"{path}: there is no encoding '{name}'. Use --encoding with one that Python knows, "
            "such as utf-8, cp932, euc_jp or utf-16."
        ) from None
    except UnicodeError as error:
        place = offset + (error.start if isinstance(error, UnicodeDecodeError) else 0)
        raise SourceError(_undecodable(path, data, place - offset, place, name)) from error


def _undecodable(path: str, data: bytes, start: int, place: int, name: str) -> str:
    shown = data[start : start + 4].hex(" ")
    line = data.count(b"\n", 0, start) + 1
    return (
        f"{path}: byte {place} (line {line}, {shown}) is not {name}. UTF-8 was expected. "
        "Name the file's encoding, as in --encoding cp932, or save it as UTF-8."
    )


def _detect(data: bytes) -> str:
    if b"\x1b$" in data and _looks_japanese(data, "iso2022_jp"):
        return "iso2022_jp"
    if b"\x00" not in data and _decodes(data, "utf-8"):
        return "utf-8"
    candidates = WIDE_ENCODINGS if b"\x00" in data else JAPANESE_ENCODINGS + WIDE_ENCODINGS
    fitting = [name for name in candidates if _looks_japanese(data, name)]
    # A byte string that two encodings can read is not guessed at; UTF-8 then says where it fails.
    return fitting[0] if len(fitting) == 1 else "utf-8"


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeError:
        return False
    return True


def _looks_japanese(data: bytes, name: str) -> bool:
    """Hold when every byte decodes, kana are common and hardly anything unlikely appears."""
    try:
        text = data.decode(name)
    except UnicodeError:
        return False
    foreign = len(_FOREIGN.findall(text))
    return len(_KANA.findall(text)) >= 0.2 * foreign > 0 and len(_UNLIKELY.findall(text)) <= 0.02 * foreign


def _refuse_nul(text: str, path: str) -> None:
    place = text.find("\x00")
    if place < 0:
        return
    line = text.count("\n", 0, place) + 1
    raise SourceError(
        f"{path}: NUL at character {place} (line {line}); text has none. If the file is UTF-16, "
        "use --encoding utf-16-le (or -be); otherwise remove the byte."
    )


def _unify_newlines(text: str) -> tuple[str, str]:
    """Turn CRLF, and CR where it is the only line break, into LF; say what there was."""
    if "\r\n" in text:
        kind = "crlf" if text.count("\r\n") == text.count("\n") else "mixed"
        return text.replace("\r\n", "\n"), kind
    if "\r" in text and "\n" not in text:
        return text.replace("\r", "\n"), "cr"
    return text, "lf"
