"""Where one can go from every page: the day's work first, the rest behind "More"."""

from __future__ import annotations

from dataclasses import dataclass

from service.words import N_, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page that is always one click away."""

    path: str
    label: str
    here: bool = False


_FIRST = (
    ("/today", N_("Today")),
    ("/week", N_("Week")),
    ("/done", N_("Done")),
    ("/people", N_("People")),
)
_MORE = (
    ("/stories", N_("My stories")),
    ("/settings", N_("Settings")),
    ("/connections", N_("Connections")),
    ("/figures", N_("Figures")),
    ("/privacy", N_("Privacy")),
)


def first_places(path: str, said: Words) -> list[Place]:
    """Return the places that always stand there."""
    return [_place(each, path, said) for each in _FIRST]


def more_places(path: str, said: Words) -> list[Place]:
    """Return the places behind "More"."""
    return [_place(each, path, said) for each in _MORE]


def _place(named: tuple[str, str], path: str, said: Words) -> Place:
    address, label = named
    here = path == address or path.startswith(f"{address}/")
    return Place(path=address, label=said.text(label), here=here)
