"""A witness: what humans meant, as far as a test knows it, and what Plausch may write given that.

It sees every single write (``Watched``) and never asks Plausch what it thinks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from calendar_sync.plan import Level
from policies.event import Answer, Event, OursKind, Timed
from tests.builders import BERLIN
from tests.service.following.here import Here
from tests.service.following.watched import Way, Write

DEFAULTS = {"event-cap": "10", "day-cap": "30", "video-day-cap": "3", "room": "lengthen", "tell-guests": "on"}


@dataclass(slots=True)
class Life:
    """What happened to one event. ``forgiven`` counts lost databases that took an undo with them."""

    rooms: int = 0
    videos: int = 0
    undone: int = 0
    forgiven: int = 0
    floor: timedelta = timedelta()
    """The duration that Plausch gave it: below, a human shortened it again."""
    minutes: int = 0
    copied: bool = False
    """Copied from an event that had room already."""
    shortened: bool = False


@dataclass(slots=True)
class Witness:
    """What is known, and the rules of what may be written now."""

    now: datetime
    calendars: Mapping[str, Here]
    choices: dict[str, str] = field(default_factory=lambda: dict(DEFAULTS))
    levels: frozenset[Level] = frozenset({Level.WATCH})
    """How much may go by itself, all along the present sync."""
    approved: set[str] = field(default_factory=set)
    undo_asked: set[str] = field(default_factory=set)
    never: set[str] = field(default_factory=set)
    lives: dict[tuple[str, str], Life] = field(default_factory=dict)
    writes: int = 0
    clear: bool = True
    """Whether Plausch could see everything as it is: nobody interferes, nothing stale is shown."""

    def life(self, calendar: str, event_id: str) -> Life:
        """Return what happened to an event."""
        return self.lives.setdefault((calendar, event_id), Life())

    def standing(self) -> Iterable[tuple[str, Event]]:
        """Return every event of every calendar."""
        return [(name, event) for name, here in self.calendars.items() for event in here.events.values()]

    def wrote(self, write: Write) -> None:
        """Judge one write."""
        self.writes += 1
        before, after = write.before, write.after
        either = after or before
        assert either is not None
        if either.ours:
            self._entry(write, either)
            return
        assert before is not None
        assert after is not None
        assert _begins(before) > self.now, "a running or past meeting was edited"
        assert _begins(before) == _begins(after)
        assert (before.title, before.guests, before.answer) == (after.title, after.guests, after.answer)
        if write.way is Way.UNDO:
            self._taken_back(write, before)
            return
        assert write.way is Way.EDIT
        self._edited(write, before, after, self.life(write.calendar, before.id))

    def _entry(self, write: Write, entry: Event) -> None:
        assert not entry.guests
        assert entry.private
        if write.way is Way.EDIT:
            self._allowed(write)
            assert write.before is None, "an entry of ours was written over"
            if entry.ours and entry.ours.kind is OursKind.HOLD and isinstance(entry.span, Timed):
                self._within_the_day(_day(entry.span.start))
                assert entry.span.duration <= self._minutes("event-cap")
        if write.way is Way.UNDO:
            assert write.edit_id in self.undo_asked
            assert write.after is None

    def _edited(self, write: Write, before: Event, after: Event, life: Life) -> None:
        self._allowed(write)
        assert before.i_organise
        assert before.i_may_edit
        assert before.answer is not Answer.DECLINED
        assert after.marker is not None
        assert after.marker.event_id == before.id
        assert after.marker.edit_id == write.edit_id
        assert not {before.id, before.ref.series} & self.never, "written in spite of never"
        assert (before.span, before.location) != (after.span, after.location)
        if self.clear and before.guests:
            assert self.choices["tell-guests"] == "on"
        if before.location != after.location:
            assert before.location in after.location
            life.videos += 1
            assert life.videos <= 1 + life.forgiven, "a second video link"
        assert isinstance(before.span, Timed)
        assert isinstance(after.span, Timed)
        if before.span != after.span:
            self._lengthened(before.span, after.span, life)

    def _lengthened(self, before: Timed, after: Timed, life: Life) -> None:
        more = after.duration - before.duration
        assert timedelta() < more <= self._minutes("event-cap")
        life.rooms += 1
        assert not life.copied or life.forgiven, "a copy was lengthened"
        assert not life.shortened or life.forgiven, "lengthened against a human"
        assert life.rooms <= 1 + life.forgiven, "lengthened twice"
        life.floor, life.minutes = after.duration, int(more.total_seconds() // 60)
        self._within_the_day(_day(before.start))
        if self.clear:
            assert self.choices["room"] == "lengthen"

    def _taken_back(self, write: Write, before: Event) -> None:
        assert write.edit_id in self.undo_asked, "taken back without being asked for"
        self.life(write.calendar, before.id).undone += 1

    def _allowed(self, write: Write) -> None:
        """Whether the owner lets this be done: by the level, or by having approved just this."""
        assert Level.AUTOMATIC in self.levels or (
            Level.ASK in self.levels and write.edit_id in self.approved
        ), f"written at level {self.levels}"

    def _within_the_day(self, day: date) -> None:
        if not self.clear:
            return
        total = timedelta()
        for calendar, event in self.standing():
            total += self._room(calendar, event, day)
        assert total <= self._minutes("day-cap"), "over the cap of the day"

    def _room(self, calendar: str, event: Event, day: date) -> timedelta:
        """Return the room that an event of a day has; holds count with their meeting."""
        if not isinstance(event.span, Timed):
            return timedelta()
        if event.ours:
            meeting = self.calendars[calendar].events.get(event.ours.event_id)
            is_hold = event.ours.kind is OursKind.HOLD
            return event.span.duration if is_hold and meeting and _starts_on(meeting, day) else timedelta()
        life = self.lives.get((calendar, event.id))
        if not life or not event.marker or not _starts_on(event, day) or event.span.duration < life.floor:
            return timedelta()
        return timedelta(minutes=life.minutes)

    def _minutes(self, choice: str) -> timedelta:
        return timedelta(minutes=int(self.choices[choice]))

    def check_inboxes(self) -> None:
        """Every guest got one automatic update of an event at most, and one more for each undo."""
        for name, calendar in self.calendars.items():
            for guest, mails in calendar.inboxes.items():
                automatic = Counter(mail.event_id for mail in mails if mail.edit_id)
                for event_id, count in automatic.items():
                    life = self.life(name, event_id)
                    most = 1 + life.undone + life.forgiven
                    assert count <= most, f"{guest} got {count} updates of {event_id}, {most} are allowed"


def _day(moment: datetime) -> date:
    return moment.astimezone(BERLIN).date()


def _begins(event: Event) -> datetime:
    span = event.span
    return span.start if isinstance(span, Timed) else datetime.combine(span.first, time(), tzinfo=BERLIN)


def _starts_on(event: Event, day: date) -> bool:
    return isinstance(event.span, Timed) and _day(event.span.start) == day
