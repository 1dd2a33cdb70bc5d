"""Other programs that own an event: booking tools own its time, sync tools write it anew."""

from __future__ import annotations

import re

_SIGNS = (
    (
        "calendly",
        r"calendly\.com/(?:cancellations|reschedulings|events)|powered by calendly|@calendly\.com\b",
    ),
    ("cal.com", r"\bcal\.com/(?:booking|reschedule|cancel)|app\.cal\.com/booking|@cal\.com\b"),
    (
        "microsoft_bookings",
        r"bookings\.cloud\.microsoft|/owa/calendar/[^\s/]+/bookings|microsoft bookings",
    ),
    (
        "google_booking",
        r"calendar\.app\.google/\w+.{0,80}(?:cancel|reschedul)|appointments/schedules/",
    ),
    (
        "hubspot",
        r"meetings(?:-eu1)?\.hubspot\.com/(?:reschedule|cancel)|hubspot\.com/meetings-link/(?:reschedule|cancel)",
    ),
    ("acuity", r"acuityscheduling\.com/schedule\.php\?\S{0,200}(?:action|id)="),
    ("youcanbookme", r"youcanbook\.me/(?:service|manage|reschedule|cancel)"),
    ("savvycal", r"savvycal\.com/(?:appointments|reschedule|cancel)"),
    ("zeeg", r"zeeg\.me/(?:reschedule|cancel|booking)"),
    ("meetergo", r"meetergo\.com/(?:reschedule|cancel|booking|appointment)"),
    ("simplybook", r"simplybook\.(?:me|it)/\S{0,200}(?:cancel|booking)"),
    ("setmore", r"setmore\.com/(?:reschedule|cancel|appointment)"),
    ("doodle", r"doodle\.com/(?:bp|meeting)/\S"),
    ("terminland", r"terminland\.(?:de|eu)/\S"),
    ("sync:ogcs", r"outlookgooglecalendarsync|\bogcs\b"),
    ("sync:calendarsync", r"\bcalendarsync\b|x-calendarsync"),
    ("sync:reclaim", r"(?:created|synced) by reclaim|reclaim\.ai/\S{0,200}(?:sync|privacy)"),
    ("sync:onecal", r"(?:created|synced) (?:by|with|using) onecal|onecal\.io"),
    ("sync:syncthemcalendars", r"syncthemcalendars\.com|kalender-sync\.de"),
)
_ANY = re.compile("|".join(f"(?P<s{i}>{pattern})" for i, (_, pattern) in enumerate(_SIGNS)), re.IGNORECASE)
_HINTS = (
    *(
        "calendly",
        "calendar.app.",
        "calendarsync",
        "book",
        "reclaim",
        "ogcs",
        "onecal",
        "hubspot",
        "acuity",
        "savvy",
        "zeeg",
        "meeterg",
    ),
    *("setmore", "doodle", "terminland", "cal.com", "appointments", "kalender-sync"),
)
"""Letters without which no sign can match: looking for them first is far cheaper."""

_MOST_TEXT = 20_000


def made_by(*texts: str) -> str:
    """Return the program that owns an event, by the texts it left there; empty for a human's."""
    for text in (each[:_MOST_TEXT] for each in texts):
        lowered = text.lower()
        if any(hint in lowered for hint in _HINTS) and (found := _ANY.search(text)):
            return _SIGNS[int((found.lastgroup or "s0")[1:])][0]
    return ""
