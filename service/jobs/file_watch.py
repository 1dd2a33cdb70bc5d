"""Watches connected calendar files: one that changed on disk is triggered, as a webhook would do."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

from calendar_sync.icalendar_file.disk import signature_of
from service.jobs.engine import JobEngine
from service.store import calendars
from service.store.calendars import Key
from service.store.store import Store


class FileWatch:
    """Looks at the files' size and time ``every`` so many seconds; nothing is read."""

    def __init__(self, store: Store, engine: JobEngine, *, every: float = 1.0) -> None:
        """Take where the files are known from, and whom to wake."""
        self._store = store
        self._engine = engine
        self._every = every
        self._seen: dict[Key, str] = {}
        self._stopping = Event()
        self._thread = Thread(target=self._watch, name="plausch-files", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> None:
        """Trigger every file that is not as it was last seen."""
        with self._store.session() as session:
            found = calendars.of_kind(session, self._store.keyring, "file")
        for key, address in found:
            seen = signature_of(Path(str(address["path"])))
            before = self._seen.get(key)
            self._seen[key] = seen
            if before is not None and seen != before:
                with self._store.session() as session:
                    calendars.trigger(session, key.owner_id, key.calendar)
                self._engine.wake(key)

    def _watch(self) -> None:
        while not self._stopping.wait(self._every):
            self.look()
