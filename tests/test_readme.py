"""The README's commands run, and print what it says they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Example:
    """A command and what it prints; a line ``...`` stands for any lines."""

    command: str
    output: str

    def __str__(self) -> str:
        return self.command


def _examples() -> list[Example]:
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", README, re.DOTALL | re.MULTILINE):
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            found.append(Example(command, output))
    return found


def _python_examples() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def _run(command: list[str] | str, corpus: Path) -> str:
    environment = {
        **os.environ,
        "CORPUS_TOOLS_CORPUS": str(corpus),
        "COLUMNS": "100",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        command, shell=isinstance(command, str), cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_is_a_tour() -> None:
    assert len(_examples()) >= 6
    assert _python_examples()


@pytest.mark.parametrize("example", _examples(), ids=str)
def test_a_command_prints_what_the_readme_says(example: Example, chapter_folder: Path) -> None:
    printed = [line.rstrip() for line in _run(example.command, chapter_folder).splitlines()]
    shown = [line.rstrip() for line in example.output.splitlines()]
    pattern = r"\n".join(r"(?:.*\n)*?.*" if line == "..." else re.escape(line) for line in shown)
    assert re.fullmatch(pattern, "\n".join(printed)), "\n".join(printed)


@pytest.mark.parametrize("code", _python_examples())
def test_the_python_of_the_readme_runs(code: str, chapter_folder: Path) -> None:
    prints = re.findall(r"^print\(.*\)  # (.*)$", code, re.MULTILINE)
    code = code.replace('"build/corpus"', repr(str(chapter_folder)))
    assert _run([sys.executable, "-c", code], chapter_folder).splitlines() == prints
