from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_added_texts_are_built_and_found(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Market Day.txt").write_text("市場の朝\n市場に人が集まる。\n", encoding="utf-8")
    added = run("add", str(tmp_path / "Market Day.txt"), "--corpus", str(tmp_path / "c"), "--written", "2024")
    assert added.status == 0
    assert "market-day: 15 characters" in added.out
    (tmp_path / "c" / "recipe.toml").write_text('output = "out"\n', encoding="utf-8")
    assert run("build", str(tmp_path / "c" / "recipe.toml")).status == 0
    assert "市場" in run("query", '"市場"', "--corpus", str(tmp_path / "c" / "out")).out


def test_one_id_is_not_for_two_files(run: Run, tmp_path: Path) -> None:
    answer = run("add", "a.txt", "b.txt", "--id", "x")
    assert answer.status == 1
    assert "--id is for one file" in answer.err
