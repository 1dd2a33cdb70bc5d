"""Content lines of one component's text: read, replace and add, every other character untouched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n]*(?:\r*\n|\r|$)")
_FOLD = re.compile(r"[\r\n]+[ \t]")
_BREAK = re.compile(r"[\r\n]+")
_NAME = re.compile(r"[A-Za-z0-9-]+")
_WIDTH = 73


@dataclass(frozen=True, slots=True)
class Line:
    """One content line with its folds and line end: ``raw`` is what stands in the file."""

    name: str
    raw: str

    @property
    def text(self) -> str:
        """The line unfolded, without its end."""
        return unfolded(self.raw)


def unfolded(raw: str) -> str:
    """Take folds and the line end away."""
    return _FOLD.sub("", raw).strip("\r\n")


def plain(text: str) -> str:
    """Unfold all lines and end each with one newline, whatever ends them: what a reader needs.

    A fold may stand anywhere, in a name too; any run of CR and LF ends a line, since files that went
    through text modes have two CR, and blank lines mean nothing.
    """
    if "\n " in text or "\n\t" in text or "\r" in text:
        return _BREAK.sub("\n", _FOLD.sub("", text))
    return text


def content_lines(block: str) -> list[Line]:
    """Split a component into content lines; nested components stay whole, as one line each."""
    return list(_nested_whole(_logical(block)))


def value_of(line: Line) -> str:
    """Return what stands behind the colon that ends the name and parameters."""
    return parts_of(line.text)[1]


def parts_of(text: str) -> tuple[str, str]:
    """Split an unfolded line into name with parameters, and value; colons in quotes are text."""
    quoted = False
    for position, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return text[:position], text[position + 1 :]
    return text, ""


def find(lines: list[Line], name: str) -> Line | None:
    """Return the first own line of that name."""
    return next((line for line in lines if line.name == name), None)


def put(block: str, name: str, raw: str) -> str:
    """Replace the first line of that name, or add one before the first nested component."""
    lines = content_lines(block)
    if old := find(lines, name):
        position = lines.index(old)
        lines[position] = Line(name, raw)
        return _joined(lines)
    return add(block, raw)


def add(block: str, raw: str) -> str:
    """Add a line behind the component's own properties."""
    lines = content_lines(block)
    ends = ("BEGIN", "END")
    position = next((i for i, line in enumerate(lines) if i and line.name in ends), len(lines))
    lines.insert(position, Line("", raw))
    return _joined(lines)


def drop(block: str, raw: str) -> str:
    """Take one line away, found by what it says."""
    lines = content_lines(block)
    meant = unfolded(raw)
    position = next((i for i, line in enumerate(lines) if line.text == meant), None)
    if position is not None:
        del lines[position]
    return _joined(lines)


def written(text: str, end: str) -> str:
    """Fold a line at 75 octets (RFC 5545, 3.1) and end it as the file does."""
    pieces, piece, size = [], "", 0
    for character in text:
        octets = len(character.encode("utf-8", "surrogateescape"))
        if size + octets > _WIDTH:
            pieces.append(piece)
            piece, size = "", 0
        piece += character
        size += octets
    return f"{end} ".join([*pieces, piece]) + end


def escaped(text: str) -> str:
    """Write a text value (RFC 5545, 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "")


def line_end(text: str) -> str:
    """Return the line end that a file uses."""
    position = text.find("\n")
    if position < 0:
        return "\r" if "\r" in text else "\r\n"
    return "\r\n" if text[position - 1 : position] == "\r" else "\n"


def _logical(block: str) -> Iterator[str]:
    current: list[str] = []
    blank: list[str] = []
    for found in _LINE.finditer(block):
        raw = found[0]
        if raw[:1] in {" ", "\t"} and current:
            current += [*blank, raw]
            blank = []
        elif not raw.strip("\r\n"):
            blank.append(raw)
        else:
            yield from (each for each in ("".join(current), "".join(blank)) if each)
            current, blank = [raw], []
    yield from (each for each in ("".join(current), "".join(blank)) if each)


def _nested_whole(logical: Iterator[str]) -> Iterator[Line]:
    depth, nested = 0, ""
    for raw in logical:
        found = _NAME.match(unfolded(raw))
        name = found[0].upper() if found else ""
        depth += (name == "BEGIN") - (name == "END")
        if depth > 1:
            nested += raw
        elif nested:
            yield Line("BEGIN", nested + raw)
            nested = ""
        else:
            yield Line(name, raw)
    if nested:
        yield Line("BEGIN", nested)


def _joined(lines: list[Line]) -> str:
    return "".join(line.raw for line in lines)
