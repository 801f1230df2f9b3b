from __future__ import annotations

from pathlib import Path

from corpus_tools.analysis.periods import Period
from corpus_tools.analysis.timeline import timeline
from corpus_tools.corpus import Corpus


def test_the_timeline_says_what_happened_when(mini: Corpus) -> None:
    rows = timeline(mini, period=Period.between("1997", "1997"))
    assert rows["edtf"].tolist() == ["1997-12"]
    assert "京都議定書は" in rows["sentence"][0]
    assert "Kyoto Protocol" in {entity["en"] for entity in rows["entities"][0]}


def test_the_timeline_is_in_order_of_time(mini: Corpus) -> None:
    earliest = [day for day in timeline(mini)["earliest"] if day]
    assert earliest == sorted(earliest)
    assert len(earliest) >= 4


def test_the_timeline_is_drawn_the_same_twice(mini_folder: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    pictures = []
    for name in ("one.svg", "two.svg"):
        command = [sys.executable, "-m", "corpus_tools", "dates", "--corpus", str(mini_folder)]
        subprocess.run([*command, "--plot", str(tmp_path / name)], check=True, capture_output=True)
        pictures.append((tmp_path / name).read_text(encoding="utf-8"))
    assert pictures[0] == pictures[1]
    assert "<svg" in pictures[0]
