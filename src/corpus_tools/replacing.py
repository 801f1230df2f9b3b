"""A folder takes another's place, so that at every moment one of them is there whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replace_folder(beside: Path, output: Path) -> None:
    """Put a written folder in its place; what stood there goes only when the new one stands."""
    old = output.with_name(f".{output.name}-old-{os.getpid()}")
    if output.exists():
        output.rename(old)
    beside.rename(output)
    shutil.rmtree(old, ignore_errors=True)
