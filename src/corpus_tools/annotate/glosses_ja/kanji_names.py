"""Names in kanji against their Latin spelling: by reading (Japanese) or by syllables (Chinese, Korean)."""

from __future__ import annotations

import re
from functools import cache

from corpus_tools.annotate.glosses_ja.transliteration import romanise
from corpus_tools.annotate.glosses_ja.words import Word, read_words

_KANJI = "一-鿿々ヶ"
_ROMAJI = re.compile(r"(?:(?:ch|sh|ts|ky|gy|ny|hy|by|py|my|ry|[kgsztdnhbpmrjfyw])?[aiueo]|n(?![aiueo]))+")


def kanji_name_start(left: str, end: int, latin: str, *, cue: bool) -> int | None:
    """Return where the kanji name that ends at ``end`` of ``left`` begins; ``None`` if it is not the Latin.

    Args:
        left: Text without white space.
        end: Just after the last character of the name.
        latin: The Latin name.
        cue: A title or a term of office says that it is a person.
    """
    if not re.search(rf"[{_KANJI}][{_KANJI}ぁ-ゖァ-ヺー]*$", left[:end]):
        return None
    start = _by_reading(left, end, latin, cue)
    return _by_syllables(left, end, latin, cue) if start is None else start


def _by_reading(left: str, end: int, latin: str, cue: bool) -> int | None:
    """Japanese names: the readings of the last words, in either order, spell the Latin."""
    plain = [_plain_roman(word) for word in latin.split() if not re.fullmatch(r"(?:[A-Z]\.)+", word)]
    initials = len(latin.split()) - len(plain)
    if not all(_ROMAJI.fullmatch(word) for word in plain):
        return None
    words = read_words(left[max(0, end - 12) : end])
    base = max(0, end - 12)
    for first in range(len(words) - 1, max(-1, len(words) - 5), -1):
        reading = _plain_roman(romanise("".join(word.kana for word in words[first:])))
        if reading in (_plain_roman("".join(plain)), _plain_roman("".join(reversed(plain)))) and (
            len(plain) > 1 or cue
        ):
            return base + words[first].start
    return _by_given_name(words, plain, base) if len(plain) == 2 or (plain and initials) else None


def _by_given_name(words: list[Word], plain: list[str], base: int) -> int | None:
    """One of the two names is read as the Latin has it; the dictionary has another reading of the other."""
    first = len(words)
    while first and words[first - 1].pos3 == "人名":
        first -= 1
    readings = {_plain_roman(romanise(word.kana)) for word in words[first:]}
    return base + words[first].start if readings & set(plain) else None


def _plain_roman(text: str) -> str:
    """Write romanised Japanese without marks of length, so that Ohtani, Ōtani and Otani are one."""
    plain = re.sub("[^a-z]", "", text.lower().translate(str.maketrans("āīūēō", "aiueo")))
    plain = re.sub("oh(?![aiueoy])", "o", re.sub("m(?=[bpm])", "n", plain))
    return re.sub(r"(.)\1", r"\1", plain.replace("ou", "o"))


def _by_syllables(left: str, end: int, latin: str, cue: bool) -> int | None:
    """Chinese, Korean and Vietnamese names: one kanji a syllable.

    A name with a hyphen (Sun Yat-sen) may render another name of the person than the kanji: then all of a
    short run of kanji is the name.
    """
    size = _syllables(latin)
    run = re.search(f"[{_KANJI}]+$", left[:end])
    if not size or run is None:
        return None
    length = len(run.group())
    if 2 <= size <= 4 and length >= size:
        return end - size if cue or len(re.split(r"[\s-]+", latin)) >= 2 else None
    return run.start() if "-" in latin and 2 <= length <= 4 else None


@cache
def _syllable() -> re.Pattern[str]:
    pinyin = "(?:zh|ch|sh|hs|ts|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|iung|ieh|ien|uen|ung|ih|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|üe|ue|er|a|o|e|i|u|ü)"
    korean = "(?:kk|tt|pp|ss|jj|ch|sh|[gkndtrlmbpsjhywc])?(?:yeo|yae|wae|yoo|yeu|eui|oo|ee|eo|eu|ae|oe|wi|ui|wa|wo|ya|yo|yu|ye|ou|aw|u|a|e|i|o)(?:ng|ck|rk|[kgnmlrtpbsh])?"
    return re.compile(f"(?:{pinyin})|(?:{korean})")


def _syllables(latin: str) -> int:
    """Count the syllables of a Chinese or Korean name; 0 if it cannot be one."""
    pieces = [piece for piece in re.split(r"[\s'’-]+", latin.lower()) if piece]
    if not 2 <= len(pieces) + latin.count("-") <= 5 or any(
        not re.fullmatch("[a-zü]+", piece) for piece in pieces
    ):
        return 0
    counts = [_count(piece) for piece in pieces]
    return sum(counts) if all(counts) else 0


def _count(piece: str) -> int:
    """Count by the shortest split into syllables; at most three."""
    for size in (1, 2, 3):
        if re.fullmatch(f"(?:{_syllable().pattern}){{{size}}}", piece):
            return size
    return 0
