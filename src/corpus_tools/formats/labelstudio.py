"""Label Studio's JSON: a list of tasks, each with an annotation to correct; and the labelling configuration for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO
from xml.sax.saxutils import quoteattr

from corpus_tools.annotate.corrections.marks import CARRIED, Mark, Marked
from corpus_tools.formats.marked import (
    ALL_CARRIED,
    ATTRIBUTE_NAMES,
    CHOICES,
    DEFAULT_LAYERS,
    STAMP,
    all_labels,
    as_text,
    check_layers,
    checked_text,
    is_part,
    read_mark,
    read_stamp,
    tool_label,
)
from corpus_tools.formats.marking import TextUnit, Writing
from corpus_tools.formats.reading import malformed, opened
from corpus_tools.formats.utf16 import from_utf16
from corpus_tools.model import Document

TEXT = "text"
_REMEDY = "Export the project from Label Studio again as JSON."


def write(
    documents: Iterable[Document],
    stream: TextIO,
    *,
    unit: TextUnit = "paragraph",
    layers: Sequence[str] = DEFAULT_LAYERS,
) -> dict[str, Any]:
    """Write tasks; each has one annotation, whose regions have the ids of the spans."""
    writing = Writing(unit, layers)
    between = "[\n"
    for document in documents:
        for marked in writing(document):
            stream.write(between + json.dumps(_task(marked), ensure_ascii=False))
            between = ",\n"
    stream.write("\n]\n" if writing.texts else "[]\n")
    return writing.counts()


def write_config(stream: TextIO, *, layers: Sequence[str] = DEFAULT_LAYERS) -> dict[str, Any]:
    """Write the labelling configuration: labels by layer, and a field for each attribute of a region."""
    layers = check_layers(layers)
    stream.write("<View>\n  <Style>.htx-text { white-space: pre-wrap; }</Style>\n")
    for layer in layers:
        stream.write(f"  <Labels name={quoteattr(layer)} toName={quoteattr(TEXT)}>\n")
        for one, label in all_labels([layer]):
            stream.write(f"    <Label value={quoteattr(tool_label(one, label))}/>\n")
        stream.write("  </Labels>\n")
    stream.write(f'  <Text name="{TEXT}" value="${TEXT}" granularity="symbol"/>\n')
    for name in ATTRIBUTE_NAMES:
        owners = [layer for layer in layers if name in CARRIED[layer]]
        if owners:
            stream.write(_control(name, owners))
    stream.write("</View>\n")
    return {"documents": 0, "layers": list(layers)}


def read(path: Path) -> Iterator[Marked]:
    """Read tasks that Label Studio exported; those that nobody annotated are left aside.

    Raises:
        FormatError: The file is no list of tasks, or a task has several annotations.
    """
    with opened(path) as stream, malformed(str(path), _REMEDY):
        tasks = json.load(stream)
        if not isinstance(tasks, list):
            raise ValueError("no list of tasks")
    for number, task in enumerate(tasks, start=1):
        where = f"{path}, task {number}"
        with malformed(where, _REMEDY):
            yield _marked(task, where)


def _control(name: str, owners: list[str]) -> str:
    labels = ",".join(tool_label(*one) for one in all_labels(owners) if not is_part(*one))
    shown = f'perRegion="true" visibleWhen="region-selected" whenLabelValue={quoteattr(labels)}'
    common = f'name="{name}" toName="{TEXT}" {shown}'
    header = f'  <View visibleWhen="region-selected" whenLabelValue={quoteattr(labels)}><Header value="{name}"/></View>\n'
    if name not in CHOICES:
        return f'{header}  <TextArea {common} maxSubmissions="1" editable="true"/>\n'
    choices = "".join(f'<Choice value="{value}"/>' for value in CHOICES[name])
    return f'{header}  <Choices {common} choice="single">{choices}</Choices>\n'


def _task(marked: Marked) -> dict[str, Any]:
    assert marked.stamp is not None
    results = [result for mark in marked.marks for result in _results(mark)]
    data = {TEXT: marked.text, STAMP: marked.stamp.as_dict()}
    return {"data": data, "annotations": [{"result": results}]}


def _results(mark: Mark) -> Iterator[dict[str, Any]]:
    place = {"start": mark.start, "end": mark.end}
    common = {"id": mark.id, "to_name": TEXT}
    value = {**place, "text": mark.surface, "labels": [tool_label(mark.layer, mark.label)]}
    yield {**common, "from_name": mark.layer, "type": "labels", "value": value}
    for name, given in mark.attributes.items():
        kind, key = ("choices", "choices") if name in CHOICES else ("textarea", "text")
        yield {**common, "from_name": name, "type": kind, "value": {**place, key: [as_text(given)]}}


def _marked(task: dict[str, Any], where: str) -> Marked:
    text, stamp = checked_text(task["data"][TEXT]), read_stamp(task["data"].get(STAMP))
    annotations = [one for one in task.get("annotations") or [] if not one.get("was_cancelled")]
    if len(annotations) > 1:
        ids = ", ".join(str(one.get("id")) for one in annotations)
        raise ValueError(f"{len(annotations)} annotations ({ids}) of one task; keep the one that holds")
    if not annotations:
        return Marked(where, text, stamp, (), ALL_CARRIED, "nobody annotated it")
    results = annotations[0]["result"]
    others = sum(result.get("type") != "labels" and not _is_attribute(result) for result in results)
    aside = (f"{others} relation(s) or other result(s)",) if others else ()
    return Marked(where, text, stamp, tuple(_marks(results, text, where)), ALL_CARRIED, left_aside=aside)


def _marks(results: list[dict[str, Any]], text: str, where: str) -> Iterator[Mark]:
    attributes: dict[str, dict[str, Any]] = {}
    for result in results:
        if _is_attribute(result):
            key = "choices" if result["type"] == "choices" else "text"
            attributes.setdefault(result["id"], {})[result["from_name"]] = _single(result["value"][key])
    points = from_utf16(text)
    for result in results:
        if result.get("type") == "labels":
            value = result["value"]
            start, end = _place(value, text, points)
            known = attributes.get(result.get("id", ""), {})
            label = _single(value["labels"])
            yield read_mark(
                where, label, start, end, span_id=result.get("id"), attributes=known, surface=text[start:end]
            )


def _is_attribute(result: dict[str, Any]) -> bool:
    """Say whether a result is one of our attributes; a project may ask for others beside them."""
    return result.get("type") in ("choices", "textarea") and result.get("from_name") in ATTRIBUTE_NAMES


def _single(values: Any) -> Any:
    if isinstance(values, str):
        return values
    if len(values) > 1:
        raise ValueError(f"{values!r} are several values where one was expected; keep one")
    return values[0] if values else None


def _place(value: dict[str, Any], text: str, points: dict[int, int]) -> tuple[int, int]:
    """Return a region's place in code points; versions of the program that counted UTF-16 units are seen by the text."""
    start, end, surface = value["start"], value["end"], value.get("text")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        raise ValueError(f"place {start!r}:{end!r} is no pair of whole numbers")
    if surface is None or text[start:end] == surface:
        return start, end
    if start in points and end in points and text[points[start] : points[end]] == surface:
        return points[start], points[end]
    raise ValueError(f"the region {start}:{end} covers {text[start:end]!r} but says {surface!r}")
