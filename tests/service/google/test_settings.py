"""Settings for Google: strict, and named where they cannot be used."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from service.google.scopes import SCOPES
from service.settings import SettingError, read_environment

CLIENT = {"PLAUSCH_GOOGLE_CLIENT_ID": "1-x.apps.googleusercontent.com"}
BOTH = CLIENT | {"PLAUSCH_GOOGLE_CLIENT_SECRET": "GOCSPX-secret"}
PERMISSIONS = Path(__file__).parents[3] / "docs" / "permissions.md"


def test_nothing_is_set() -> None:
    """Without settings Google is not known, nobody comes in by themselves, and nobody is asked to call."""
    found = read_environment({})
    assert (found.google, found.public_url, found.sign_up) == (None, "", frozenset())


def test_everything_is_set(tmp_path: Path) -> None:
    """The secret may stand in a file, and is not shown with the settings."""
    file = tmp_path / "secret"
    file.write_text("GOCSPX-secret\n")
    found = read_environment(
        CLIENT
        | {
            "PLAUSCH_GOOGLE_CLIENT_SECRET_FILE": str(file),
            "PLAUSCH_PUBLIC_URL": "https://plausch.example/",
            "PLAUSCH_SIGN_UP": "Nordlicht.example, suedwind.example",
            "PLAUSCH_GIVE_UP_HOURS": "36",
            "PLAUSCH_GOOGLE_API": "http://127.0.0.1:9/calendar/v3",
        }
    )
    assert found.google is not None
    assert found.google.client_secret == "GOCSPX-secret"
    assert found.google.api == "http://127.0.0.1:9/calendar/v3/"
    assert found.google.token == "https://oauth2.googleapis.com/token"
    assert found.public_url == "https://plausch.example"
    assert found.patience == timedelta(hours=36)
    assert found.sign_up == {"nordlicht.example", "suedwind.example"}
    assert "GOCSPX" not in repr(found)


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        (CLIENT, "PLAUSCH_GOOGLE_CLIENT_SECRET"),
        ({"PLAUSCH_GOOGLE_CLIENT_SECRET": "x"}, "PLAUSCH_GOOGLE_CLIENT_ID"),
        (BOTH | {"PLAUSCH_GOOGLE_CLIENT_ID": "two words"}, "PLAUSCH_GOOGLE_CLIENT_ID"),
        (BOTH | {"PLAUSCH_GOOGLE_CLIENT_SECRET_FILE": "/x"}, "PLAUSCH_GOOGLE_CLIENT_SECRET"),
        (BOTH | {"PLAUSCH_GOOGLE_TOKEN": "http://elsewhere.example/token"}, "PLAUSCH_GOOGLE_TOKEN"),
        (BOTH | {"PLAUSCH_GOOGLE_CERTS": "ftp://127.0.0.1"}, "PLAUSCH_GOOGLE_CERTS"),
        ({"PLAUSCH_PUBLIC_URL": "http://plausch.example"}, "PLAUSCH_PUBLIC_URL"),
        ({"PLAUSCH_PUBLIC_URL": "https://plausch.example/below"}, "PLAUSCH_PUBLIC_URL"),
        ({"PLAUSCH_PUBLIC_URL": "https://plausch.example:none"}, "PLAUSCH_PUBLIC_URL"),
        ({"PLAUSCH_PUBLIC_URL": "https://me@plausch.example"}, "PLAUSCH_PUBLIC_URL"),
        ({"PLAUSCH_PUBLIC_URL": "plausch.example"}, "PLAUSCH_PUBLIC_URL"),
        ({"PLAUSCH_SIGN_UP": "everybody"}, "PLAUSCH_SIGN_UP"),
        ({"PLAUSCH_SIGN_UP": "@nordlicht.example"}, "PLAUSCH_SIGN_UP"),
        ({"PLAUSCH_GIVE_UP_HOURS": "0"}, "PLAUSCH_GIVE_UP_HOURS"),
        ({"PLAUSCH_GIVE_UP_HOURS": "721"}, "PLAUSCH_GIVE_UP_HOURS"),
        ({"PLAUSCH_GIVE_UP_HOURS": "a day"}, "PLAUSCH_GIVE_UP_HOURS"),
    ],
)
def test_what_cannot_be_used(environment: dict[str, str], named: str) -> None:
    """Half a client, an address that is not safe, or a domain that is none: refused by name."""
    with pytest.raises(SettingError, match=named):
        read_environment(environment)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8737", "http://localhost", "http://[::1]:80"])
def test_this_machine_needs_no_certificate(url: str) -> None:
    """On this machine the public address may be without TLS."""
    assert read_environment({"PLAUSCH_PUBLIC_URL": url}).public_url == url


def test_the_document_names_every_right_with_its_reason() -> None:
    """What administrators read is what is asked for, word by word, and nothing else."""
    lines = [line for line in PERMISSIONS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    expected = [f"| `{each.name}` | {each.reason} | {each.without} |" for each in SCOPES.values()]
    assert lines == expected
