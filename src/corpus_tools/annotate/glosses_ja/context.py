"""The text to the left of a parenthesis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BOUNDARIES = '。！？!?；;「『【〈《［〔｛{＜≪（(」』】〉》］〕｝}＞≫）)“”"…―：:※①②③④⑤→■●○◆◇▼'
CONTEXT = 90


@dataclass(frozen=True, slots=True)
class Context:
    """The text to the left of a place without its white space, and where each character stands.

    Attributes:
        text: At most ``CONTEXT`` characters, from the last boundary on.
        places: The place of each character in the whole text.
    """

    text: str
    places: Sequence[int]


def left_context(text: str, place: int, bound: int = 0) -> Context:
    """Read back from ``place`` to a sentence end, a bracket or ``bound``."""
    places: list[int] = []
    for number in range(place - 1, max(bound, place - 3 * CONTEXT) - 1, -1):
        character = text[number]
        if character in BOUNDARIES or (character == "\u3000" and text[number - 1 : number] in ("\n", "")):
            break  # an indent begins a paragraph
        if not character.isspace():
            places.append(number)
            if len(places) == CONTEXT:
                break
    places.reverse()
    return Context("".join(text[number] for number in places), places)
