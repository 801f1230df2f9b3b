"""Typesets the test PDFs with upLaTeX and dvipdfmx: ``python tests/data/pdf/make_pdfs.py``.

``horizontal.pdf`` and ``vertical.pdf`` are the first blocks of the chapter, with its note numbers raised, a running
header and page numbers; ``columns.pdf`` is a page of our own in two columns, with ruby, footnotes and an exponent.
The fonts (IPAex, Computer Modern) are embedded as subsets. The tests read the PDFs; this script is not run by them.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from corpus_tools.reconstruct import block_records, reconstruct
from corpus_tools.sources import read_document_folder

HERE = Path(__file__).parent
CHAPTER = HERE.parents[2] / "corpus" / "nato-ukraine"
N_BLOCKS = 16
STYLES = {
    "horizontal": ("ujarticle", r"\newcommand{\fnm}[1]{\textsuperscript{#1}}"),
    "vertical": ("utarticle", r"\newcommand{\fnm}[1]{\raisebox{.6zw}{\tiny\rensuji{#1}}}"),
}
BLOCKS = {
    "title": r"\noindent{\LARGE %s\par}\medskip",
    "author": r"{\large\hfill %s\par}\bigskip",
    "heading": r"\medskip\noindent{\large\textgt{%s}}\par\smallskip",
    "paragraph": r"%s\par",
}
PAGE = r"""\documentclass[a5paper,10pt]{%s}
\usepackage{okumacro}
%s
\makeatletter
\def\ps@own{\def\@oddhead{\hfil 第2章　NATOとウクライナ}\def\@oddfoot{\hfil\thepage\hfil}%%
  \let\@evenhead\@oddhead\let\@evenfoot\@oddfoot}
\makeatother
\pagestyle{own}
\begin{document}
%s
\end{document}
"""


def main() -> None:
    records = list(block_records(reconstruct(read_document_folder(CHAPTER))))[:N_BLOCKS]
    body = "\n\n".join(BLOCKS[record["type"]] % _tex(record) for record in records)
    for name, (kind, macro) in STYLES.items():
        _typeset(name, PAGE % (kind, macro, body))
    _typeset("columns", (HERE / "columns.tex").read_text(encoding="utf-8"))


def _tex(record: dict[str, Any]) -> str:
    notes = {note["at"] - record["start"]: note["n"] for note in record["notes"]}
    text = record["text"] + "\0"
    marked = (f"\\fnm{{{notes[place]}}}{c}" if place in notes else c for place, c in enumerate(text))
    return "".join("\\" + c if c in "%&#_$" else c for c in marked).removesuffix("\0")


def _typeset(name: str, source: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{name}.tex").write_text(source, encoding="utf-8")
        subprocess.run(
            ["uplatex", "-interaction=nonstopmode", name], cwd=folder, check=True, capture_output=True
        )
        subprocess.run(["dvipdfmx", "-q", name], cwd=folder, check=True)
        shutil.copy(Path(folder) / f"{name}.pdf", HERE)


if __name__ == "__main__":
    main()
