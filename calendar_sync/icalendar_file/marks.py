"""Our own X- properties: what Plausch did to an event, and which events are its own."""

from __future__ import annotations

MADE = "X-PLAUSCH-MADE"
OURS = "X-PLAUSCH-OURS"
