"""Whether an answer of Google's shows that an edit stands."""

from __future__ import annotations

import pytest

from calendar_sync.edit import FieldImage
from calendar_sync.google.wishes import LOCATION, MARKER, is_as_meant

IMAGES = (
    FieldImage(field=LOCATION, before="+49 40 1", after="Video: https://meet.example · Telefon: +49 40 1"),
    FieldImage(field=MARKER, before="", after="not there"),
)


@pytest.mark.parametrize(
    ("location", "stands"),
    [
        pytest.param(IMAGES[0].after, True, id="guests see it, and our marker was dropped"),
        pytest.param(IMAGES[0].before, False, id="nothing that guests see was taken"),
    ],
)
def test_what_guests_were_told_stands(location: str, *, stands: bool) -> None:
    """An edit whose visible field was taken stands, and can be taken back; one without any was refused."""
    assert is_as_meant({"location": location}, IMAGES) is stands
