"""What a build does: documents, layers, names, gold, output, as a TOML file says it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus_tools.errors import RecipeError

ANNOTATION = ("best", "automatic", "gold")
"""What a build takes: gold where there is gold, the program's, or gold alone."""

TOKEN_SWITCHES = ("user_dictionary", "corrections")
"""Steps of the tokenizer that a recipe can switch off, under ``[tokens]``."""

ENTITY_OPTIONS = ("sources", "statistical", "statistical_labels")
"""What a recipe says of the entity annotator, under ``[entities]``."""

DEFAULT_LAYERS = ("sentences", "dates", "glosses", "entities")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a build does.

    Attributes:
        documents: Document folders, in corpus order.
        names: Folder of the name authority, or none.
        gold: Folder of adjudicated annotation, or none.
        user_dictionary: Whether words that the dictionary lacks are kept in one piece.
        corrections: Whether tokens are corrected by their neighbours.
        entities: Options of the entity annotator: its sources of evidence.
        output: Where the corpus is written.
        annotation: ``best``: gold where there is gold, else automatic; ``automatic``; ``gold``: nothing else in
            the layers that have annotators.
    """

    documents: tuple[Path, ...]
    output: Path
    layers: tuple[str, ...] = DEFAULT_LAYERS
    names: Path | None = None
    gold: Path | None = None
    user_dictionary: bool = True
    corrections: bool = True
    entities: Mapping[str, Any] = field(default_factory=dict)
    annotation: str = "best"


def load_recipe(path: Path) -> Recipe:
    """Read a recipe; its paths are relative to the file.

    Raises:
        RecipeError: The file is missing, is not TOML, or has a key or folder that does not exist.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RecipeError(f"No recipe {path}. Give one: corpus-tools build RECIPE.") from error
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"{path} is not TOML: {error}.") from error
    _refuse_unknown(path, table)
    base = path.parent
    return Recipe(
        documents=_document_folders(path, table.get("documents")),
        output=(base / table.get("output", "../build/corpus")).resolve(),
        layers=tuple(table.get("layers", DEFAULT_LAYERS)),
        names=_folder(path, table, "names"),
        gold=_folder(path, table, "gold"),
        **_token_switches(path, table.get("tokens", {})),
        entities=_entity_options(path, table.get("entities", {})),
        annotation=_choice(path, table, "annotation", ANNOTATION),
    )


def _refuse_unknown(path: Path, table: Mapping[str, Any]) -> None:
    known = ("documents", "layers", "names", "gold", "annotation", "output", "tokens", "entities")
    for key in table:
        if key not in known:
            raise RecipeError(f"{path}: unknown key {key!r}. Known: {', '.join(known)}.")


def _token_switches(path: Path, table: Mapping[str, Any]) -> dict[str, bool]:
    for key, value in table.items():
        if key not in TOKEN_SWITCHES or not isinstance(value, bool):
            raise RecipeError(
                f"{path}: [tokens] {key} = {value!r}. Right would be true or false for: {', '.join(TOKEN_SWITCHES)}."
            )
    return dict(table)


def _entity_options(path: Path, table: Mapping[str, Any]) -> dict[str, Any]:
    for key in table:
        if key not in ENTITY_OPTIONS:
            raise RecipeError(f"{path}: [entities] {key}. Right would be: {', '.join(ENTITY_OPTIONS)}.")
    options = dict(table)
    trained = path.parent / str(options.get("statistical", "."))
    if "statistical" in options and trained.is_dir():
        options["statistical"] = str(trained.resolve())
    return options


def _choice(path: Path, table: Mapping[str, Any], key: str, choices: Sequence[str]) -> str:
    value = table.get(key, choices[0])
    if value not in choices:
        raise RecipeError(f"{path}: {key} = {value!r}. Right would be: {', '.join(choices)}.")
    return str(value)


def _document_folders(path: Path, names: Sequence[str] | None) -> tuple[Path, ...]:
    base = path.parent
    if names is None:
        found = tuple(sorted(meta.parent for meta in base.glob("*/meta.toml")))
        if not found:
            raise RecipeError(
                f"{path}: no folder with a meta.toml beside it. Add a text: corpus/<id>/source.txt."
            )
        return found
    for name in names:
        if not (base / name / "meta.toml").is_file():
            raise RecipeError(f"{path}: document {name!r} has no {base / name / 'meta.toml'}.")
    return tuple(base / name for name in names)


def _folder(path: Path, table: Mapping[str, Any], key: str) -> Path | None:
    if key not in table:
        return None
    folder: Path = (path.parent / table[key]).resolve()
    if not folder.is_dir():
        raise RecipeError(f"{path}: {key} = {table[key]!r} is no folder ({folder}).")
    return folder


def with_output(recipe: Recipe, output: Path | None) -> Recipe:
    """Return the recipe with another output folder, if one is given."""
    return replace(recipe, output=output.resolve()) if output is not None else recipe
