"""English for composed names that no list holds, from the English of their parts: ウクライナ軍, Armed Forces of Ukraine.

The rule is narrow: the name is its parts, one after the other, and one head of the table, nothing else; every part
has English; and the head has a pattern for parts of these types. Heads that leave open who does what to whom are not in
the table (ロシア侵攻 is mostly an invasion by Russia, クリミア侵攻 one of Crimea). What is made so is a translation, no official title.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools.annotate.entities_ja.candidates import PLACES, Candidate

PATTERNS: dict[str, dict[str, str]] = {
    "軍": {"GPE": "Armed Forces of {of}", "ORG": "{short} forces"},
    "陸軍": {"GPE": "Army of {of}"},
    "海軍": {"GPE": "Navy of {of}"},
    "空軍": {"GPE": "Air Force of {of}"},
    "国防省": {"GPE": "Ministry of Defence of {of}"},
    "外務省": {"GPE": "Ministry of Foreign Affairs of {of}"},
    "財務省": {"GPE": "Ministry of Finance of {of}"},
    "内務省": {"GPE": "Ministry of Internal Affairs of {of}"},
    "大統領府": {"GPE": "Office of the President of {of}"},
    "首脳会議": {"GPE": "{short} Summit", "ORG": "{short} Summit"},
    "首脳会談": {"GPE": "{short} Summit"},
    "外相会議": {"ORG": "{short} Foreign Ministers' Meeting"},
    "国防相会議": {"ORG": "{short} Defence Ministers' Meeting"},
    "財務相会議": {"ORG": "{short} Finance Ministers' Meeting"},
    "政権": {"PERSON": "{family} administration"},
    "内閣": {"PERSON": "{family} Cabinet"},
    "危機": {"GPE": "{short} crisis"},
}
"""By head, and by the type of the first part. ``of``: the part after *of*; ``short``: the acronym where there is one;
``family``: the last word of a personal name."""

NOTE = "composed of the English of its parts; no official title"

_ARTICLE = frozenset(
    {
        "Netherlands",
        "Philippines",
        "Soviet Union",
        "Czech Republic",
        "Maldives",
        "Bahamas",
        "Gambia",
        "European Union",
    }
)


def composed_english(entity: Candidate, parts: Sequence[Candidate], text: str) -> str | None:
    """Return English for an entity that is nothing but its parts and a head, if the table has a pattern for them.

    Args:
        parts: The entities directly inside, in text order.
    """
    place = entity.start
    for part in parts:
        if part.start != place:
            return None
        place = part.end
    patterns = PATTERNS.get(text[place : entity.end])
    names = [_english(part) for part in parts]
    if patterns is None or not names or None in names or len(parts) > 2:
        return None
    pattern = patterns.get("GPE" if parts[0].label in PLACES else parts[0].label)
    if pattern is None or (len(parts) > 1 and "{short}" not in pattern):
        return None
    shown = [_short(part) or str(name) for part, name in zip(parts, names, strict=True)]
    full = str(names[0])
    return pattern.format(of=_after_of(full), short=_joined(parts, shown), family=full.split()[-1])


def _english(part: Candidate) -> str | None:
    if len(part.names) == 1:
        return part.names[0].title
    if part.en is not None:
        return part.en
    return part.entry.en[0] if part.entry is not None and not part.names else None


def _short(part: Candidate) -> str | None:
    return part.names[0].acronym if len(part.names) == 1 else None


def _joined(parts: Sequence[Candidate], shown: Sequence[str]) -> str:
    """Two states meet (United States-Japan Summit); a body meets in a city (NATO Madrid Summit)."""
    states = len(parts) > 1 and all(part.label in PLACES for part in parts)
    return ("-" if states else " ").join(shown)


def _after_of(name: str) -> str:
    return f"the {name}" if name in _ARTICLE or name.startswith("United ") else name
