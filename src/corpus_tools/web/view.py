"""How a result is looked at: everything that the address of a concordance says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Query, Request

from corpus_tools.errors import Message, QueryError

Unit = Literal["tokens", "characters"]
PAGE_SIZES = (20, 50, 100)
CONTEXTS: dict[Unit, tuple[int, ...]] = {
    "tokens": (5, 10, 15, 20, 30, 50),
    "characters": (10, 20, 30, 40, 60, 100),
}


@dataclass(frozen=True, slots=True)
class View:
    """What was asked, and how it is shown.

    Attributes:
        sort: A sort key such as ``R1`` or ``L2:desc``; empty for corpus order.
        by: The positional attribute that is sorted by.
        context: So many tokens or characters on each side.
        sample: So many lines at random; 0 for all.
        ruby: Whether readings stand over kanji.
        names: Whether the English names of a line stand beside it.
        only: Which of the hits are looked at, each as ``web.narrowing`` reads it; all of them must hold.
    """

    q: str = ""
    sort: str = ""
    by: str = "word"
    context: int = 15
    unit: Unit = "tokens"
    sample: int = 0
    seed: int = 0
    page: int = 1
    size: int = 50
    ruby: bool = False
    names: bool = True
    only: tuple[str, ...] = ()

    def address(self, path: str = "/", **changes: Any) -> str:
        """Return the address of this view with some of it changed; what is as usual is left out."""
        query = urlencode(changed(self, **changes))
        return f"{path}?{query}" if query else path

    @property
    def narrower(self) -> int | None:
        """The usual context below this one; none where it is the smallest."""
        return max((one for one in CONTEXTS[self.unit] if one < self.context), default=None)

    @property
    def wider(self) -> int | None:
        """The usual context above this one; none where it is the largest."""
        return min((one for one in CONTEXTS[self.unit] if one > self.context), default=None)

    def within(self, *only: str) -> View:
        """Return the view of some of its hits, from the first page on."""
        return replace(self, page=1, only=(*self.only, *only))

    def without(self, only: str) -> View:
        """Return the view without one of its filters."""
        return replace(self, page=1, only=tuple(one for one in self.only if one != only))

    def hidden(self, *without: str) -> list[tuple[str, str]]:
        """Return what a form has to send along, without the fields that it asks for itself."""
        return [(name, value) for name, value in changed(self) if name not in without]


def changed(view: View, **changes: Any) -> list[tuple[str, str]]:
    """Return what an address must say for a view, some of it changed."""
    values: Mapping[str, Any] = asdict(replace(view, **changes))
    usual = {field.name: field.default for field in fields(View)}
    named = [(name, value) for name, value in values.items() if value != usual[name] and name != "only"]
    return [*((name, _text(value)) for name, value in named), *(("only", one) for one in values["only"])]


def view_of(
    request: Request,
    q: str = "",
    sort: str = "",
    by: str = "word",
    context: Annotated[int, Query(ge=1, le=100)] = 15,
    unit: Unit = "tokens",
    sample: Annotated[int, Query(ge=0, le=100_000)] = 0,
    seed: Annotated[int, Query(ge=0, le=2**31)] = 0,
    page: Annotated[int, Query(ge=1, le=10_000_000)] = 1,
    size: Annotated[int, Query(ge=1)] = 50,
    ruby: bool = False,
    names: bool = True,
    only: Annotated[list[str] | None, Query(max_length=8)] = None,
) -> View:
    """Read the view out of an address.

    Raises:
        QueryError: The question is longer than a question is.
    """
    limits = request.app.state.site.limits
    if len(q) > limits.question:
        raise QueryError(
            Message(
                "A question of {n:,} characters. Right would be {most:,} at most.",
                n=len(q),
                most=limits.question,
            )
        )
    size = min(size, limits.page_size)
    shown = (sort, by, context, unit, sample, seed, page, size, ruby, names)
    return View(q.strip(), *shown, tuple(only or ()))


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)
