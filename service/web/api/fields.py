"""What goes in and out: strict models, and the forms of ids, days and texts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


class In(BaseModel):
    """What is sent to us: nothing is converted, nothing unknown is passed over."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Out(BaseModel):
    """What is answered."""

    model_config = ConfigDict(extra="forbid")


def _plain(text: str) -> str:
    if not all(each.isprintable() for each in text):
        message = "control characters"
        raise ValueError(message)
    return text


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        message = "a zone is missing"
        raise ValueError(message)
    return moment


_DAY = r"^\d{4}-\d{2}-\d{2}$"
_MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$"


def _as_day(text: str) -> str:
    date.fromisoformat(text)
    return text


def _as_moment(text: str) -> str:
    _aware(datetime.fromisoformat(text))
    return text


Plain = AfterValidator(_plain)
Name = Annotated[str, StringConstraints(max_length=200), Plain]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Plain]
Key = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254), Plain]
Value = Annotated[str, StringConstraints(max_length=2000), Plain]
DayText = Annotated[
    str,
    StringConstraints(pattern=_DAY),
    AfterValidator(_as_day),
    Field(json_schema_extra={"format": "date"}),
]
MomentText = Annotated[
    str,
    StringConstraints(pattern=_MOMENT),
    AfterValidator(_as_moment),
    Field(json_schema_extra={"format": "date-time"}),
]

CalendarId = Annotated[str, Path(pattern=r"^[A-Za-z0-9:_.-]{1,80}$")]
ConnectionId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
EditId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
PersonId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
ShortId = Annotated[str, Path(pattern=r"^[0-9a-f]{12}$")]
SettingName = Annotated[str, Path(pattern=r"^[a-z-]{1,40}$")]
Wait = Annotated[int, Query(ge=0, le=10, description="Seconds to wait for the outcome.")]
Most = Annotated[int, Query(ge=1, le=1000)]


def day_of(text: str | None) -> date | None:
    """Return a checked text as a day."""
    return date.fromisoformat(text) if text else None
