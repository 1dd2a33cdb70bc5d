"""Quiet: nothing goes wrong any more, everything that waits has waited long enough; then, the promises."""

from __future__ import annotations

from datetime import timedelta

from calendar_sync.plan import Alarm
from policies.event import Answer, Event, OursKind, Timed
from service.store import calendars
from service.store.calendars import Followed
from service.store.ledger import Entry
from service.store.tables import CalendarState
from tests.service.following.scene import SECRET, Scene

_ROUNDS = 30
_SOON = timedelta(hours=2)


def quieten(scene: Scene) -> None:
    """Sync until nothing changes any more."""
    for calendar in scene.village.here.values():
        calendar.faults.clear()
        calendar.latency = None
    for _ in range(_ROUNDS):
        busy = [name for name in scene.village.here if _still(scene, name)]
        if not busy:
            scene.witness.clear = True
            return
    message = "it never becomes quiet"
    raise AssertionError(message)


def _still(scene: Scene, name: str) -> bool:
    """Do what is due for one calendar, and say whether anything was."""
    village = scene.village
    row = village.row(name)
    if row.state is CalendarState.RECONNECT:
        village.connect(name)
    if row.alarm:
        _answer(scene, name)
    row = village.row(name)
    waits = [row.poll_at] if row.failures else []
    if row.decide_at and row.decide_at < village.now + _SOON:
        waits.append(row.decide_at)
    scene.later(max((timedelta(), *(each - village.now for each in waits))))
    before = (village.here[name].writes, village.ledger(name))
    due = _due(row) or bool(waits)
    scene.sync(name)
    after = (village.here[name].writes, village.ledger(name))
    return due or _due(village.row(name)) or before != after


def _due(row: Followed) -> bool:
    return bool(row.wanted != row.synced or row.failures or row.alarm or row.state is CalendarState.RECONNECT)


def _answer(scene: Scene, name: str) -> None:
    village = scene.village
    with village.store.session() as session:
        owned = village.owned(session)
        calendars.answer_alarm(session, owned, name)


def check(scene: Scene) -> None:
    """Check every promise at a quiet point."""
    quieten(scene)
    _fixpoint(scene)
    scene.witness.check_inboxes()
    for name in scene.village.here:
        _not_held_up(scene, name)
        _books_agree(scene, name)
        _entries_stand(scene, name)
        _nothing_leaks(scene, name)


def _fixpoint(scene: Scene) -> None:
    """Two more looks at everything: no write, and no plan."""
    before = _written(scene)
    scene.trigger()
    for name in scene.village.here:
        scene.sync(name)
    assert _written(scene) == before, "a second look writes"
    planned = 0
    scene.trigger()
    for name in scene.village.here:
        planned += scene.village.sync(name).planned
    assert _written(scene) == before
    assert planned == 0, "a third look plans"


def _written(scene: Scene) -> list[tuple[int, dict[str, Event]]]:
    return [(each.writes, dict(each.events)) for each in scene.village.here.values()]


def _not_held_up(scene: Scene, name: str) -> None:
    row = scene.village.row(name)
    assert row.wanted == row.synced
    assert (row.failures, row.error, row.alarm) == (0, "", "")
    assert row.state is CalendarState.ACTIVE
    assert not row.unsettled
    with scene.village.store.session() as session:
        due = [each.key.calendar for each in calendars.due(session, now=scene.village.now)]
    assert name not in due or row.poll_at <= scene.village.now


def _books_agree(scene: Scene, name: str) -> None:
    """See that what the ledger says was done stands in the calendar, and the other way round."""
    ledger = scene.village.ledger(name)
    states = {entry.id: entry.state.value for entry in ledger}
    assert not {"writing", "unknown"} & set(states.values())
    events = scene.village.here[name].events
    done: dict[str, list[Entry]] = {}
    for entry in ledger:
        if entry.state.value == "done" and not entry.opener and (entry.room == "lengthen" or entry.video):
            done.setdefault(entry.event_id, []).append(entry)
    for event_id, entries in done.items():
        if standing := events.get(event_id):
            assert standing.marker is not None, "done, and not marked"
            assert standing.marker.edit_id in {entry.id for entry in entries} | {
                key for key, state in states.items() if state == "undone"
            }
    for event in events.values():
        if event.marker and event.marker.event_id == event.id and event.marker.edit_id in states:
            assert states[event.marker.edit_id] in {"done", "undone"}, "marked, and not done"


def _entries_stand(scene: Scene, name: str) -> None:
    """Each entry of ours that is to come has its meeting, where it says, and no twin."""
    events = scene.village.here[name].events
    seen: set[tuple[OursKind, str]] = set()
    for entry in events.values():
        if not entry.ours or not isinstance(entry.span, Timed) or entry.span.end <= scene.village.now:
            continue
        key = (entry.ours.kind, entry.ours.event_id)
        assert key not in seen, "two entries for one meeting"
        seen.add(key)
        meeting = events.get(entry.ours.event_id)
        assert meeting is not None, "an entry without its meeting"
        assert isinstance(meeting.span, Timed)
        assert meeting.answer is not Answer.DECLINED
        if entry.ours.kind is OursKind.HOLD:
            assert entry.span.start == meeting.span.end, "a hold somewhere else"
        else:
            assert entry.span.end == meeting.span.start, "a companion somewhere else"


def _nothing_leaks(scene: Scene, name: str) -> None:
    here = scene.village.here[name]
    for event in here.events.values():
        text = f"{event.title} {event.location} {here.description(event.id)}"
        if SECRET in text:
            assert event.ours
            assert event.private
            assert not event.guests
    assert Alarm.EMPTY_CALENDAR.value != scene.village.row(name).alarm
