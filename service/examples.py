"""What a choice comes to, shown on a meeting that everybody can picture: the rules themselves are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

import phonenumbers

from policies.card_text import render_card
from policies.change import AddVideoLink, AttachOpener, HoldTime, MoveEnd
from policies.context import Context, Note, NoteKind, Owner, Person, Settings, Story
from policies.decide import decide
from policies.decision import Decision
from policies.event import Event, EventRef, Guest, Timed
from policies.neighbours import Neighbours
from policies.phones import find_numbers
from policies.place import HeldBy, Place, VideoRoom
from policies.verdict import RuleName
from service.explain import sentence
from service.store.choices import settings_from
from service.whose import owner_of
from service.words import N_, Words, words

_ME = "me@own.example"
_CLIENT = Guest(address="anna.weber@client.example", name="Anna Weber")
_STANDARD_ROOM = VideoRoom(service="own", url="https://meet.example/you")
_NUMBERS: Mapping[str, str] = MappingProxyType({"DE": "040 1234567", "AT": "01 5012345", "CH": "044 6681800"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What the examples are decided on: choices as written, the moment, the reader's words."""

    written: Mapping[str, str]
    now: datetime
    said: Words

    @property
    def owner(self) -> Owner:
        """The owner as these choices make them."""
        return owner_of(frozenset({_ME}), self.written)

    @property
    def settings(self) -> Settings:
        """The choices as rules read them; a provider's room stands in where none is named."""
        return settings_from(self.written, _STANDARD_ROOM)

    def ten(self) -> datetime:
        """Return ten o'clock on a Tuesday that is at least a week away."""
        local = self.now.astimezone(self.owner.zone)
        ahead = (1 - local.weekday()) % 7 + 7
        day = local.date() + timedelta(days=ahead)
        return datetime.combine(day, time(10), tzinfo=self.owner.zone)

    def decided(self, event: Event, *, known: bool = True, busy: tuple[Timed, ...] = ()) -> Decision:
        """Ask the rules about a meeting with somebody who is known, or is met for the first time."""
        theirs = words(self.settings.language)
        notes = (Note(id="n", kind=NoteKind.THREAD, text=theirs.text("the move to Kiel")),)
        person = Person(id="p", name=_CLIENT.name, addresses=(_CLIENT.address,), notes=notes if known else ())
        met = (
            {_CLIENT.address: self.now - timedelta(days=30)}
            if known
            else {_CLIENT.address: event_start(event)}
        )
        context = Context(
            now=self.now,
            owner=self.owner,
            settings=self.settings,
            neighbours=Neighbours.of(busy),
            people={_CLIENT.address: person} if known else {},
            stories=(Story(id="s", text=theirs.text("On Sunday I baked my first bread.")),),
            met_before=met,
        )
        return decide(event, context)


def event_start(event: Event) -> datetime:
    """Return when an example begins."""
    span = event.span
    assert isinstance(span, Timed)  # noqa: S101  # examples have a time
    return span.start


def examples(group: str, written: Mapping[str, str], *, now: datetime, said: Words) -> list[str]:
    """Return sentences that show what a group of choices comes to; raises ChoiceError."""
    show = _GROUPS.get(group)
    return list(show(_Scene(written=written, now=now, said=said))) if show else []


def _meeting(scene: _Scene, minutes: int = 30, number: str = "") -> Event:
    start = scene.ten()
    numbers = find_numbers(number, scene.owner.region)
    return Event(
        ref=EventRef(calendar="example", series="example"),
        span=Timed(start=start, end=start + timedelta(minutes=minutes)),
        title="",
        organiser=_ME,
        guests=(_CLIENT,),
        place=Place(held_by=HeldBy.PHONE, numbers=numbers) if number else Place(),
        location=number,
        created=scene.now - timedelta(days=7),
        changed=scene.now - timedelta(days=7),
    )


def _room(scene: _Scene) -> Iterator[str]:
    said, ten = scene.said, scene.ten()
    usual, first = _meeting(scene), _meeting(scene, 60)
    yield said.text(
        "A 30-minute meeting at 10:00: {outcome}", outcome=_room_outcome(scene, scene.decided(usual))
    )
    yield said.text(
        "A first meeting from 10:00 to 11:00: {outcome}",
        outcome=_room_outcome(scene, scene.decided(first, known=False)),
    )
    next_one = Timed(start=ten + timedelta(minutes=35), end=ten + timedelta(minutes=65))
    yield said.text(
        "With your next appointment at 10:35: {outcome}",
        outcome=_room_outcome(scene, scene.decided(usual, busy=(next_one,))),
    )


def _room_outcome(scene: _Scene, decision: Decision) -> str:
    said, zone = scene.said, scene.owner.zone
    for change in decision.changes:
        if isinstance(change, MoveEnd):
            end = said.time(change.end.astimezone(zone))
            return said.text("it ends {end}; the guest gets one update.", end=end)
        if isinstance(change, HoldTime):
            begin, end = (said.time(each.astimezone(zone)) for each in (change.start, change.end))
            return said.text(
                "the invitation stays, and {begin} to {end} is kept free for you alone.", begin=begin, end=end
            )
    return said.text("it stays as it is. {reason}", reason=_why(scene, decision, RuleName.MAKE_ROOM))


def _why(scene: _Scene, decision: Decision, rule: RuleName) -> str:
    for verdict in decision.verdicts:
        if verdict.rule is rule:
            return sentence(verdict.reason, scene.said.language)
    return ""


def _video(scene: _Scene) -> Iterator[str]:
    said = scene.said
    number = _number(scene)
    decision = scene.decided(_meeting(scene, number=number))
    for change in decision.changes:
        if isinstance(change, AddVideoLink):
            place = change.location or change.url
            yield said.text(
                "A call whose place is “{number}”: its place becomes “{place}”.", number=number, place=place
            )
            return
    yield said.text(
        "A call whose place is “{number}”: it stays as it is. {reason}",
        number=number,
        reason=_why(scene, decision, RuleName.SHOW_FACE),
    )


def _opener(scene: _Scene) -> Iterator[str]:
    said = scene.said
    decision = scene.decided(_meeting(scene))
    for change in decision.changes:
        if isinstance(change, AttachOpener):
            at = said.time(change.start.astimezone(scene.owner.zone))
            yield said.text("Before a meeting at 10:00, at {time}, only you see:", time=at)
            yield from render_card(change.card).splitlines()[1:]
            return
    yield said.text("No card is prepared. {reason}", reason=_why(scene, decision, RuleName.PERSONAL_OPENER))


def _hands_off(scene: _Scene) -> Iterator[str]:
    said, owner = scene.said, scene.owner
    for domain in sorted(owner.never_domains)[:2]:
        yield said.text("A meeting with anna@{domain}: never touched.", domain=domain)
    for address in sorted(owner.never_addresses)[:2]:
        yield said.text("A meeting with {address}: never touched.", address=address)
    for domain in sorted(owner.domains - {"own.example"})[:2]:
        yield said.text("A meeting with anna@{domain}: a colleague, so no client.", domain=domain)
    decision = scene.decided(_meeting(scene))
    yield said.text(
        "A meeting with anna.weber@client.example at 10:00: {outcome}", outcome=_room_outcome(scene, decision)
    )


def _place(scene: _Scene) -> Iterator[str]:
    said, owner = scene.said, scene.owner
    number = _number(scene)
    found = find_numbers(number, owner.region)
    if found:
        shown = phonenumbers.format_number(
            phonenumbers.parse(found[0]), phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
        yield said.text("“{number}” is read as {international}.", number=number, international=shown)
    yield said.text(
        "Your clock shows {time} now, on {day}",
        time=said.time(scene.now.astimezone(owner.zone)),
        day=said.date(scene.now.astimezone(owner.zone).date()),
    )


def _number(scene: _Scene) -> str:
    region = scene.owner.region
    if region in _NUMBERS:
        return _NUMBERS[region]
    example = phonenumbers.example_number(region)
    return phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL) if example else ""


_LEVELS: Mapping[str, str] = MappingProxyType(
    {
        "watch": N_("Nothing is changed: your calendars are only looked at."),
        "ask": N_("Nothing is changed before you say yes."),
        "automatic": N_("What fits your settings is changed by itself."),
    }
)


def _automation(scene: _Scene) -> Iterator[str]:
    said, written = scene.said, scene.written
    yield said.text(_LEVELS.get(written.get("level", ""), _LEVELS["watch"]))
    until = written.get("paused-until", "")
    if until and date.fromisoformat(until) > scene.now.astimezone(scene.owner.zone).date():
        yield said.text("Paused: nothing is changed before {day}.", day=said.date(date.fromisoformat(until)))
    cap = written.get("run-cap") or "20"
    yield said.text("When more than {cap} changes for guests come up at once, you are asked first.", cap=cap)


_GROUPS: Mapping[str, Callable[[_Scene], Iterator[str]]] = MappingProxyType(
    {
        "room": _room,
        "video": _video,
        "opener": _opener,
        "hands-off": _hands_off,
        "place": _place,
        "automation": _automation,
    }
)
