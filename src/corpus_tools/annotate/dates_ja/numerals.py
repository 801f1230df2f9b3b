"""Japanese written numbers to integers: Arabic digits of both widths, positional and named kanji numerals."""

from __future__ import annotations

KANJI_DIGITS: dict[str, int] = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壱": 1, "弐": 2, "参": 3,
}  # fmt: skip
SMALL_UNITS: dict[str, int] = {"十": 10, "百": 100, "千": 1000}
LARGE_UNITS: dict[str, int] = {"万": 10**4, "億": 10**8, "兆": 10**12}


def integer(numeral: str) -> int | None:
    """Read a written whole number; ``None`` when the characters are not one.

    ``2022``, ``1,200``, ``二〇二二``, ``千九百四十五``, ``五十``, ``3万``, ``1万2000`` and ``元`` (the first
    year of an era) are numbers.
    """
    if numeral == "元":
        return 1
    numeral = numeral.replace(",", "")
    if numeral.isdecimal():
        return int(numeral)
    if numeral and all(character in KANJI_DIGITS for character in numeral):
        return int("".join(str(KANJI_DIGITS[character]) for character in numeral))
    return _with_units(numeral)


def _with_units(numeral: str) -> int | None:
    """Add up a number written with 十百千 and 万億兆; digits before a unit may be Arabic."""
    total = section = digits = 0
    pending = ""
    for character in numeral:
        if character.isdecimal() or character in KANJI_DIGITS:
            pending += str(KANJI_DIGITS.get(character, character))
        elif character in SMALL_UNITS:
            section += (int(pending) if pending else 1) * SMALL_UNITS[character]
            pending, digits = "", digits + 1
        elif character in LARGE_UNITS:
            section += int(pending) if pending else 0
            total += max(section, 1) * LARGE_UNITS[character]
            pending, section, digits = "", 0, digits + 1
        else:
            return None
    if not digits:
        return None
    return total + section + (int(pending) if pending else 0)
