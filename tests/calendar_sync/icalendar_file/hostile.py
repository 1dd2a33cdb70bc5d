"""Files that want to hurt: bombs, broken pieces, and things that are no calendar at all."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from tests.ics import calendar, entry

ANNA_LINES = ("LOCATION:+49 40 66969 4001",)
_SEED = 20261123


def _lines(*lines: str) -> bytes:
    """One harmless event, and one with these lines."""
    return calendar(entry("good@test"), entry("evil@test", lines=lines))


def _text(line: str) -> bytes:
    return _lines(f"DESCRIPTION:{line}")


def _rule(rule: str, start: str = "20261124T100000") -> bytes:
    evil = entry("evil@test", lines=(f"RRULE:{rule}",))
    return calendar(entry("good@test"), evil.replace("20261124T100000", start))


def _zone(*lines: str, name: str = "Nirgendwo") -> bytes:
    zone = "\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", *lines, "END:VTIMEZONE"])
    return calendar(zone, entry("good@test"), entry("evil@test", zone=name))


def _offsets(start: str, to: str, *more: str) -> tuple[str, ...]:
    body = (f"DTSTART:{start}", "TZOFFSETFROM:+0100", f"TZOFFSETTO:{to}", *more)
    return ("BEGIN:STANDARD", *body, "END:STANDARD")


def _noise(size: int) -> bytes:
    return random.Random(_SEED).randbytes(size)  # noqa: S311  # no secret


def _nested(name: str, depth: int) -> bytes:
    deep = f"BEGIN:{name}\n" * depth + f"END:{name}\n" * depth
    return calendar(entry("good@test"), entry("evil@test", lines=(deep.rstrip(),)))


def _dates(count: int) -> str:
    return ",".join(
        f"2026{1 + n % 12:02}{1 + n % 28:02}T{n % 24:02}{n % 60:02}{n // 60 % 60:02}" for n in range(count)
    )


def _exceptions(count: int, more: str = "") -> bytes:
    days = (f"2027{1 + n % 12:02}{1 + n % 28:02}T{n % 24:02}{n % 60:02}00" for n in range(count))
    others = [entry("evil@test", lines=(f"RECURRENCE-ID{more};TZID=Europe/Berlin:{day}",)) for day in days]
    return calendar(entry("good@test"), entry("evil@test", lines=("RRULE:FREQ=DAILY",)), *others)


def _small(count: int, uid: str = "{n}") -> bytes:
    events = "".join(
        f"BEGIN:VEVENT\nUID:{uid.format(n=n)}\nDTSTART:20200101T100000Z\nEND:VEVENT\n" for n in range(count)
    )
    return f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n".encode()


def _replaced(old: str, new: str) -> bytes:
    return calendar(entry("good@test"), entry("evil@test").replace(old, new))


START = "DTSTART;TZID=Europe/Berlin:20261124T100000"
END = "DTEND;TZID=Europe/Berlin:20261124T103000"

FILES: Mapping[str, Callable[[], bytes]] = {
    # No calendars.
    "empty": lambda: b"",
    "blank": lambda: b" \r\n\t\r\n" * 1000,
    "noise": lambda: _noise(2**20),
    "nulls": lambda: b"\0" * 2**20,
    "image": lambda: b"\x89PNG\r\n\x1a\n" + _noise(50_000),
    "archive": lambda: b"PK\x03\x04" + _noise(50_000),
    "web_page": lambda: b"<!doctype html><html><body>Bitte anmelden</body></html>",
    "json": lambda: b'{"kind": "calendar#events", "items": []}',
    "address_book": lambda: b"BEGIN:VCARD\r\nFN:Anna\r\nEND:VCARD\r\n",
    "only_bom": lambda: b"\xef\xbb\xbf",
    "odd_utf16": lambda: b"\xff\xfe" + _noise(4_001),
    "over_100_mb": lambda: b"BEGIN:VCALENDAR\r\n" + b"X-A:B\r\n" * (15 * 2**20),
    # Broken pieces.
    "cut_in_event": lambda: calendar(entry("good@test"), entry("evil@test"))[:-90],
    "cut_in_name": lambda: calendar(entry("cut@test"))[:-30] + b"\r\nBEGIN:VEV",
    "cut_in_character": lambda: (
        calendar(entry("cut@test", title="Gespräch")).partition("ä".encode())[0] + b"\xc3"
    ),
    "no_begin": lambda: b"END:VEVENT\r\nEND:VCALENDAR\r\n" * 1000,
    "no_calendar_around": lambda: entry("good@test").encode(),
    "event_in_event": lambda: calendar("BEGIN:VEVENT\nUID:a\n" * 500, entry("good@test")),
    "ends_crossed": lambda: _lines("BEGIN:VALARM", "END:VCALENDAR", "END:VALARM"),
    "quote_never_closed": lambda: _lines('ATTENDEE;CN="Anna:mailto:a@b.example'),
    "colonless": lambda: _lines("DESCRIPTION", ";;;", "=:=", ":", ";:"),
    "control_characters": lambda: _lines("DESCRIPTION:\x01\x02\x07\x1b\x7f"),
    "nulls_inside": lambda: _lines("DESCRIPTION:a\0b"),
    "bare_returns": lambda: calendar(entry("good@test"), end="\r"),
    "mixed_ends": lambda: calendar(entry("good@test")).replace(b"\r\n", b"\n", 9).replace(b"\r\n", b"\r", 9),
    "utf16_without_mark": lambda: calendar(entry("good@test")).decode().encode("utf-16-le"),
    "latin1": lambda: calendar(entry("good@test", title="Gespräch")).decode().encode("latin-1"),
    "half_surrogate": lambda: calendar(entry("good@test")).replace(b"Abstimmung", b"\xed\xa0\x80"),
    # Too much.
    "line_of_50_mb": lambda: _text("a" * (50 * 2**20)),
    "folded_line_of_5_mb": lambda: _text("a\r\n " * (5 * 2**18)),
    "line_with_folds_only": lambda: _text("\n " * 500_000),
    "alarms_in_alarms": lambda: _nested("VALARM", 10_000),
    "calendars_in_calendars": lambda: b"BEGIN:VCALENDAR\r\n" * 200_000,
    "events_in_events": lambda: _nested("VEVENT", 10_000),
    "unknown_in_unknown": lambda: _nested("X-NEST", 50),
    "events_300000": lambda: _small(300_000),
    "events_100000_of_one_uid": lambda: _small(100_000, "same"),
    "guests_20000": lambda: _lines(*(f"ATTENDEE:mailto:g{n}@vogt.example" for n in range(20_000))),
    "parameters_50000": lambda: _lines("ATTENDEE" + ";X-A=b" * 50_000 + ":mailto:a@b.example"),
    "zones_100000_beside_a_time": lambda: _replaced(
        START, "DTSTART" + ";TZID=a" * 100_000 + ":20261124T090000Z"
    ),
    "begins_of_nothing": lambda: _lines(*["BEGIN:Ä"] * 60_000),
    "quoted_printable": lambda: _lines("LOCATION;ENCODING=QUOTED-PRINTABLE:" + "=\n" * 200_000),
    "folded_place": lambda: _lines("LOCATION:" + "a\n " * 200_000),
    "old_rule": lambda: _lines("RRULE:D1" + " M" * 200_000),
    "attachment_4_mb": lambda: _lines("ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "QUJD" * 2**18),
    "alarms_5000": lambda: _lines(*["BEGIN:VALARM\nTRIGGER:-PT5M\nACTION:DISPLAY\nEND:VALARM"] * 5_000),
    # Rules.
    "every_second": lambda: _rule("FREQ=SECONDLY"),
    "every_minute": lambda: _rule("FREQ=MINUTELY;INTERVAL=1"),
    "every_hour_for_ages": lambda: _rule("FREQ=HOURLY", "00010101T000000"),
    "every_day_for_ages": lambda: _rule("FREQ=DAILY", "00010101T000000"),
    "weekly_with_seconds": lambda: _rule("FREQ=WEEKLY;BYSECOND=" + ",".join(map(str, range(60)))),
    "all_at_once": lambda: _rule(
        "FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=MO,TU,WE,TH,FR,SA,SU;"
        f"BYHOUR={','.join(map(str, range(24)))};BYMINUTE={','.join(map(str, range(60)))};BYSECOND=1,2,3",
    ),
    "never": lambda: _rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    "never_by_position": lambda: _rule("FREQ=DAILY;BYSETPOS=366;BYDAY=MO"),
    "never_by_week": lambda: _rule("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6"),
    "never_by_year_day": lambda: _rule("FREQ=YEARLY;BYYEARDAY=366;BYMONTH=3;BYDAY=MO"),
    "count_of_a_billion": lambda: _rule("FREQ=DAILY;COUNT=1000000000"),
    "count_of_digits": lambda: _rule("FREQ=DAILY;COUNT=" + "9" * 5_000),
    "interval_zero": lambda: _rule("FREQ=DAILY;INTERVAL=0"),
    "interval_negative": lambda: _rule("FREQ=DAILY;INTERVAL=-1"),
    "interval_of_digits": lambda: _rule("FREQ=DAILY;INTERVAL=" + "9" * 400),
    "until_before_start": lambda: _rule("FREQ=DAILY;UNTIL=19700101T000000Z"),
    "until_of_words": lambda: _rule("FREQ=DAILY;UNTIL=tomorrow"),
    "no_frequency": lambda: _rule("INTERVAL=1"),
    "rule_of_words": lambda: _rule("jeden Tag, für immer"),
    "days_10000": lambda: _rule("FREQ=WEEKLY;BYDAY=" + ",".join(["MO"] * 10_000)),
    "each_lasts_for_ages": lambda: calendar(
        entry("good@test"),
        entry("evil@test", lines=("RRULE:FREQ=WEEKLY",)).replace(START, "DTSTART:16010101T000000Z"),
        entry("worse@test", lines=("RRULE:FREQ=DAILY",)).replace(END, "DURATION:P9999D"),
        entry("odd@test", lines=("RRULE:FREQ=WEEKLY",)).replace(END, "DTEND:16010101T000000Z"),
    ),
    "rules_200": lambda: _lines(*[f"RRULE:FREQ=DAILY;INTERVAL={n}" for n in range(1, 201)]),
    "excluding_rule": lambda: _lines("RRULE:FREQ=DAILY", "EXRULE:FREQ=SECONDLY"),
    "dates_100000": lambda: _lines("RDATE;TZID=Europe/Berlin:" + _dates(60_000)),
    "excluded_100000": lambda: _lines("RRULE:FREQ=DAILY", "EXDATE;TZID=Europe/Berlin:" + _dates(60_000)),
    "dates_of_words": lambda: _lines("RDATE:heute,morgen", "EXDATE:gestern"),
    "periods": lambda: _lines(
        "RDATE;VALUE=PERIOD:20261125T100000Z/P99999D,20261126T100000Z/20251126T100000Z"
    ),
    "exceptions_5000": lambda: _exceptions(5_000),
    "exceptions_for_all_that_follows": lambda: _exceptions(200, ";RANGE=THISANDFUTURE"),
    "exception_of_itself": lambda: _lines(
        "RRULE:FREQ=DAILY", "RECURRENCE-ID;TZID=Europe/Berlin:20261124T100000"
    ),
    "related_in_a_circle": lambda: calendar(
        entry("a@test", lines=("RELATED-TO:b@test",)),
        entry("b@test", lines=("RELATED-TO:a@test",)),
    ),
    "two_masters": lambda: calendar(
        *[entry("evil@test", lines=("RRULE:FREQ=DAILY", f"SEQUENCE:{n}")) for n in range(50)]
    ),
    # Zones and times.
    "zone_unknown": lambda: calendar(entry("evil@test", zone="Mars/Olympus Mons")),
    "zone_outside": lambda: calendar(entry("evil@test", zone="../../../etc/passwd")),
    "zone_of_4000_characters": lambda: calendar(entry("evil@test", zone="Z" * 4_000)),
    "zone_empty": _zone,
    "zone_every_second": lambda: _zone(*_offsets("19700101T000000", "+0200", "RRULE:FREQ=SECONDLY")),
    "zone_rules_every_day": lambda: _zone(*_offsets("19700101T000000", "+0200", "RRULE:FREQ=DAILY")),
    "zone_never": lambda: _zone(
        *_offsets("19700101T000000", "+0200", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    ),
    "zone_offset_of_99_hours": lambda: _zone(*_offsets("19700101T000000", "+9999")),
    "zone_offset_of_words": lambda: _zone(*_offsets("19700101T000000", "sommers")),
    "zone_with_1000_changes": lambda: _zone(
        *[line for n in range(1_000) for line in _offsets(f"{1000 + n}0101T000000", "+0200")]
    ),
    "zones_5000": lambda: calendar(
        *[
            "\n".join(
                ["BEGIN:VTIMEZONE", f"TZID:Z{n}", *_offsets("19700101T000000", "+0100"), "END:VTIMEZONE"]
            )
            for n in range(5_000)
        ],
        entry("good@test"),
    ),
    "time_of_nines": lambda: _replaced(START, "DTSTART:99999999T999999Z"),
    "year_zero": lambda: _replaced(START, "DTSTART:00000101T000000Z"),
    "year_9999": lambda: _replaced(START, "DTSTART:99991231T235959Z"),
    "year_one_in_berlin": lambda: _replaced(START, "DTSTART;TZID=Europe/Berlin:00010101T000000"),
    "end_before_start": lambda: _replaced(END, "DTEND;TZID=Europe/Berlin:19700101T000000"),
    "lasts_for_ever": lambda: _replaced(END, "DURATION:P99999999999W"),
    "lasts_less_than_nothing": lambda: _replaced(END, "DURATION:-P1D"),
    "starts_every_time": lambda: _lines(*[START] * 1_000),
    # Our own marks, forged.
    "mark_forged": lambda: _lines(
        "X-PLAUSCH-MADE:v=1&edit=a&event=b&minutes=9999999&baseline=1&room=lengthen"
    ),
    "mark_of_digits": lambda: _lines(
        "X-PLAUSCH-MADE:edit=a&minutes=" + "9" * 5_000 + "&baseline=" + "9" * 5_000
    ),
    "mark_of_200000_fields": lambda: _lines("X-PLAUSCH-MADE:" + "a=b&" * 200_000),
    "ours_forged": lambda: _lines("X-PLAUSCH-OURS:kind=companion&event=good@test"),
    # Texts that make searching slow.
    "schemes": lambda: _text("https://" * 60_000),
    "labels": lambda: _text("a." * 200_000),
    "hosts": lambda: _text("zoom.us/j/" * 50_000),
    "brackets": lambda: _text("https://zoom.us/j/1" + "(" * 20_000 + ")" * 40_000),
    "wrapped_in_wraps": lambda: _text("https://www.google.com/url?q=" * 5_000 + "https://zoom.us/j/1"),
    "digits": lambda: _text("1 " * 200_000),
    "numbers": lambda: _text("+49 40 66969 4001 " * 20_000),
    "tags": lambda: _text("<" * 300_000),
    "tags_open": lambda: _text("<a " * 100_000),
    "entities": lambda: _text("&amp;" * 100_000),
    "calls": lambda: _text("ich rufe Sie " * 40_000),
    "words": lambda: _text("bei Fragen " * 40_000),
    "spaces": lambda: _text(" " * 500_000 + "x"),
    "streets": lambda: _text("Lange Straße " * 40_000),
    "word_of_500000": lambda: _text("040 66969 4001 " + "a" * 500_000),
    "dots_and_digits": lambda: _text("040 66969 4001 " + "1." * 250_000),
    "letters_and_dots": lambda: _text("040 66969 4001 " + "a." * 250_000),
    "commas": lambda: _text("040 66969 4001 " + "," * 500_000),
    "prices": lambda: _text("$1 " * 100_000),
    "booking_links": lambda: _text("https://simplybook.me/" * 40_000),
    "organiser_of_500000": lambda: _lines("ATTENDEE:mailto:" + "a" * 500_000),
    "place_of_500000": lambda: _lines("LOCATION:" + "Lange Straße 1 " * 40_000),
    "long_title": lambda: _lines("SUMMARY:" + "Telefonat kurz " * 40_000),
    "backslashes": lambda: _text("\\" * 500_001),
}
