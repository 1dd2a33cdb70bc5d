"""vCalendar 1.0, as old telephones and exports write it: rules and texts put into the words of 2.0."""

from __future__ import annotations

import quopri
import re

from calendar_sync.icalendar_file.lines import escaped

_RULE = re.compile(
    r"(D|W|MP|MD|YM|YD)(\d{1,4})((?:\s+(?!\d{8}T)[A-Z0-9+-]+)*)(?:\s+#(\d{1,5})|\s+(\d{8}T\d{6}Z?))?",
    re.IGNORECASE,
)
_RULE_LINE = re.compile(r"^(RRULE[^:\n]*:)([DWMY][^=\n]*)$", re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(
    r"^([\w-]+)((?:;[^:;\n]*)*;(?:ENCODING=)?QUOTED-PRINTABLE(?:;[^:;\n]*)*):((?:[^\n]*=\n)*[^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_DATES = re.compile(r"^((?:EXDATE|RDATE)[^:\n]*:)([\dTZ;]+)$", re.IGNORECASE | re.MULTILINE)
_CHARSET = re.compile(r"CHARSET=\"?([\w-]+)", re.IGNORECASE)
_FREQUENCIES = {
    "D": ("DAILY", ""),
    "W": ("WEEKLY", "BYDAY"),
    "MP": ("MONTHLY", "BYDAY"),
    "MD": ("MONTHLY", "BYMONTHDAY"),
    "YM": ("YEARLY", "BYMONTH"),
    "YD": ("YEARLY", "BYYEARDAY"),
}
_TWICE = "2"  # what a rule without an end means there


def in_new_words(text: str) -> str:
    """Translate what an unfolded entry says in vCalendar's own way; all else stays."""
    if "QUOTED-PRINTABLE" in text.upper():
        text = _QUOTED.sub(_decoded, text)
    text = _DATES.sub(lambda found: found[1] + found[2].replace(";", ","), text)
    return _RULE_LINE.sub(lambda found: found[1] + new_rule(found[2]), text)


def new_rule(rule: str) -> str:
    """Translate a rule such as "W2 MO TU #5"; every other rule stays as it is.

    The basic grammar (vCalendar 1.0, 2.1.12): how often, on what, and "#" with a count (0: for ever)
    or the last day. Rules within rules are not understood.
    """
    found = _RULE.fullmatch(rule.strip())
    if not found:
        return rule
    frequency, by = _FREQUENCIES[found[1].upper()]
    parts = [f"FREQ={frequency}", f"INTERVAL={found[2]}"]
    if by and (on := _on(found[3].upper().split())):
        parts.append(f"{by}={','.join(on)}")
    if found[5]:
        parts.append(f"UNTIL={found[5]}")
    elif (count := found[4] or _TWICE) != "0":
        parts.append(f"COUNT={count}")
    return ";".join(parts)


def _on(words: list[str]) -> list[str]:
    """Read what a rule is on: "1+ TU" is the first Tuesday, "1- TU" the last one, "10-" from the end."""
    on: list[str] = []
    position = ""
    for word in words:
        signed = f"-{word[:-1]}" if word.endswith("-") else word.rstrip("+")
        if word.isalpha():
            on.append(position + word)
        elif word.endswith(("+", "-")) and any(each.isalpha() for each in words):
            position = signed
        else:
            on.append(signed)
    return on


def _decoded(found: re.Match[str]) -> str:
    charset = _CHARSET.search(found[2])
    kept = [
        each
        for each in found[2].split(";")[1:]
        if not each.upper().startswith(("ENCODING=", "CHARSET=", "QUOTED-PRINTABLE"))
    ]
    raw = quopri.decodestring(found[3].encode("utf-8", "replace"))
    try:
        text = raw.decode(charset[1] if charset else "utf-8", "replace")
    except LookupError:
        text = raw.decode("latin-1")
    return f"{';'.join([found[1], *kept])}:{escaped(text)}"
