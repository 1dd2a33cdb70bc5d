"""Taking edits of a file back: only what still holds what was written."""

from __future__ import annotations

from collections.abc import Sequence

from calendar_sync.edit import FieldImage, TakenBack, Written
from calendar_sync.errors import EventGoneError
from calendar_sync.icalendar_file.lines import add, content_lines, drop, find, put, unfolded
from calendar_sync.icalendar_file.marks import MADE
from calendar_sync.icalendar_file.own_entries import take_out
from calendar_sync.icalendar_file.pieces import Piece, Pieces
from policies.event import EventRef

_ADDED = ("exception", "hold", "companion")
_BOOKKEEPING = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED", MADE)
_LISTED = ("CONFERENCE",)


def take_back(pieces: Pieces, written: Written) -> TakenBack:
    """Put fields back that still hold what was written; name those that a human changed since."""
    restored: list[str] = []
    kept: list[str] = []
    for image in written.images:
        if image.field in ("hold", "companion"):
            (restored if take_out(pieces, image, written) else kept).append(image.field)
    fields = [image for image in written.images if image.field not in _ADDED]
    added = next((each.after for each in written.images if each.field == "exception"), "")
    if added and (_is_away(pieces, written.ref) or pieces.remove(_as_edited(added, fields))):
        restored.append("exception")
    elif fields:
        _take_back_fields(_piece_of(pieces, written.ref), fields, restored, kept)
    return TakenBack(edit_id=written.edit_id, restored=tuple(restored), kept=tuple(kept))


def _take_back_fields(
    piece: Piece | None,
    images: Sequence[FieldImage],
    restored: list[str],
    kept: list[str],
) -> None:
    visible = [image for image in images if image.field not in _BOOKKEEPING]
    if piece is None:
        kept.extend(image.field for image in visible)
        return
    for image in visible:
        (restored if _restore(piece, image) else kept).append(image.field)
    if not kept:
        for image in images:
            if image.field in _BOOKKEEPING:
                _restore(piece, image)


def _is_away(pieces: Pieces, ref: EventRef) -> bool:
    """Whether an exception that was added is not there any more, while its series is."""
    return pieces.has(ref.series) and pieces.exception(ref) is None


def _piece_of(pieces: Pieces, ref: EventRef) -> Piece | None:
    try:
        return pieces.exception(ref) if ref.occurrence else pieces.event(ref)
    except EventGoneError:
        return None


def _restore(piece: Piece, image: FieldImage) -> bool:
    """Put one field back; tell whether it is as it was before, also where it was so already."""
    lines = content_lines(piece.text)
    meant = unfolded(image.after)
    if image.field in _LISTED or not image.before:
        if any(line.text == meant for line in lines):
            piece.text = drop(piece.text, image.after)
            return True
        return image.field in _LISTED or find(lines, image.field) is None
    now = find(lines, image.field)
    if now and now.text == meant:
        piece.text = put(piece.text, image.field, image.before)
        return True
    return now is not None and now.text == unfolded(image.before)


def _as_edited(exception: str, images: Sequence[FieldImage]) -> str:
    for image in images:
        if image.field in _LISTED:
            exception = add(exception, image.after)
        else:
            exception = put(exception, image.field, image.after)
    return exception
