"""Reasons and changes in plain words. Codes and facts come from the rules, sentences only from here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import assert_never

from calendar_sync.port import LeftOut, LeftOutCode
from policies.change import (
    AddVideoLink,
    AttachOpener,
    Change,
    HoldTime,
    MoveEnd,
    Undo,
    undo_class,
)
from policies.place import HeldBy
from policies.verdict import Code, Fact, Reason, RuleName
from service.words import N_, Words, words

SENTENCES: Mapping[Code, str] = {
    Code.ALL_DAY: N_("It lasts all day, so there is no end to move."),
    Code.CANCELLED: N_("The event is cancelled."),
    Code.DECLINED: N_("You declined this invitation."),
    Code.SHOWS_FREE: N_("It shows you as free, so it is no meeting you are bound to."),
    Code.PAST: N_("It is over."),
    Code.RUNNING: N_("It has already begun."),
    Code.NOT_A_MEETING: N_("The calendar marks it as something other than a meeting."),
    Code.TOO_MANY_GUESTS: N_(
        "With {guests} people it is larger than the groups that may be touched (up to {limit})."
    ),
    Code.GUESTS_HIDDEN: N_("The guest list is hidden, so it stays unknown who would be told."),
    Code.NEVER_TOUCH: N_("{person} is on your list of people who are never touched."),
    Code.BOOKING_TOOL: N_("A booking tool ({tool}) owns this time."),
    Code.SYNC_COPY: N_("It is a copy made by another program ({tool}); the original counts."),
    Code.OURS: N_("Plausch made this entry itself."),
    Code.NO_GUESTS: N_("Nobody from outside is invited."),
    Code.ONLY_COLLEAGUES: N_("Only colleagues are invited."),
    Code.GUESTS_DECLINED: N_("Everybody from outside has declined."),
    Code.OWNER_UNKNOWN: N_(
        "It is not known which address is yours, so nobody can be told apart from colleagues."
    ),
    Code.SEVERAL_DAYS: N_("It lasts a whole day or longer."),
    Code.LENGTHENED: N_("There is time for {for_minutes} more."),
    Code.GIVES_BACK: N_("The calendar had cut {for_minutes} off; they are given back."),
    Code.FIRST_MEETING: N_("It is a first meeting, so there are {for_minutes} to get acquainted."),
    Code.HOLD_INSTEAD: N_(
        "{for_minutes} are kept free behind it and the invitation stays as it is. {because}"
    ),
    Code.HELD: N_("{for_minutes} are kept free behind it, as you chose; the invitation stays as it is."),
    Code.SWITCHED_OFF: N_("You have switched this off."),
    Code.IN_A_HURRY: N_("“{word}” in the title sounds as if time were short."),
    Code.KEEP_SHORT: N_("You noted that this is to be kept short."),
    Code.NOT_TODAY: N_("You asked for no small talk with this person at present."),
    Code.NEXT_EVENT_CLOSE: N_("Your next appointment starts too soon after it. {at}"),
    Code.GUEST_BUSY: N_("{guest} has something else right after it."),
    Code.ROOM_TAKEN: N_("The room {guest} is taken right after it."),
    Code.FREEZE: N_("It starts in less than {hours} hours; nobody should be surprised by a change now."),
    Code.SETTLING: N_("It was changed a moment ago; perhaps somebody is not finished yet."),
    Code.WORKING_HOURS_END: N_("Your working day ends then. {until}"),
    Code.DAY_CAP: N_("The day already has the {cap} extra minutes that you allow."),
    Code.CHANGED_BACK: N_("You took the extra minutes back by hand; it stays that way."),
    Code.SERIES_CHANGED_BACK: N_(
        "You shortened another meeting of this series again, so the series is left alone."
    ),
    Code.ALREADY_LONG: N_("At more than {hours} hours it is long enough."),
    Code.ALREADY_MADE: N_("It already has its extra minutes."),
    Code.COPY_OF_MADE: N_("It is a copy of a meeting that already has its extra minutes."),
    Code.GUESTS_TOLD_ALREADY: N_(
        "The guests already got one update for this meeting; a second would be too much."
    ),
    Code.TAKEN_BACK: N_("You took the change back, so it is not made again."),
    Code.NO_LENGTH: N_("It has no length."),
    Code.SKIPPED: N_("You said “never” for this meeting."),
    Code.VIDEO_ADDED: N_("It is held by phone: a video link is offered, and the number stays."),
    Code.HAS_VIDEO: N_("It already has a video call."),
    Code.IN_PERSON: N_("You meet in person."),
    Code.PLACE_UNKNOWN: N_("The event does not say how you meet, so nothing is assumed."),
    Code.PREFERS_PHONE: N_("You noted that the phone is preferred here."),
    Code.NO_VIDEO_ROOM: N_("There is no video room of yours to link to; name one in the settings."),
    Code.NOT_MINE: N_("Somebody else organises it."),
    Code.LOCKED: N_("The calendar does not let this entry be changed."),
    Code.VIDEO_CAP: N_("The day already has the {cap} new video links that you allow."),
    Code.OPENER_READY: N_("There is something to tell or to ask {person}."),
    Code.OPENER_PLAIN: N_("There is no note about {person} yet, so the card keeps to one question."),
    Code.OPENER_THERE: N_("The opener note is there already."),
    Code.NO_PERSON: N_("It is not known whom you meet."),
    Code.NO_TIME_BEFORE: N_("It starts right now, too late for a note."),
}

_RULES: Mapping[RuleName, str] = {
    RuleName.MAKE_ROOM: N_("Room"),
    RuleName.SHOW_FACE: N_("Face"),
    RuleName.PERSONAL_OPENER: N_("Opener"),
}
_HELD: Mapping[HeldBy, str] = {
    HeldBy.VIDEO: N_("video"),
    HeldBy.PHONE: N_("phone"),
    HeldBy.IN_PERSON: N_("in person"),
    HeldBy.UNKNOWN: N_("unknown place"),
}
LEFT_OUT: Mapping[LeftOutCode, str] = {
    LeftOutCode.UNREADABLE: N_("Line {line}: this entry cannot be read and was left as it is."),
    LeftOutCode.NO_START: N_("Line {line}: this entry has no usable start and was left as it is."),
    LeftOutCode.NOT_CLOSED: N_("Line {line}: this entry has no end and was left as it is."),
    LeftOutCode.DUPLICATE: N_("Line {line}: an older version of an entry that stands in the file twice."),
    LeftOutCode.TOO_DENSE: N_("Line {line}: this series repeats too often to be looked at."),
    LeftOutCode.TOO_MANY_OCCURRENCES: N_("Line {line}: this series has too many dates to be looked at."),
    LeftOutCode.RULE_UNREADABLE: N_("Line {line}: the rule of this series cannot be read."),
    LeftOutCode.TOO_LONG: N_("Line {line}: this entry is too long to be looked at."),
    LeftOutCode.ZONE_UNKNOWN: N_("The time zone “{detail}” is unknown; yours was taken instead."),
    LeftOutCode.ZONE_UNREADABLE: N_("Line {line}: this time zone cannot be read."),
}

_FIELDS: Mapping[str, str] = {
    "DTEND": N_("the end"),
    "DURATION": N_("the end"),
    "LOCATION": N_("the place"),
    "CONFERENCE": N_("the video link"),
    "hold": N_("the time kept free"),
    "companion": N_("the opener note"),
    "exception": N_("this date of the series"),
}


_OTHER_FIELD = N_("something else in the event")


def field_name(field: str, language: str) -> str:
    """Return what a field of a calendar is called by people."""
    return words(language).text(_FIELDS.get(field, _OTHER_FIELD))


def sentence(reason: Reason, language: str) -> str:
    """Return why, in one or two plain sentences."""
    said = words(language)
    return said.text(SENTENCES[reason.code], **_shown(reason.facts, said, language)).strip()


def describe(change: Change, language: str) -> str:
    """Return what a change does, in plain words."""
    said = words(language)
    match change:
        case MoveEnd(end=end, minutes=minutes):
            return said.text("{minutes} more, until {end}", minutes=said.minutes(minutes), end=said.time(end))
        case HoldTime(end=end, minutes=minutes):
            return said.text(
                "{minutes} kept free behind it, until {end}",
                minutes=said.minutes(minutes),
                end=said.time(end),
            )
        case AddVideoLink():
            return said.text("video link added, the phone stays as the fallback")
        case AttachOpener(card=card):
            return said.text("opener note for {person}", person=card.person)
        case unreachable:
            assert_never(unreachable)


def undo_sentence(change: Change, language: str) -> str:
    """Say whether a change can be taken back."""
    if undo_class(change) is Undo.NONE:
        return words(language).text("Cannot be undone.")
    return words(language).text("Can be undone.")


def rule_name(rule: RuleName, language: str) -> str:
    """Return a rule's name."""
    return words(language).text(_RULES[rule])


def held_by_name(held_by: HeldBy, language: str) -> str:
    """Return how an event is held."""
    return words(language).text(_HELD[held_by])


def left_out_sentence(left_out: LeftOut, language: str) -> str:
    """Say what was not read, and where."""
    message = LEFT_OUT[left_out.code]
    return words(language).text(message, line=left_out.line, detail=left_out.detail)


def _shown(facts: Mapping[str, Fact], said: Words, language: str) -> dict[str, str | int]:
    shown: dict[str, str | int] = {
        name: said.time(value) if isinstance(value, datetime) else value for name, value in facts.items()
    }
    shown["for_minutes"] = said.minutes(_number(facts, "minutes"))
    shown["at"] = _next(facts, said)
    shown["until"] = said.text("({until})", until=facts["until"]) if facts.get("until") else ""
    if why := facts.get("why"):
        rest = {name: fact for name, fact in facts.items() if name not in {"why", "minutes"}}
        shown["because"] = sentence(Reason(code=Code(str(why)), facts=rest), language)
    return shown


def _next(facts: Mapping[str, Fact], said: Words) -> str:
    start = facts.get("next_start")
    if not isinstance(start, datetime):
        return ""
    if not facts.get("free"):
        return said.text("({start}, without a break)", start=said.time(start))
    return said.text(
        "({start}; {free} in between, of which {keep} stay free)",
        start=said.time(start),
        free=said.minutes(_number(facts, "free")),
        keep=_number(facts, "keep_free"),
    )


def _number(facts: Mapping[str, Fact], name: str) -> int:
    value = facts.get(name, 0)
    return value if isinstance(value, int) else 0
