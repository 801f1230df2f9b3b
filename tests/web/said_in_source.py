"""Every message that can reach a page, collected from the syntax trees of the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

PACKAGES = ("query", "analysis", "index", "corpus", "web")
"""Those whose errors can reach a page."""
FIRST = {"QueryError", "RegexError", "Message", "query_error", "error", "_error", "_error_at"}
"""What is called with a message as its first argument."""
OTHERS = {"_nothing": 1, "refuse": 3, "refusal": 2, "_Found": -1}
HINTS = {"_hint", "_reason"}
"""Functions that return a message, or a part of one."""


@dataclass
class Collected:
    """The templates by the places that say them, and the calls whose message is not written down at them."""

    templates: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def collect() -> Collected:
    """Read every module of the packages."""
    found = Collected()
    root = Path(str(files("corpus_tools")))
    for path in sorted(one for package in PACKAGES for one in (root / package).rglob("*.py")):
        name = path.relative_to(root).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node, said in _messages(tree):
            texts = list(_texts(tree, said))
            found.templates.update(dict.fromkeys(texts, f"{name}:{node.lineno}"))
            if not texts:
                found.unread.append(ast.unparse(said))
    return found


def _messages(tree: ast.Module) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield what says a message, with the expression that it says."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
                place = 0 if name in FIRST else OTHERS.get(name, -1)
                if 0 <= place < len(args) and "_LOG" not in ast.unparse(node.func):
                    yield node, args[place]
            case ast.Raise(exc=ast.Call(func=ast.Name(id="ValueError"), args=[ast.Call() as said])):
                yield said, said
            case ast.ClassDef(name=name) if name.endswith("Error"):
                yield from ((one, one.args[0]) for one in ast.walk(node) if _of_parent(one))
            case ast.FunctionDef(name=name) if name in HINTS:
                yield from ((one.value, one.value) for one in ast.walk(node) if _returns_text(one))


def _of_parent(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "super().__init__" and bool(node.args)


def _returns_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Return)
        and isinstance(node.value, ast.Constant | ast.Call)
        and ast.unparse(node.value) != "''"
    )


def _texts(tree: ast.Module, said: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression can stand for; none if they are not written down in the module."""
    match said:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Call(func=ast.Name(id="Message"), args=[inner, *_]):
            yield from _texts(tree, inner)
        case ast.Subscript(value=ast.Name(id=name)):
            tables = [value for value in _assigned(tree, name) if isinstance(value, ast.Dict)]
            yield from (text for table in tables for value in table.values for text in _texts(tree, value))
        case ast.Name(id=name):
            yield from (text for value in _assigned(tree, name) for text in _texts(tree, value))


def _assigned(tree: ast.Module, name: str) -> Iterator[ast.expr]:
    """Yield what a name is set to anywhere in a module."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.For(target=ast.Tuple(elts=targets), iter=ast.Tuple(elts=rows)):
                places = [place for place, one in enumerate(targets) if ast.unparse(one) == name]
                yield from (row.elts[place] for row in rows for place in places if isinstance(row, ast.Tuple))
