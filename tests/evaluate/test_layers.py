from __future__ import annotations

import random

import pytest

from corpus_tools.evaluate.layers import ALL, confusion, errors, score_layer
from corpus_tools.evaluate.matching import pair_spans
from corpus_tools.model import Block, Document, Span

TEXT = "日米両国の首脳が京都で会談した。京都議定書の話をした。"
DOCUMENT = Document("d", TEXT, blocks=[Block("paragraph", 0, 0, 16), Block("paragraph", 0, 16, len(TEXT))])


def _span(start: int, end: int, label: str = "GPE", **attributes: object) -> Span:
    return Span(f"x-{start}-{end}-{label}", "entity", start, end, label, "gold", dict(attributes))


def _row(gold: list[Span], predicted: list[Span], measure: str, label: str = ALL) -> tuple[int, int, int]:
    table = score_layer(DOCUMENT, "entity", gold, predicted)
    row = table[(table["measure"] == measure) & (table["label"] == label)].iloc[0]
    return (int(row["gold"]), int(row["predicted"]), int(row["correct"]))


GOLD = [_span(0, 1), _span(1, 2), _span(8, 10), _span(16, 21, "DOCUMENT", name_id="K")]
FOUND = [_span(0, 1), _span(1, 3), _span(8, 10, "LOC"), _span(16, 21, "DOCUMENT", name_id="L"), _span(16, 18)]


@pytest.mark.parametrize(
    ("measure", "label", "counts"),
    [
        ("exact", ALL, (4, 5, 2)),
        ("exact", "GPE", (3, 3, 1)),
        ("extent", ALL, (4, 5, 3)),
        ("overlap", ALL, (4, 5, 3)),
        ("overlap", "GPE", (3, 3, 2)),
        ("label", ALL, (4, 5, 3)),
        ("label", "GPE", (3, 3, 2)),
        ("name_id", ALL, (1, 1, 0)),
    ],
)
def test_a_layer_is_scored_by_how_much_must_agree(
    measure: str, label: str, counts: tuple[int, int, int]
) -> None:
    assert _row(GOLD, FOUND, measure, label) == counts


def test_optional_gold_is_neither_hit_nor_miss() -> None:
    gold = [_span(0, 1), _span(5, 7, "ORG", optional=True)]
    assert _row(gold, [_span(0, 1)], "exact") == (1, 1, 1)
    assert _row(gold, [_span(0, 1), _span(5, 7, "ORG")], "exact") == (1, 1, 1)
    assert _row(gold, [_span(0, 1), _span(5, 8, "ORG")], "exact") == (1, 2, 1)


def test_links_to_gazetteers_do_not_count_where_gold_names_the_authority_only() -> None:
    gold = [_span(0, 1), _span(16, 21, "DOCUMENT", name_id="K")]
    found = [_span(0, 1, name_id="cldr:JP"), _span(16, 21, "DOCUMENT", name_id="K")]
    assert _row(gold, found, "name_id") == (1, 1, 1)


def test_nothing_against_nothing_is_perfect() -> None:
    assert score_layer(DOCUMENT, "entity", [], [])["f1"].tolist() == [1.0] * 5


def test_the_interval_holds_the_figure() -> None:
    row = score_layer(DOCUMENT, "entity", GOLD, FOUND).iloc[0]
    assert row["f1_low"] <= row["f1"] <= row["f1_high"]


def test_the_confusion_table_says_what_stands_for_what() -> None:
    table = confusion(GOLD, FOUND)
    assert table.loc["GPE", "LOC"] == 1
    assert table.loc["GPE", "-"] == 1
    assert table.loc["-", "GPE"] == 2
    assert table.loc["DOCUMENT", "DOCUMENT"] == 1


def test_errors_are_listed_in_text_order_with_context() -> None:
    table = errors(DOCUMENT, "entity", GOLD, FOUND, context=2)
    assert [(row.kind, row.surface) for row in table.itertuples()] == [
        ("missed", "米"),
        ("spurious", "米両"),
        ("label", "京都"),
        ("spurious", "京都"),
        ("name_id", "京都議定書"),
    ]
    assert (table.left[2], table.right[2]) == ("脳が", "で会")


def test_equal_spans_are_paired_one_to_one() -> None:
    pairing = pair_spans([_span(0, 1), _span(0, 1)], [_span(0, 1)])
    assert (len(pairing.pairs), len(pairing.missed), len(pairing.spurious)) == (1, 1, 0)


def test_flat_spans_score_as_another_program_scores_them() -> None:
    """nervaluate's strict and exact schemes are our exact and extent."""
    from nervaluate import Evaluator

    rng = random.Random(5)
    for _ in range(20):
        sides = [_flat(rng), _flat(rng)]
        listed = [[{"label": s.label, "start": s.start, "end": s.end} for s in side] for side in sides]
        overall = Evaluator([listed[0]], [listed[1]], tags=["GPE", "ORG"]).evaluate()["overall"]
        for ours, theirs in (("exact", "strict"), ("extent", "exact")):
            gold, predicted, correct = _row(*sides, ours)
            assert overall[theirs].correct == correct
            assert (overall[theirs].possible, overall[theirs].actual) == (gold, predicted)


def _flat(rng: random.Random) -> list[Span]:
    """Make spans that do not overlap."""
    spans, place = [], rng.randrange(3)
    while place < len(TEXT) - 3:
        end = place + rng.randrange(1, 4)
        spans.append(_span(place, end, rng.choice(["GPE", "ORG"])))
        place = end + rng.randrange(1, 4)
    return spans
