"""A person: a private note before the meeting, one thing to share, one to ask, one to follow up.

The order matters: share, then ask; asking to answer it oneself reads as insincere (Brooks and
Yeomans 2025), taking turns binds (Sprecher and others 2013), and follow-up questions are liked
(Huang and others 2017). Nothing is invented: without a story or a note the card says less.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from policies.change import AttachOpener, Card
from policies.clients import clients_of, known_people
from policies.context import (
    Address,
    Context,
    Note,
    NoteKind,
    Person,
    Settings,
    Story,
    settings_for,
)
from policies.event import Event, Timed, elapsed, later
from policies.question_pool import POOL
from policies.rules.visible import hurry
from policies.verdict import Abstain, Code, Propose, Reason, RuleName, Verdict, Withhold, because

_RULE = RuleName.PERSONAL_OPENER
_MOST_FACTS = 3
_THREAD_LASTS = timedelta(days=90)
_OCCASION_REACH = timedelta(days=7)
_HURRY = {
    ("de", Address.SIE): "Gleich zur Sache kommen; ein freundlicher Satz genügt.",
    ("de", Address.DU): "Gleich zur Sache kommen; ein freundlicher Satz genügt.",
}
_HURRY_EN = "Go straight to the point; one friendly sentence is enough."


def personal_opener(event: Event, context: Context) -> Verdict:
    """Propose a card in a private companion right before the event."""
    span = event.span
    if not isinstance(span, Timed):
        return Abstain(rule=_RULE, reason=because(Code.ALL_DAY))
    person = whom(event, span, context)
    if person is None:
        return Abstain(rule=_RULE, reason=because(Code.NO_PERSON))
    choice = settings_for(context.settings, person.overrides)
    if event.id in context.companions:
        return Abstain(rule=_RULE, reason=because(Code.OPENER_THERE))
    if not choice.opener:
        return Abstain(rule=_RULE, reason=because(Code.SWITCHED_OFF))
    start = max(later(span.start, -timedelta(minutes=choice.opener_lead)), context.now)
    card = compose(event, span, person, context, choice)
    ready = card.share or card.follow_up or card.facts
    pressed = None if ready else hurry(event, choice)
    if against := pressed or _speaks_against(start, span, context, choice):
        return Withhold(rule=_RULE, reason=against)
    change = AttachOpener(start=start.astimezone(span.start.tzinfo), end=span.start, card=card)
    code = Code.OPENER_READY if ready else Code.OPENER_PLAIN
    return Propose(rule=_RULE, reason=because(code, person=card.person), change=change)


def _speaks_against(start: datetime, span: Timed, context: Context, choice: Settings) -> Reason | None:
    if choice.not_today_until and _day(span, context) <= choice.not_today_until:
        return because(Code.NOT_TODAY)
    if elapsed(start, span.start) < timedelta(minutes=1):
        return because(Code.NO_TIME_BEFORE)
    return None


def whom(event: Event, span: Timed, context: Context) -> Person | None:
    """Return whom the card is about: who has most due, then the organiser, then by address."""
    known = known_people(event, context)
    addresses = {address for person in known for address in person.addresses}
    others = [
        context.strangers.get(guest.address)
        or Person(id=guest.address, name=guest.name or guest.address, addresses=(guest.address,))
        for guest in clients_of(event, context)
        if guest.address not in addresses
    ]
    return min(
        (*known, *others),
        key=lambda person: (
            -len(list(due(person.notes, _day(span, context)))),
            event.organiser not in person.addresses,
            person.addresses,
        ),
        default=None,
    )


def compose(event: Event, span: Timed, person: Person, context: Context, choice: Settings) -> Card:
    """Write the card for one person: the same for the same event, however often it is asked for."""
    day = _day(span, context)
    used = {key for key, where in person.used.items() if where != event.id}
    seed = f"{event.id}|{next(iter((*person.addresses, *person.numbers)), person.id)}"
    german = choice.language == "de"
    pressed = hurry(event, choice)
    story = None if pressed else _story(context.stories, day, used, seed)
    notes = [note for note in due(person.notes, day) if f"note:{note.id}" not in used]
    follow_up = notes[0] if notes else None
    facts = [note for note in person.notes if note.kind is NoteKind.FACT][:_MOST_FACTS]
    moment = span.start.astimezone(context.owner.zone)
    question = (
        None
        if pressed
        else POOL.choose(
            moment,
            first=not _met(person, moment, context) and not event.recurring,
            asked=_ids(used, "question"),
            seed=seed,
        )
    )
    marks = [
        f"story:{story.id}" if story else "",
        f"question:{question.id}" if question else "",
        f"note:{follow_up.id}" if follow_up else "",
    ]
    return Card(
        person=person.name or (person.addresses or person.numbers or ("",))[0],
        language=choice.language,
        share=story.text if story else "",
        ask=question.worded(choice.language, choice.address) if question else "",
        follow_up=_follow_up(follow_up, german=german) if follow_up else "",
        hurry=_HURRY.get((choice.language, choice.address), _HURRY_EN),
        facts=tuple(note.text for note in facts[: _MOST_FACTS - bool(follow_up)]),
        used=tuple(filter(None, marks)),
    )


def due(notes: Iterable[Note], day: date) -> Iterator[Note]:
    """Yield the threads worth asking about on a day, and the occasions around it."""
    for note in notes:
        if (note.kind is NoteKind.THREAD and _is_open(note.since, note.until, day, _THREAD_LASTS)) or (
            note.kind is NoteKind.OCCASION and note.since and _is_near(note.since, day)
        ):
            yield note


def _is_open(
    since: date | None,
    until: date | None,
    day: date,
    lasts: timedelta | None = None,
) -> bool:
    if since and day < since:
        return False
    if until is None and since and lasts:
        until = since + lasts
    return until is None or day <= until


def _is_near(occasion: date, day: date) -> bool:
    return any(
        abs(_in_year(occasion, year) - day) <= _OCCASION_REACH
        for year in (day.year - 1, day.year, day.year + 1)
    )


def _in_year(occasion: date, year: int) -> date:
    """Return an occasion's day in a year; the 29th of February is kept on the 28th."""
    try:
        return occasion.replace(year=year)
    except ValueError:
        return occasion.replace(year=year, day=28)


def _story(stories: Iterable[Story], day: date, used: set[str], seed: str) -> Story | None:
    fitting = [
        story
        for story in stories
        if f"story:{story.id}" not in used and _is_open(story.since, story.until, day)
    ]
    return min(fitting, key=lambda story: _draw(seed, story.id), default=None)


def _draw(seed: str, key: str) -> str:
    return hashlib.sha256(f"{seed}|{key}".encode()).hexdigest()


def _ids(used: Iterable[str], kind: str) -> set[str]:
    return {key.partition(":")[2] for key in used if key.startswith(f"{kind}:")}


def _met(person: Person, moment: datetime, context: Context) -> bool:
    keys = (*person.addresses, *person.numbers)
    return any(context.met_before.get(key, moment) < moment for key in keys)


def _follow_up(note: Note, *, german: bool) -> str:
    if note.kind is NoteKind.OCCASION and note.since:
        when = f"{note.since:%d.%m.}" if german else f"{note.since.day} {note.since:%B}"
        return f"{note.text} ({when})"
    return f"Wie ging es weiter: {note.text}?" if german else f"What became of it: {note.text}?"


def _day(span: Timed, context: Context) -> date:
    return span.start.astimezone(context.owner.zone).date()
