"""Pictures as files: SVG, PNG or PDF, drawn without a screen, the same bytes for the same table."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_tools.errors import FormatError, MissingExtraError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

METADATA: dict[str, dict[str, None]] = {
    ".svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    ".png": {"Software": None},
    ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
"""The kinds of picture, and what of their metadata is left out so that the same table gives the same bytes."""

JAPANESE_FONTS = (
    "Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans JP", "IPAexGothic", "IPAPGothic", "IPAGothic", "BIZ UDGothic",
    "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic", "YuGothic", "Meiryo", "MS Gothic", "MS PGothic",
    "TakaoPGothic", "TakaoGothic", "VL PGothic", "VL Gothic", "Noto Serif CJK JP", "IPAexMincho", "IPAMincho",
)  # fmt: skip
"""Families that are looked for, the first that is installed and has every character needed is taken."""

LATIN = "DejaVu Sans"
COLOURS = ("#08519c", "#d95f0e", "#238b45", "#6a51a3", "#a50f15", "#525252", "#0868ac", "#8c510a")
"""For lines and rows, told apart by the colour-blind too."""

_STYLE = {"svg.fonttype": "none", "svg.hashsalt": "corpus-tools", "pdf.fonttype": 42, "font.size": 9.0}


def picture_path(path: str | Path) -> Path:
    """Return the path of a picture.

    Raises:
        FormatError: Its suffix is no kind of picture.
    """
    path = Path(path)
    if path.suffix.lower() not in METADATA:
        raise FormatError(
            f"{path}: no picture of kind {path.suffix!r}. Right would be: {', '.join(METADATA)}."
        )
    return path


def style() -> AbstractContextManager[None]:
    """Return a context in which pictures are made and saved.

    Raises:
        MissingExtraError: Matplotlib is not installed.
    """
    try:
        import matplotlib.style
    except ImportError as error:
        raise MissingExtraError("The picture needs Matplotlib: pip install 'corpus-tools[plots]'.") from error
    return matplotlib.style.context(["default", _STYLE], after_reset=True)


def save(figure: Figure, path: Path) -> None:
    """Write a picture without the time it was made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata=METADATA[path.suffix.lower()], dpi=200)


def japanese_font(text: str) -> str | None:
    """Return the first installed family of ``JAPANESE_FONTS`` that has every character of ``text``."""
    from matplotlib.font_manager import fontManager, get_font

    installed = {entry.name: entry.fname for entry in reversed(fontManager.ttflist)}
    for name in JAPANESE_FONTS:
        if name in installed and {ord(c) for c in text} <= set(get_font(installed[name]).get_charmap()):
            return name
    return None


def written(labels: list[str], kind: str) -> tuple[list[str], dict[str, str], list[str]]:
    """Return labels that an installed font can write, the key to numbers that stand for others, and the fonts.

    Args:
        kind: What a label is, for numbers: ``Query 1``.
    """
    if all(label.isascii() for label in labels):
        return labels, {}, [LATIN]
    font = japanese_font("".join(labels))
    if font is not None:
        return labels, {}, [font]
    numbers = [f"{kind} {number}" for number in range(1, len(labels) + 1)]
    return numbers, dict(zip(numbers, labels, strict=True)), [LATIN]
