"""Entries of ours beside a meeting, over the wire: put in, moved, taken out, brought back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from calendar_sync.edit import FieldImage, MoveOurs, RemoveOurs, TakenBack, Upkeep, Written
from calendar_sync.errors import ConflictError
from calendar_sync.google import entries, marks
from calendar_sync.google.answers import Row, text
from calendar_sync.google.dialect import google_id
from calendar_sync.google.rows import Rows
from policies.event import OursKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The entries of ours in one calendar. Raises ConflictError where one was changed meanwhile."""

    rows: Rows

    def insert(self, body: Mapping[str, Any]) -> Row:
        """Put an entry in, or leave it as it is, or bring back what we had taken out ourselves."""
        try:
            return self.rows.insert(body)
        except ConflictError:
            row = self.rows.get(body["id"])
        if text(row, "status") == "cancelled" and marks.private(row, marks.AWAY):
            return self.rows.patch(body["id"], entries.brought_back(dict(body)), version=text(row, "etag"))
        return row

    def keep_up(self, upkeep: Upkeep) -> None:
        """Move an entry after its meeting, or take it out; one that a human made theirs stays."""
        where = google_id(upkeep.ref)
        row = self.rows.found(where)
        if row is None or marks.ours(row) is None:
            return
        match upkeep:
            case MoveOurs():
                self.rows.patch(where, entries.moved(row, upkeep), version=text(row, "etag"))
            case RemoveOurs(edit_id=edit_id):
                self._remove(row, edit_id)

    def take_out(self, written: Written, images: Iterable[FieldImage]) -> TakenBack:
        """Take out what an edit had put in, where no human's hand shows in it."""
        put_back: list[str] = []
        kept: list[str] = []
        for image in images:
            row = self.rows.found(google_id(entries.ours_ref(OursKind(image.field), written.ref)))
            ours = marks.ours(row) if row else None
            if row is None or ours is None or ours.edit_id != written.edit_id:
                put_back.append(image.field)
            elif entries.shown(row) == image.after:
                self._remove(row, written.edit_id)
                put_back.append(image.field)
            else:
                kept.append(image.field)
        return TakenBack(edit_id=written.edit_id, restored=tuple(put_back), kept=tuple(kept))

    def _remove(self, row: Row, edit_id: str) -> None:
        """Take an entry out so that it says who did; where Google keeps it, it is deleted."""
        where = text(row, "id")
        after = self.rows.patch(where, entries.taken_out(edit_id), version=text(row, "etag"))
        if text(after, "status") != "cancelled":
            self.rows.delete(where)
