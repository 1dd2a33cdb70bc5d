"""People out of address books: vCard and CSV as they are exported."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.people_files import PeopleFileError, read_people

VCARD = """BEGIN:VCARD
VERSION:3.0
FN:Anna Weber
EMAIL;TYPE=WORK:Anna.Weber@Hansen-Logistik.example
TEL;TYPE=CELL:0151 23456789
NOTE:has a dog
END:VCARD
BEGIN:VCARD
VERSION:2.1
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Tom Kr=C3=BCger
TEL;WORK:+49 30 23125001
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ohne Adresse
END:VCARD
"""


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_vcards(tmp_path: Path) -> None:
    """Names, addresses and numbers are taken over; notes are not, and nobody without address."""
    anna, tom = read_people(write(tmp_path, "people.vcf", VCARD), "DE")
    assert (anna.name, anna.addresses, anna.numbers) == (
        "Anna Weber",
        ("anna.weber@hansen-logistik.example",),
        ("+4915123456789",),
    )
    assert (tom.name, tom.numbers) == ("Tom Krüger", ("+493023125001",))
    assert anna.notes == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(
    "text",
    [
        "Name,E-mail 1 - Value,Phone 1 - Value\nTom Krüger,tom@vogt.example,030 23125001\n",
        "Vorname;Nachname;E-Mail-Adresse;Mobil\nTom;Krüger;tom@vogt.example;030 23125001\n",
        "First Name\tLast Name\tE-mail Address\tPhone\nTom\tKrüger\tTom@Vogt.example\t030 23125001\n",
    ],
)
def test_csv(tmp_path: Path, text: str, encoding: str) -> None:
    """Google's, Outlook's and home-made columns, with any separator and encoding."""
    (tom,) = read_people(write(tmp_path, "people.csv", text, encoding), "DE")
    assert (tom.name, tom.addresses, tom.numbers) == (
        "Tom Krüger",
        ("tom@vogt.example",),
        ("+493023125001",),
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("people.csv", "Farbe,Größe\nrot,7\n", r"people\.csv, line 1: no column for e-mail or phone"),
        ("people.csv", "", r"people\.csv, line 1"),
        ("people.vcf", "BEGIN:VCARD\nEND:VEVENT\n", r"people\.vcf"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, text: str, said: str) -> None:
    """The error names the file, the line and what to do."""
    with pytest.raises(PeopleFileError, match=said):
        read_people(write(tmp_path, name, text), "DE")


def test_a_missing_file(tmp_path: Path) -> None:
    """A wrong name is said."""
    with pytest.raises(PeopleFileError, match="Check the name and the rights"):
        read_people(tmp_path / "nothing.csv", "DE")
