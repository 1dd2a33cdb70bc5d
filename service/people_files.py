"""People from files: vCard (.vcf) and CSV, as address books export them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import vobject
from vobject.base import ParseError

from policies.context import Person
from policies.phones import find_numbers
from service.problems import Problem, reason_of
from service.words import N_

_MOST_BYTES = 20 * 2**20
_MOST_ROWS = 50_000
_SEVERAL = ":::"
"""Between several addresses in one field, as Google writes them."""
_NAME = ("name", "full name", "display name", "anzeigename", "vollständiger name", "fn")
_FIRST = ("first name", "given name", "vorname")
_LAST = ("last name", "family name", "nachname")
_MAIL = ("e-mail", "email", "mail", "e-mail address", "email address", "e-mail-adresse")
_PHONE = ("phone", "tel", "telefon", "mobile", "mobil", "handy", "rufnummer", "telephone")


class PeopleFileError(Problem):
    """A file of people cannot be used; the message says where and what to do."""


def read_people(path: Path, region: str) -> tuple[Person, ...]:
    """Read a .vcf or .csv file; people without address and number are passed over."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        message = N_("{file} cannot be read: {reason}. Check the name and the rights.")
        raise PeopleFileError(message, file=path, reason=reason_of(error)) from error
    return people_in(data, path.name, region)


def people_in(data: bytes, name: str, region: str) -> tuple[Person, ...]:
    """Read what such a file holds; ``name`` tells its kind where its contents do not."""
    text = _text(data, name)
    is_card = name.lower().endswith((".vcf", ".vcard")) or text.lstrip().upper().startswith("BEGIN:VCARD")
    found = _from_vcards(text, name, region) if is_card else _from_csv(text, name, region)
    return tuple(person for person in found if person.addresses or person.numbers)


def as_csv(people: Iterable[Person]) -> str:
    """Write people as a table that is read back as it was."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";")
    table.writerow(("name", "email", "phone"))
    for each in people:
        table.writerow((each.name, _SEVERAL.join(each.addresses), " ".join(each.numbers)))
    return out.getvalue()


def _text(data: bytes, name: str) -> str:
    if len(data) > _MOST_BYTES:
        message = N_("{file} is larger than {size} MB. Split it.")
        raise PeopleFileError(message, file=name, size=_MOST_BYTES // 2**20)
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        if encoding == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PeopleFileError(N_("{file} is no text file. Export it as CSV or vCard again."), file=name)


def _from_vcards(text: str, name: str, region: str) -> Iterator[Person]:
    try:
        for card in vobject.readComponents(text, ignoreUnreadable=True):
            full = getattr(card, "fn", None)
            yield _person(
                full.value if full and isinstance(full.value, str) else "",
                _texts(card, "email"),
                _texts(card, "tel"),
                region,
            )
    except (ParseError, ValueError, LookupError) as error:
        # Beside its own error, vobject lets those of codecs through: a charset that is none, broken base64.
        message = N_("{file}, line {line}: this is no vCard. Export the contacts again.")
        raise PeopleFileError(message, file=name, line=getattr(error, "lineNumber", "?")) from error


def _texts(card: vobject.base.Component, name: str) -> list[str]:
    return [each.value for each in card.contents.get(name, ()) if isinstance(each.value, str)]


def _from_csv(text: str, name: str, region: str) -> Iterator[Person]:
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = {column: (column or "").strip().lower() for column in rows.fieldnames or ()}
    if not any(_is(title, _MAIL) or _is(title, _PHONE) for title in columns.values()):
        message = N_("{file}, line 1: no column for e-mail or phone. Name one of them “email” or “phone”.")
        raise PeopleFileError(message, file=name)
    try:
        for number, row in enumerate(rows, start=2):
            if number > _MOST_ROWS:
                message = N_("{file}: more than {limit} lines. Split the file.")
                raise PeopleFileError(message, file=name, limit=_MOST_ROWS)
            yield _from_row(row, columns, region)
    except csv.Error as error:
        message = N_("{file}, line {line}: this line cannot be read. Export the table again.")
        raise PeopleFileError(message, file=name, line=rows.line_num) from error


def _from_row(row: dict[str, str], columns: dict[str, str], region: str) -> Person:
    def values(names: tuple[str, ...]) -> list[str]:
        return [row.get(column) or "" for column, title in columns.items() if _is(title, names)]

    full = next((value for value in _exact(row, columns, _NAME) if value), "")
    parts = [*_exact(row, columns, _FIRST)[:1], *_exact(row, columns, _LAST)[:1]]
    return _person(full or " ".join(filter(None, parts)), values(_MAIL), values(_PHONE), region)


def _exact(row: dict[str, str], columns: dict[str, str], names: tuple[str, ...]) -> list[str]:
    return [(row.get(column) or "").strip() for column, title in columns.items() if title in names]


def _is(title: str, names: tuple[str, ...]) -> bool:
    if any(word in title for word in ("type", "typ", "label", "fax")):
        return False
    return any(
        title == name or title.startswith((f"{name} ", f"{name}-")) or title.endswith(f" {name}")
        for name in names
    )


def _person(name: str, mails: list[str], phones: list[str], region: str) -> Person:
    addresses = [part.strip().lower() for mail in mails for part in mail.split(_SEVERAL) if "@" in part]
    numbers = [number for phone in phones for number in find_numbers(phone, region)]
    return Person(
        id="",
        name=name.strip(),
        addresses=tuple(dict.fromkeys(addresses)),
        numbers=tuple(dict.fromkeys(numbers)),
    )
