"""Settings: what each means, what holds, and what the owner chose."""

from __future__ import annotations

from fastapi import APIRouter

from service import steer
from service.settings_in_words import MEANINGS, Choice, all_choices
from service.store import preferences
from service.web.api.fields import In, Out, SettingName, Value
from service.web.caller import Caller, Me
from service.web.refusals import NotHereError

router = APIRouter(prefix="/settings", tags=["settings"])


class SettingIn(In):
    """What a setting is to be, as it is written with ``plausch settings set``."""

    value: Value


class SettingOut(Out):
    """A setting. ``chosen`` is null where the default holds."""

    name: str
    meaning: str
    default: str
    chosen: str | None


@router.get("")
def all_of_them(me: Me) -> list[SettingOut]:
    """List all settings."""
    with me.session() as session:
        written = preferences.written_choices(session, me.owned)
    return [_shown(each) for each in all_choices(written, me.said)]


@router.put("/{name}")
def choose(me: Me, name: SettingName, wanted: SettingIn) -> SettingOut:
    """Choose a setting."""
    _must_be(name)
    with me.session() as session:
        steer.choose(session, me.owned, name, wanted.value)
    return _one(me, name)


@router.delete("/{name}")
def reset(me: Me, name: SettingName) -> SettingOut:
    """Go back to the default."""
    _must_be(name)
    with me.session() as session:
        steer.unchoose(session, me.owned, name)
    return _one(me, name)


def _must_be(name: str) -> None:
    if name not in MEANINGS:
        raise NotHereError


def _one(me: Caller, name: str) -> SettingOut:
    return next(each for each in all_of_them(me) if each.name == name)


def _shown(choice: Choice) -> SettingOut:
    return SettingOut(name=choice.name, meaning=choice.meaning, default=choice.default, chosen=choice.chosen)
