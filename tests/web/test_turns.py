"""Whose turn it is: visitors one after the other, whatever some of them ask for."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.corpus import Corpus
from corpus_tools.errors import QueryError
from corpus_tools.web.app import create_app
from corpus_tools.web.places import HEAVY, BusyError, Places, Visitor
from corpus_tools.web.site import SiteLimits
from corpus_tools.web.turns import TURN, Turn, Turns, in_turns, patiently

Made = TypeVar("Made")


def run(asked: Coroutine[object, object, Made]) -> Made:
    """Run in a thread of its own: a browser of other tests may have an event loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, asked).result()


def used(seconds: float) -> Visitor:
    visitor = Visitor()
    visitor.charge(seconds)
    return visitor


async def order_of(visitors: list[Visitor], places: Places, first: Visitor) -> list[int]:
    """Return the order in which visitors get the place that ``first`` has."""
    got: list[int] = []

    async def wait(number: int, visitor: Visitor) -> None:
        wish = await places.take(visitor, 5)
        got.append(number)
        places.give_back(wish)

    held = await places.take(first, 5)
    waiting = [asyncio.create_task(wait(number, one)) for number, one in enumerate(visitors)]
    await asyncio.sleep(0)
    places.give_back(held)
    await asyncio.gather(*waiting)
    return got


def test_who_has_used_least_comes_first() -> None:
    visitors = [used(3), used(1.2), used(0.1), used(1.7), used(0)]
    assert run(order_of(visitors, Places(1, heavy=1), Visitor())) == [2, 4, 1, 3, 0]


def test_a_second_request_comes_after_the_first_ones_of_others() -> None:
    async def asked() -> list[str]:
        eager, calm = used(0), used(1)
        places, got = Places(2, heavy=2), []
        first, second = await places.take(eager, 5), await places.take(used(0), 5)

        async def wait(name: str, visitor: Visitor) -> None:
            await places.take(visitor, 5)
            got.append(name)

        waiting = [asyncio.create_task(wait("eager", eager)), asyncio.create_task(wait("calm", calm))]
        await asyncio.sleep(0)
        places.give_back(second)
        await asyncio.sleep(0)
        places.give_back(first)
        await asyncio.gather(*waiting)
        return got

    assert run(asked()) == ["calm", "eager"]


def test_heavy_visitors_leave_a_place_to_the_others() -> None:
    async def asked() -> None:
        places = Places(2, heavy=1)
        await places.take(used(2 * HEAVY), 5)
        with pytest.raises(BusyError):
            await places.take(used(2 * HEAVY), 0.01)
        await places.take(used(0), 0.01)

    run(asked())


def test_who_has_a_slow_place_waits_while_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_tools.web.turns.OVERDUE", 0.02)

    async def asked() -> None:
        turns, hostile = Turns(2, 0.2), [Visitor(), Visitor()]
        long = [Turn(turns, one) for one in hostile]
        for turn in long:
            await turn.begin()
        await asyncio.sleep(0.1)
        assert turns.slow.overdrawn
        with pytest.raises(BusyError):
            await Turn(turns, hostile[0]).begin()
        await Turn(turns, Visitor()).begin()
        again = asyncio.create_task(Turn(turns, hostile[0]).begin())
        await asyncio.sleep(0.01)
        long[1].leave()
        await again

    run(asked())


def test_what_was_used_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = used(8)
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 30)
    assert visitor.used == pytest.approx(1, rel=0.01)


def test_of_too_many_the_heaviest_is_refused() -> None:
    async def asked() -> list[str]:
        places = Places(1, heavy=1, waiting=2)
        held = await places.take(Visitor(), 1)
        waiting = [asyncio.create_task(places.take(used(seconds), 1)) for seconds in (0.1, 1.5, 0.5)]
        await asyncio.sleep(0.01)
        places.give_back(held)
        places.give_back(await waiting[0])
        places.give_back(await waiting[2])
        found = await asyncio.gather(*waiting, return_exceptions=True)
        return [type(one).__name__ for one in found]

    assert run(asked())[1] == "BusyError"


@given(
    st.lists(st.tuples(st.floats(0, 5), st.sampled_from(["keep", "withdraw", "hurry"])), max_size=12),
    st.integers(1, 3),
)
def test_no_place_is_ever_lost(visits: list[tuple[float, str]], count: int) -> None:
    async def asked() -> int:
        places = Places(count, heavy=1)

        async def visit(seconds: float) -> None:
            wish = await places.take(used(seconds), 1)
            try:
                await asyncio.sleep(0)
            finally:
                places.give_back(wish)

        tasks = []
        for seconds, way in visits:
            tasks.append(asyncio.create_task(visit(seconds)))
            if way != "keep":
                await asyncio.sleep(0)
            if way == "withdraw":
                tasks[len(tasks) // 2].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(*(places.take(Visitor(), 1) for _ in range(count)))
        return count

    assert run(asked()) == count


def in_turn(turns: Turns, visitor: Visitor, call: Callable[[], Made]) -> Awaitable[Made]:
    """Call in a thread as a request that has its turn."""

    async def answered() -> Made:
        turn = Turn(turns, visitor)
        token = TURN.set(turn)
        try:
            await turn.begin()
            return await _in_thread(call)
        finally:
            TURN.reset(token)
            turn.leave()

    return answered()


async def _in_thread(call: Callable[[], Made]) -> Made:
    from anyio import to_thread

    return await to_thread.run_sync(call)


def test_long_queries_do_not_keep_a_short_one_waiting() -> None:
    async def asked() -> str:
        turns, release = Turns(2, 5), threading.Event()

        def endless(seconds: float) -> str:
            if not release.wait(min(seconds, 5)):
                raise QueryError("stopped")
            return "late"

        long = [
            asyncio.ensure_future(in_turn(turns, Visitor(), lambda: patiently(endless, 5))) for _ in range(4)
        ]
        await asyncio.sleep(0.7)
        soon = await asyncio.wait_for(
            in_turn(turns, Visitor(), lambda: patiently(lambda _: "soon", 5)), timeout=4
        )
        assert not any(one.done() for one in long)
        release.set()
        assert await asyncio.gather(*long) == ["late"] * 4
        return soon

    assert run(asked()) == "soon"


def test_what_is_overdue_leaves_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_tools.web.turns.OVERDUE", 0.02)

    async def asked() -> str:
        turns, release = Turns(2, 5), threading.Event()
        long = [asyncio.ensure_future(in_turn(turns, Visitor(), release.wait)) for _ in range(3)]
        await asyncio.sleep(0.1)
        soon = await asyncio.wait_for(in_turn(turns, Visitor(), lambda: "soon"), timeout=4)
        release.set()
        await asyncio.gather(*long)
        return soon

    assert run(asked()) == "soon"


def test_a_mistake_is_not_tried_again() -> None:
    tries = []

    def wrong(seconds: float) -> str:
        tries.append(seconds)
        raise QueryError("wrong")

    with pytest.raises(QueryError):
        patiently(wrong, 5)
    assert len(tries) == 1


@pytest.mark.parametrize("sizes", [[], [1], [0, 0, 5, 0], [40_000, 3, 70_000, 0, 1]])
def test_a_file_in_turns_is_the_same_file(sizes: list[int]) -> None:
    def pieces() -> Iterator[bytes]:
        for number, size in enumerate(sizes):
            yield bytes([number]) * size

    async def asked() -> bytes:
        turns = Turns(2, 5)
        turn = Turn(turns, Visitor())
        token = TURN.set(turn)
        found = b""
        async for piece in in_turns(pieces()):
            found += piece
            # While a piece is sent, others may have the slow place.
            turns.slow.give_back(await turns.slow.take(Visitor(), 0.5))
        TURN.reset(token)
        return found

    assert run(asked()) == b"".join(pieces())


CALM = ("/?q=NATO", "/read/nato-ukraine?part=2", "/names", "/timeline", "/api/search?text=EU", "/documents")
HOSTILE = (
    '/api/query?cql=[]*%2B[]*%2B[]*%2B[word="x"]',
    '/?q=[word="(.*の){50}"]',
    "/api/ngrams?n=8&min_frequency=1&limit=500",
    "/download/xlsx?q=ロシア",
    "/api/query?cql=" + "(" * 3000,
)


def test_forty_calm_visitors_are_answered_while_ten_are_hostile(chapter: Corpus) -> None:
    app = create_app(chapter, limits=SiteLimits(seconds=30, requests_per_minute=10_000))

    async def visit(address: str, paths: tuple[str, ...]) -> list[int]:
        transport = httpx.ASGITransport(app=app, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", timeout=120) as client:
            return [(await client.get(path)).status_code for path in paths]

    async def asked() -> tuple[list[list[int]], list[list[int]]]:
        hostile = [
            asyncio.create_task(visit(f"10.0.1.{number}", HOSTILE)) for number in range(10) for _ in range(2)
        ]
        calm = await asyncio.gather(
            *(visit(f"10.0.0.{number}", (CALM[number % 6], CALM[number % 5])) for number in range(40))
        )
        return list(calm), list(await asyncio.gather(*hostile))

    calm, hostile = run(asked())
    assert calm == [[200, 200]] * 40
    assert {status for one in hostile for status in one} <= {200, 400, 503}


def test_a_query_stops_when_nobody_waits_for_it(chapter: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(chapter)
    stopped = threading.Event()

    def endless(text: str, *, seconds: float, cancelled: Callable[[], bool]) -> None:
        end = time.monotonic() + 10
        while time.monotonic() < end and not cancelled():
            time.sleep(0.01)
        if cancelled():
            stopped.set()
        raise QueryError("cancelled")

    monkeypatch.setattr(app.state.site.corpus, "query", endless, raising=False)

    async def asked() -> None:
        sent: list[object] = []
        messages = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> dict[str, object]:
            message = next(messages, None)
            if message is None:
                await asyncio.sleep(0.1)
                return {"type": "http.disconnect"}
            return message

        async def send(message: object) -> None:
            sent.append(message)

        scope = {
            "type": "http", "method": "GET", "path": "/api/query", "raw_path": b"/api/query",
            "query_string": b"cql=%5B%5D", "headers": [(b"host", b"127.0.0.1")], "client": ("10.0.0.1", 1),
            "server": ("127.0.0.1", 80), "scheme": "http", "http_version": "1.1", "root_path": "",
        }  # fmt: skip
        await app(scope, receive, send)

    run(asked())
    assert stopped.is_set()
