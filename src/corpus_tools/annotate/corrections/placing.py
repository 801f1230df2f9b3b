"""Where a text that comes back from an annotation tool stands in its document, and which spans its marks are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from corpus_tools.annotate.corrections.marks import PARTS, Mark, Marked, Place
from corpus_tools.annotate.gold.text_alignment import NOWHERE, align_texts
from corpus_tools.model import Attributes, Document


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that a file has, in places of the document's running text.

    Attributes:
        parts: Places of its parts.
        kept_id: Whether the id came back with it, so that a missing attribute was taken away.
    """

    id: str | None
    layer: str
    label: str
    start: int
    end: int
    attributes: Attributes
    parts: dict[str, Place]
    where: str


@dataclass(slots=True)
class Placed:
    """A text put into its place, with what could not be.

    Attributes:
        start: Where it begins in the running text; ``end``: just after its last character.
        refused: Marks that cannot be taken, each with why.
        notes: What a person should know.
    """

    start: int
    end: int
    candidates: list[Candidate] = field(default_factory=list)
    refused: list[tuple[Mark, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


_Move = Callable[[Place], Place | None]


def place(document: Document, marked: Marked) -> Placed | None:
    """Put a text with its marks into the document; ``None`` when nothing says that it is of this document."""
    found = _located(document, marked)
    if found is None:
        return None
    placed, move = found
    whole: list[Mark] = []
    for mark in marked.marks:
        moved = _moved(document, marked, mark, move)
        if isinstance(moved, str):
            placed.refused.append((mark, moved))
        else:
            whole.append(moved)
    _assemble(placed, whole)
    return placed


def _located(document: Document, marked: Marked) -> tuple[Placed, _Move] | None:
    """Find the text: where the stamp says, else where it stands once, else by comparing characters."""
    stamp, text = marked.stamp, marked.text
    if text is None:
        return Placed(0, len(document.text)), _shift(0)
    if stamp is not None and document.text[stamp.start : stamp.end] == text:
        return Placed(stamp.start, stamp.end), _shift(stamp.start)
    if text:
        at = document.text.find(text)
        if at >= 0 and document.text.find(text, at + 1) < 0:
            notes = [] if stamp is not None else ["no stamp; found by its text"]
            return Placed(at, at + len(text), notes=notes), _shift(at)
    return _aligned(document, marked) if text and stamp is not None else None


def _shift(by: int) -> _Move:
    return lambda one: (one[0] + by, one[1] + by)


def _aligned(document: Document, marked: Marked) -> tuple[Placed, _Move]:
    assert marked.text is not None
    places = align_texts(marked.text, document.text).tolist()
    known = [one for one in places if one != NOWHERE]
    note = f"the text is not as in the document; {len(known)} of {len(places)} characters are"

    def move(one: Place) -> Place | None:
        start, end = one
        if start == end:
            return (places[end - 1] + 1,) * 2 if end and places[end - 1] != NOWHERE else None
        if NOWHERE in (places[start], places[end - 1]):
            return None
        return (places[start], places[end - 1] + 1)

    start, end = (known[0], known[-1] + 1) if known else (0, 0)
    return Placed(start, end, notes=[note]), move


def _moved(document: Document, marked: Marked, mark: Mark, move: _Move) -> Mark | str:
    """Return a mark in its place in the document, or why it has none."""
    if marked.text is None:
        return _quoted(document.text, mark)
    if not 0 <= mark.start <= mark.end <= len(marked.text):
        return f"stands at {mark.start}:{mark.end}, the text has {len(marked.text)} characters"
    there = marked.text[mark.start : mark.end]
    if mark.surface is not None and mark.surface != there:
        return f"covers {there!r} but says {mark.surface!r}"
    extent = move((mark.start, mark.end))
    if extent is None:
        return f"covers {there!r}, which is not in the document's text"
    covered = document.text[extent[0] : extent[1]]
    if covered != there:
        return f"covers {there!r}, but the document has {covered!r} there"
    return replace(mark, start=extent[0], end=extent[1])


def _quoted(text: str, mark: Mark) -> Mark | str:
    """Place a mark by its quote: where it says if the quote stands there, else where it stands once in its context."""
    exact = "" if mark.start == mark.end else mark.surface
    if exact is None:
        return f"stands at {mark.start}:{mark.end} without a quote, so that nobody can say what it covers"
    before, after = mark.around
    there = text[mark.start : mark.end] == exact
    sides = (text[: mark.start].endswith(before), text[mark.end :].startswith(after))
    if there and all(sides):
        return mark
    whole = f"{before}{exact}{after}"
    at = text.find(whole) if whole else -1
    if at >= 0 and text.find(whole, at + 1) < 0:
        start = at + len(before)
        return replace(mark, start=start, end=start + len(exact))
    if there and any(sides):
        return mark
    return f"covers {exact!r}, which does not stand at {mark.start}:{mark.end}, nor once in its context elsewhere"


# ----------------------------------------------------------------------------------------------- parts


def _assemble(placed: Placed, marks: Sequence[Mark]) -> None:
    """Join marks that are parts with the whole that they belong to."""
    parts = [mark for mark in marks if mark.is_part]
    wholes = [mark for mark in marks if not mark.is_part]
    used: set[tuple[str, int, int]] = set()
    for mark in wholes:
        if mark.layer not in PARTS:
            placed.candidates.append(_candidate(mark, (mark.start, mark.end), {}))
            continue
        found = _parts(mark, [part for part in parts if part.layer == mark.layer])
        if isinstance(found, str):
            placed.refused.append((mark, found))
            continue
        extent = (min(part.start for part in found.values()), max(part.end for part in found.values()))
        placed.candidates.append(
            _candidate(mark, extent, {name: (part.start, part.end) for name, part in found.items()})
        )
        used |= {_place_of(part) for part in found.values()}
        if extent != (mark.start, mark.end):
            placed.notes.append(f"the region of a {mark.layer} follows its parts")
    _report_unused(placed, parts, used, wholes)


def _candidate(mark: Mark, extent: Place, parts: dict[str, Place]) -> Candidate:
    return Candidate(mark.id, mark.layer, mark.label, *extent, dict(mark.attributes), parts, mark.where)


def _parts(whole: Mark, marks: Sequence[Mark]) -> dict[str, Mark] | str:
    """Return the parts of a whole: those of its id, else those that begin and end its region."""
    names = PARTS[whole.layer]
    own = {mark.label: mark for mark in marks if whole.id and mark.id == f"{whole.id}.{mark.label}"}
    inside = [mark for mark in marks if whole.start <= mark.start and mark.end <= whole.end]
    sides = [list(_distinct(mark for mark in inside if mark.label == name)) for name in names]
    fitting = [
        dict(zip(names, chosen, strict=True))
        for chosen in product(*sides)
        if (min(one.start for one in chosen), max(one.end for one in chosen)) == (whole.start, whole.end)
    ]
    if len(own) == len(names) and (own in fitting or len(fitting) != 1):
        return own
    if len(fitting) == 1:
        return fitting[0]
    wanted = " and ".join(f"one {whole.layer}:{name}" for name in names)
    return f"needs {wanted} inside, which begin and end it; {len(fitting)} pairs do"


def _distinct(marks: Iterable[Mark]) -> Iterator[Mark]:
    seen: set[Place] = set()
    for mark in marks:
        if (mark.start, mark.end) not in seen:
            seen.add((mark.start, mark.end))
            yield mark


def _place_of(mark: Mark) -> tuple[str, int, int]:
    return (mark.label, mark.start, mark.end)


def _report_unused(
    placed: Placed, parts: Sequence[Mark], used: set[tuple[str, int, int]], wholes: Sequence[Mark]
) -> None:
    """Refuse parts without a whole; those whose whole was deleted in the tool are only counted."""
    ids = {mark.id for mark in wholes}
    left = [part for part in parts if _place_of(part) not in used]
    orphans = [part for part in left if part.id is None or part.id.rpartition(".")[0] in ids]
    for part in orphans:
        placed.refused.append((part, f"is a part of no {part.layer}; mark the whole around its parts"))
    if len(left) > len(orphans):
        placed.notes.append(f"{len(left) - len(orphans)} part(s) of deleted spans were left in the file")
