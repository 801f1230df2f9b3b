"""Dates in order of time."""

from __future__ import annotations

from corpus_tools.analysis.chronology import Chronology
from corpus_tools.analysis.periods import Period
from corpus_tools.corpus import Corpus


def test_dates_stand_in_order_and_their_bounds_count_them(chapter: Corpus) -> None:
    """The same dates as the naive way: every date, held against the period, sorted by its days."""
    chronology, dates = Chronology(chapter), chapter.index.structural["date"]
    period = Period.between("1991", "1999")
    days = [(dates.value("earliest", one), dates.value("latest", one)) for one in range(len(dates))]
    for match in ("within", "overlap"):
        held = [one for one, pair in enumerate(days) if period.holds(*pair, match=match)]
        held.sort(key=lambda one: (days[one][0] or "9999", days[one][1] or "9999"))
        assert chronology.regions(period=period, match=match).tolist() == held
        assert sum(count for _, count in chronology.bounds(period=period, match=match)) == len(held)
    assert len(chronology.regions()) == len(dates)


def test_types_are_chosen(chapter: Corpus) -> None:
    dates = chapter.index.structural["date"]
    found = Chronology(chapter).regions(types={"DURATION"})
    assert len(found) == 7 and {dates.value("label", one) for one in found.tolist()} == {"DURATION"}
