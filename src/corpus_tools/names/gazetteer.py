"""Open gazetteers: names that every text may use, with their English, from CLDR, ISO 3166-3 and own lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from corpus_tools.errors import AuthorityError

LISTS: tuple[str, ...] = (
    "regions.tsv",
    "cities.tsv",
    "japan.tsv",
    "organisations.tsv",
    "events.tsv",
    "documents.tsv",
    "forces_weapons.tsv",
    "persons.tsv",
)
"""The package's own lists with a label in the first column, the more trusted first."""

_ORGANISATIONS_IN_CLDR = {"EU": "eu", "UN": "un"}
_NOT_A_PLACE = frozenset({"EZ", "QO", "XA", "XB", "ZZ", "001", "019", "003", "EU", "UN"})
_OCEANIC = frozenset({"AQ", "TF", "BV", "HM", "IO", "GS", "CP", "DG", "AC", "TA"})
_COMMON_WORDS = re.compile(
    "チワワ|オラル|フェニックス|ノーム|ダーウィン|サルタ|マスカット|チューク|センター|リオ"
)
"""Cities whose katakana is more often another word."""
_NO_CITIES = ("Etc/", "Antarctica/")
_PLAIN_JA = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff・]+")


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A name with the forms a Japanese text uses for it.

    Attributes:
        id: ``cldr:RU``, ``iso3166-3:SUHH`` or ``gaz:black-sea``.
        en: English forms, the one to show first.
    """

    id: str
    label: str
    ja: tuple[str, ...]
    en: tuple[str, ...]
    optional: bool = False


@lru_cache(maxsize=1)
def load_gazetteers() -> tuple[GazetteerEntry, ...]:
    """Return every entry of every gazetteer; ids are unique, a form may belong to several entries."""
    entries = [*_states(), *_former_states(), *_own_lists(), *_time_zone_cities()]
    return tuple(_with_unique_ids(entries))


@lru_cache(maxsize=1)
def kanji_states() -> dict[str, GazetteerEntry]:
    """Return the one-character names of states and continents (日, 米, 欧 …) that compounds use."""
    by_id = {entry.id: entry for entry in load_gazetteers()}
    by_english = {entry.en[0]: entry for entry in load_gazetteers()}
    found = {}
    for character, code, english in _rows("kanji_states.tsv", 3):
        entry = by_id.get(f"cldr:{code}") or by_id.get(f"iso3166-3:{code}") or by_english[english]
        found[character] = entry
    return found


@lru_cache(maxsize=1)
def not_names() -> tuple[str, ...]:
    """Return the words that hold a name but speak of something else: ローマ字, キリスト教."""
    return tuple(word for _, words in _rows("not_names.tsv", 2) for word in _split(words))


def slug(text: str) -> str:
    """Return a name as an id part: lower case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or text


def _rows(name: str, columns: int) -> Iterator[list[str]]:
    """Yield the rows of one of the package's lists, padded to ``columns``."""
    text = resources.files("corpus_tools.names").joinpath("data", name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not 2 <= len(cells) <= columns:
            raise AuthorityError(
                f"{name}, line {number}: {len(cells)} columns; write 2 to {columns}, with tabs."
            )
        yield cells + [""] * (columns - len(cells))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _states() -> Iterator[GazetteerEntry]:
    """CLDR's territories: its Japanese names where they are plain, and the forms of ``states.tsv``."""
    from babel import Locale

    japanese, english = Locale("ja").territories, Locale("en").territories
    own = {code: (_split(ja), _split(en)) for code, ja, en in _rows("states.tsv", 3)}
    for code, name in japanese.items():
        if code.isdigit() or code in _NOT_A_PLACE:
            continue
        forms, others = own.get(code, ((), ()))
        forms = tuple(dict.fromkeys((*forms, *([name] if _PLAIN_JA.fullmatch(name) else []))))
        if forms:
            label = "LOC" if code in _OCEANIC else "GPE"
            shown = (_plain_english(english.get(code, code)), *others)
            yield GazetteerEntry(f"cldr:{code}", label, forms, tuple(dict.fromkeys(shown)))


def _plain_english(name: str) -> str:
    """CLDR writes 'Myanmar (Burma)' and 'Hong Kong SAR China'; keep the name itself."""
    return re.sub(r"\s*\(.*\)| SAR China", "", name)


def _former_states() -> Iterator[GazetteerEntry]:
    for code, ja, en in _rows("former_states.tsv", 3):
        english = _split(en)
        name_id = f"gaz:{slug(english[0])}" if code == "-" else f"iso3166-3:{code}"
        yield GazetteerEntry(name_id, "GPE", _split(ja), (*english, *_iso_names(code)))


def _iso_names(code: str) -> tuple[str, ...]:
    """ISO 3166-3's English name of a former state."""
    import pycountry

    state = pycountry.historic_countries.get(alpha_4=code)
    return (state.name,) if state is not None else ()


def _own_lists() -> Iterator[GazetteerEntry]:
    for name in LISTS:
        for label, ja, en, flag in _rows(name, 4):
            english = _split(en)
            yield GazetteerEntry(f"gaz:{slug(english[0])}", label, _split(ja), english, flag == "optional")


def _time_zone_cities() -> Iterator[GazetteerEntry]:
    """The cities CLDR names its time zones by."""
    from babel import Locale

    english = Locale("en").time_zones
    for zone, names in Locale("ja").time_zones.items():
        city = names.get("city", "")
        if (
            "/" in zone
            and not _COMMON_WORDS.fullmatch(city)
            and _PLAIN_JA.fullmatch(city)
            and not zone.startswith(_NO_CITIES)
        ):
            fallback = zone.rpartition("/")[2].replace("_", " ")
            shown = english.get(zone, {}).get("city", fallback)
            yield GazetteerEntry(f"cldr:{zone}", "GPE", (city,), (str(shown),))


def _with_unique_ids(entries: Iterable[GazetteerEntry]) -> Iterator[GazetteerEntry]:
    """Join entries of one id and label; number an id that two labels share."""
    joined: dict[tuple[str, str], GazetteerEntry] = {}
    for entry in entries:
        key = (entry.id, entry.label)
        if (other := joined.get(key)) is not None:
            entry = GazetteerEntry(
                entry.id,
                entry.label,
                tuple(dict.fromkeys((*other.ja, *entry.ja))),
                tuple(dict.fromkeys((*other.en, *entry.en))),
                other.optional,
            )
        joined[key] = entry
    seen: set[str] = set()
    for (name_id, label), entry in joined.items():
        unique = name_id if name_id not in seen else f"{name_id}-{label.lower()}"
        seen.add(unique)
        yield GazetteerEntry(unique, label, entry.ja, entry.en, entry.optional)
