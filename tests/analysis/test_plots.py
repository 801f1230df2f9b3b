from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.analysis.plots import plot_dispersion, plot_growth, plot_trend
from corpus_tools.analysis.trend import trend
from corpus_tools.analysis.vocabulary import growth
from corpus_tools.corpus import Corpus
from corpus_tools.errors import FormatError


def _draw(mini: Corpus, kind: str, path: Path) -> None:
    hits = mini.query('[lemma="加盟"]')
    if kind == "dispersion":
        plot_dispersion(mini, {"join": hits}, path)
    elif kind == "growth":
        plot_growth(growth(mini), path)
    else:
        plot_trend(trend(mini, {"join": hits}), path)


@pytest.mark.parametrize("kind", ["dispersion", "growth", "trend"])
def test_a_picture_is_drawn_the_same_twice(mini: Corpus, tmp_path: Path, kind: str) -> None:
    pictures = []
    for name in ("one.svg", "two.svg"):
        _draw(mini, kind, tmp_path / name)
        pictures.append((tmp_path / name).read_text(encoding="utf-8"))
    assert pictures[0] == pictures[1]
    assert "<svg" in pictures[0]
    _draw(mini, kind, tmp_path / "one.png")
    assert (tmp_path / "one.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", ["dispersion", "growth", "trend"])
def test_another_kind_of_file_is_refused(mini: Corpus, tmp_path: Path, kind: str) -> None:
    with pytest.raises(FormatError, match=r"no picture of kind '.gif'"):
        _draw(mini, kind, tmp_path / "one.gif")


def test_nothing_to_draw_is_said(mini: Corpus, tmp_path: Path) -> None:
    nothing = mini.query('[word="無い言葉"]')
    with pytest.raises(FormatError, match="nothing to draw"):
        plot_dispersion(mini, {}, tmp_path / "one.svg")
    with pytest.raises(FormatError, match="nothing to draw"):
        plot_growth(growth(mini, nothing), tmp_path / "one.svg")
