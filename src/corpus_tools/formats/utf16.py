"""Places in UTF-16 units, in which browsers and Java count, and in code points."""

from __future__ import annotations


def utf16_places(text: str) -> list[int]:
    """Return for each code point of a text, and its end, the place in UTF-16 units."""
    places, at = [0], 0
    for character in text:
        at += 2 if character > "\uffff" else 1
        places.append(at)
    return places


def from_utf16(text: str) -> dict[int, int]:
    """Return the way back: code points by UTF-16 unit; the middle of a character is not in it."""
    return {unit: place for place, unit in enumerate(utf16_places(text))}
