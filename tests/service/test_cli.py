"""The command, as a person uses it: a real process' worth of wiring, files on disk, texts read."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from service.cli import main
from service.cli.app import app
from service.cli.frame import ManyChangesError
from service.cli.help import COMMANDS, OPTIONS
from tests.builders import ANNA, JULE, MEHMET, MONDAY, TUESDAY_TEN
from tests.ics import calendar, entry

ROOT = Path(__file__).parents[2]
NOW = ("--now", MONDAY.isoformat())
ENGLISH = ("--lang", "en")
SCHEMA = json.loads((ROOT / "docs" / "preview.schema.json").read_text(encoding="utf-8"))


class Shell:
    """Runs commands in a folder with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Begin with an empty folder."""
        self.folder = folder
        self.environment = {"PLAUSCH_DATA": str(folder / "data"), "COLUMNS": "100", "LANG": "en_GB.UTF-8"}

    def __call__(self, *arguments: str, answer: str = "", code: int = 0) -> str:
        """Run a command; fail where the exit code is another one."""
        result = CliRunner().invoke(app, arguments, env=self.environment, input=answer)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result.output

    def refused(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str
    ) -> str:
        """Run a command that has to end with a sentence and exit code 2."""
        for name, value in self.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("sys.argv", ["plausch", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert ended.value.code == 2
        assert said.out == ""
        assert said.err.startswith("plausch: ")
        return said.err.replace("\n", " ")

    def write(self, name: str, *entries: str) -> Path:
        """Write a calendar file."""
        path = self.folder / name
        path.write_bytes(calendar(*entries))
        return path


@pytest.fixture
def plausch(tmp_path: Path) -> Shell:
    """Give each test a new installation."""
    return Shell(tmp_path)


@pytest.fixture
def week(plausch: Shell) -> Path:
    """Write a week: a meeting, a call, one with colleagues, a series."""
    return plausch.write(
        "week.ics",
        entry("meeting@test"),
        entry("call@test", TUESDAY_TEN.replace(hour=14), lines=("LOCATION:+49 40 66969 4001",)),
        entry("team@test", TUESDAY_TEN.replace(day=25), title="Runde", guests=(MEHMET,)),
        entry("weekly@test", TUESDAY_TEN.replace(day=26), title="Jour fixe", lines=("RRULE:FREQ=WEEKLY",)),
    )


def preview(plausch: Shell, path: Path, *more: str) -> dict[str, Any]:
    """Preview as JSON, held to the schema."""
    shown: dict[str, Any] = json.loads(plausch("preview", str(path), "--json", *NOW, *ENGLISH, *more))
    jsonschema.validate(shown, SCHEMA)
    return shown


def changed(shown: dict[str, Any]) -> dict[str, list[str]]:
    """List the kinds of changes by event."""
    return {
        event["id"]: [change["kind"] for change in event["changes"]]
        for event in shown["events"]
        if event["changes"]
    }


def test_preview_shows_before_after_why_and_the_cost(plausch: Shell, week: Path) -> None:
    """A person sees what would change, why the rest is left alone, and what it costs."""
    before = week.read_bytes()
    said = plausch("preview", str(week), *NOW, *ENGLISH)
    for text in (
        "This looks like the calendar of jule.brandt@nordlicht-personal.example",
        "10:30 ┄┄┄ 10:3",
        "tells 1 guest",
        "There is no video room of yours to link to",
        "Guests would get 6 updates.",
        "Everything can be undone.",
    ):
        assert text in said
    assert week.read_bytes() == before


def test_preview_in_german(plausch: Shell, week: Path) -> None:
    """The same in German."""
    said = plausch("preview", str(week), *NOW, "--lang", "de")
    assert "Alles lässt sich rückgängig machen." in said
    assert "Gäste bekämen 6 Nachrichten." in said
    assert "Everything" not in said


def test_the_language_of_the_environment(plausch: Shell, week: Path) -> None:
    """Without --lang the locale decides."""
    plausch.environment["LANG"] = "de_DE.UTF-8"
    plausch.environment["LC_ALL"] = ""
    plausch.environment["LC_MESSAGES"] = ""
    assert "rückgängig" in plausch("preview", str(week), *NOW)


def test_json_is_held_to_its_schema(plausch: Shell, week: Path) -> None:
    """The object has every documented field, and times with offsets."""
    plausch("settings", "set", "video-room", "https://meet.jit.si/NordlichtJule")
    plausch("settings", "set", "room", "hold")
    shown = preview(plausch, week, "--days", "7")
    assert shown["owner"] == [JULE]
    assert {each["id"] for each in shown["events"]} == {
        "meeting@test",
        "call@test",
        "team@test",
        "weekly@test/20261126T090000Z",
    }
    call = next(each for each in shown["events"] if each["id"] == "call@test")
    assert (call["held_by"], call["phone_numbers"]) == ("phone", ["+4940669694001"])
    assert [each["kind"] for each in call["changes"]] == ["hold_time", "add_video_link", "attach_opener"]
    assert call["start"] == "2026-11-24T14:00:00+01:00"
    team = next(each for each in shown["events"] if each["id"] == "team@test")
    assert (team["client"], team["changes"]) == (False, [])
    assert {each["outcome"] for each in team["verdicts"]} == {"abstain"}


def test_json_of_everything_else(plausch: Shell) -> None:
    """All-day events, cancelled ones and what was left out fit the schema too."""
    path = plausch.write(
        "odd.ics",
        "BEGIN:VEVENT\nUID:d\nDTSTART;VALUE=DATE:20261125\nSUMMARY:Messe\nEND:VEVENT",
        "BEGIN:VEVENT\nUID:x\nDTSTART:never\nEND:VEVENT",
        entry("off@test", lines=("STATUS:CANCELLED",)),
        entry("bomb@test", lines=("RRULE:FREQ=SECONDLY",)),
    )
    shown = preview(plausch, path, "--me", JULE)
    assert [each["code"] for each in shown["left_out"]] == ["no_start", "too_dense"]
    fair = next(each for each in shown["events"] if each["id"] == "d")
    assert (fair["start"], fair["end"]) == ("2026-11-25", "2026-11-25")


def test_apply_writes_a_copy_and_undo_takes_it_back(plausch: Shell, week: Path) -> None:
    """The input stays, the copy has the changes, a second look has none, undo restores the bytes."""
    before, out = week.read_bytes(), plausch.folder / "out.ics"
    said = plausch("apply", str(week), "-o", str(out), *NOW, *ENGLISH)
    assert "events were changed in" in said
    assert "Take it back with: plausch undo" in said
    assert week.read_bytes() == before != out.read_bytes()
    assert changed(preview(plausch, out)) == {}
    assert "events are as they were." in plausch("undo", str(out), *NOW, *ENGLISH)
    assert out.read_bytes() == before
    assert "nothing to take back" in plausch("undo", str(out), *NOW, *ENGLISH)


def test_apply_twice_gives_the_same(plausch: Shell, week: Path) -> None:
    """Applied again to the same copy, the copy is the same, the older one is kept, nothing is blamed."""
    out = plausch.folder / "out.ics"
    plausch("apply", str(week), "-o", str(out), *NOW, *ENGLISH)
    once = out.read_bytes()
    plausch("apply", str(week), "-o", str(out), *NOW, *ENGLISH)
    assert out.read_bytes() == once
    assert (plausch.folder / "out.ics.bak").read_bytes() == once
    assert changed(preview(plausch, week))
    plausch("undo", str(out), *NOW, *ENGLISH)
    assert out.read_bytes() == week.read_bytes()


def test_apply_in_place_keeps_a_backup(plausch: Shell, week: Path) -> None:
    """Only --in-place touches the file itself, and then with a backup."""
    before = week.read_bytes()
    plausch("apply", str(week), "--in-place", *NOW, *ENGLISH)
    assert week.read_bytes() != before
    assert (plausch.folder / "week.ics.bak").read_bytes() == before
    assert changed(preview(plausch, week)) == {}


def test_nothing_to_do_touches_nothing(plausch: Shell, week: Path) -> None:
    """A second apply in place, and an undo of nothing, leave the file and its backup as they are."""
    before, backup = week.read_bytes(), plausch.folder / "week.ics.bak"
    plausch("undo", str(week), *NOW, *ENGLISH)
    assert not backup.exists()
    plausch("apply", str(week), "--in-place", *NOW, *ENGLISH)
    written = week.stat().st_mtime_ns
    plausch("apply", str(week), "--in-place", *NOW, *ENGLISH)
    assert (week.stat().st_mtime_ns, backup.read_bytes()) == (written, before)


def test_a_link_stays_a_link(plausch: Shell, week: Path) -> None:
    """In place through a link means the file behind it, and undo finds it either way."""
    before, link = week.read_bytes(), plausch.folder / "link.ics"
    link.symlink_to(week)
    plausch("apply", str(link), "--in-place", *NOW, *ENGLISH)
    assert link.is_symlink()
    assert week.read_bytes() != before
    plausch("undo", str(link), *NOW, *ENGLISH)
    assert week.read_bytes() == before


def test_undo_without_memory_says_so(
    plausch: Shell, week: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file whose edits are not remembered is left alone, and it is said why."""
    plausch("apply", str(week), "--in-place", *NOW, *ENGLISH)
    moved = week.rename(plausch.folder / "moved.ics")
    before = moved.read_bytes()
    refused = plausch.refused(capsys, monkeypatch, "undo", str(moved), *NOW, *ENGLISH)
    assert "does not remember" in refused
    assert moved.read_bytes() == before


def test_undo_of_one_day_one_person_one_edit(plausch: Shell, week: Path) -> None:
    """Undo takes back what was asked for and nothing else."""
    plausch("apply", str(week), "--in-place", *NOW, *ENGLISH)
    assert "2 events are as" in plausch("undo", str(week), "--day", "2026-11-24", *NOW, *ENGLISH)
    assert "nothing" in plausch("undo", str(week), "--person", "tom@vogt.example", *NOW, *ENGLISH)
    assert "nothing" in plausch("undo", str(week), "--edit", "zzz", *NOW, *ENGLISH)
    assert "as they were" in plausch("undo", str(week), "--person", ANNA.address.upper(), *NOW, *ENGLISH)


def test_what_was_taken_back_is_not_made_again(plausch: Shell, week: Path) -> None:
    """After an undo a further apply leaves those events alone."""
    before = week.read_bytes()
    plausch("apply", str(week), "--in-place", *NOW, *ENGLISH)
    plausch("undo", str(week), *NOW, *ENGLISH)
    plausch("apply", str(week), "--in-place", *NOW, *ENGLISH)
    assert week.read_bytes() == before


def test_what_is_done_looks_done(plausch: Shell, week: Path) -> None:
    """A proposal is a dashed seam, what was done a closed one, what was taken back a loose thread."""
    assert "10:30 ┄┄┄ 10:40" in plausch("preview", str(week), *NOW, *ENGLISH)
    assert "10:30 ━━━ 10:40" in plausch("apply", str(week), "--in-place", *NOW, *ENGLISH)
    assert "~~ Tue 24 Nov" in plausch("undo", str(week), *NOW, *ENGLISH)


def test_undo_names_what_stays_in_plain_words(plausch: Shell, week: Path) -> None:
    """Where somebody moved the end since, undo says so without the calendar's own names."""
    plausch("apply", str(week), "--in-place", *NOW, *ENGLISH)
    week.write_bytes(week.read_bytes().replace(b"20261124T104000", b"20261124T105000"))
    said = plausch("undo", str(week), *NOW, *ENGLISH)
    assert "Changed since by somebody else, so it stays: the end" in said
    assert "DTEND" not in said


def test_nothing_to_do_is_said(plausch: Shell) -> None:
    """An empty calendar changes nothing, and says so plainly."""
    path = plausch.write("quiet.ics", entry(guests=(MEHMET,)))
    me = ("--me", JULE, *NOW, *ENGLISH)
    assert "Nothing would change." in plausch("preview", str(path), *me)
    said = plausch("apply", str(path), "-o", str(plausch.folder / "out.ics"), *me)
    assert "Nothing had to be changed." in said
    assert "undo" not in said


WRONG: tuple[tuple[list[str], str], ...] = (
    (["apply", "week.ics"], "either -o FILE or --in-place"),
    (["apply", "week.ics", "-o", "week.ics"], "Use --in-place for that"),
    (["apply", "week.ics", "-o", "nowhere/out.ics"], "does not exist"),
    (["apply", "week.ics", "-o", "."], "is a folder"),
    (["preview", "nothing.ics"], "nothing.ics cannot be read"),
    (["preview", "week.ics", "--now", "tomorrow"], "--now cannot be “tomorrow”"),
    (["preview", "week.ics", "--lang", "fr"], "--lang cannot be “fr”"),
    (["undo", "week.ics", "--day", "heute"], "--day cannot be “heute”"),
    (["people", "add", "Anna"], "neither an e-mail address nor a phone number"),
    (["people", "note", "anna@a.example", "Umzug"], "Nobody is kept under anna@a.example"),
    (["people", "note", "anna@a.example", "x", "--kind", "occasion"], "needs its day"),
    (["people", "note", "anna@a.example", " "], "needs words"),
    (["people", "export", "anna@a.example"], "Nobody is kept"),
    (["people", "add", "anna@a.example", "--set", "colour=red"], "cannot be chosen for a person"),
    (["people", "import", "week.ics"], "no column for e-mail"),
    (["people", "forget", "abc"], "There is no note abc"),
    (["settings", "set", "minutes", "99"], "minutes cannot be “99”"),
    (["settings", "set", "colour", "red"], "There is no setting colour"),
    (["story", "add", " "], "A story has words"),
    (["story", "remove", "abc"], "There is no story abc"),
    (["preview"], "FILE is missing. See: plausch preview --help"),
    (["preview", "week.ics", "--days", "0"], "--days takes N"),
    (["preview", "week.ics", "--foo"], "There is no option --foo. See: plausch preview --help"),
    (["preview", "week.ics", "--now"], "--now cannot be used like this"),
    (["preview", "week.ics", "more"], "“more” is one word too many"),
    (["people", "invite"], "There is no command invite. See: plausch people --help"),
    (["people", "note", "a@a.example", "x", "--kind", "gift"], "--kind takes thread|occasion|fact"),
    (["preview", "broken.ics"], "broken.ics is no calendar file"),
    (["settings", "reset", "colour"], "There is no setting colour"),
)


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_what_cannot_be_done(
    plausch: Shell,
    week: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    said: str,
) -> None:
    """A wrong command ends with one sentence, exit code 2, and nothing written."""
    monkeypatch.chdir(plausch.folder)
    (plausch.folder / "broken.ics").write_text("Hello", encoding="utf-8")
    before = week.read_bytes()
    assert said in plausch.refused(capsys, monkeypatch, *arguments)
    assert week.read_bytes() == before
    assert not (plausch.folder / "out.ics").exists()


@pytest.mark.parametrize("arguments", [arguments for arguments, _ in WRONG if "fr" not in arguments])
def test_what_cannot_be_done_is_said_in_german(
    plausch: Shell,
    week: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
) -> None:
    """Each of these sentences has German words, whether --lang or the locale asks for them."""
    monkeypatch.chdir(week.parent)
    (week.parent / "broken.ics").write_text("Hello", encoding="utf-8")
    english = plausch.refused(capsys, monkeypatch, *arguments)
    plausch.environment["LANG"] = "de_DE.UTF-8"
    german = plausch.refused(capsys, monkeypatch, *arguments)
    assert german != english
    assert not re.search(r"\b(the|cannot|is|See|takes|There)\b", german), german


def test_help_in_german(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A German reader gets German help, on --help and where a command is missing."""
    monkeypatch.setenv("LANGUAGE", "de")
    for arguments in ([], ["people"], ["preview", "--help"], ["people", "note", "--help", "--lang", "de"]):
        monkeypatch.setenv("LANG", "de_DE.UTF-8")
        monkeypatch.setattr("sys.argv", ["plausch", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr().out
        assert not ended.value.code
        assert "Aufruf: plausch" in said
        assert "Diese Hilfe zeigen." in said
        assert not re.search(r"\b(Options|Commands|Show|the)\b", said), said


def test_every_command_and_option_has_help() -> None:
    """Nothing can be called that the help does not explain."""
    commands = dict(commands_below("plausch", get_command(app)))
    assert {name.partition(" ")[2] for name in commands} == set(COMMANDS)
    for name, command in commands.items():
        for param in command.params:
            hidden = getattr(param, "hidden", False)
            known = {f"{name.partition(' ')[2]} {param.name}", param.name} & set(OPTIONS)
            assert hidden or known, f"{name}: {param.name}"


def commands_below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Yield a command and all below it, with their names."""
    yield name, command
    for each, below in getattr(command, "commands", {}).items():
        yield from commands_below(f"{name} {each}", below)


def test_a_damaged_database_shows_no_contents(
    plausch: Shell, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is none ends with a sentence, and without a statement or a value."""
    plausch("story", "list", *ENGLISH)
    (plausch.folder / "data" / "plausch.db").write_bytes(b"no database at all, nowhere near one" * 100)
    said = plausch.refused(capsys, monkeypatch, "story", "list")
    assert "The database of Plausch cannot be used: file is not a database." in said
    assert "SELECT" not in said


def test_an_owner_that_nobody_knows(
    plausch: Shell, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the file does not tell whose it is, preview says so and apply refuses."""
    path = plausch.write("alone.ics", entry(guests=()))
    assert "Name yourself: --me" in plausch("preview", str(path), *NOW, *ENGLISH)
    out = plausch.folder / "out.ics"
    assert "--me" in plausch.refused(capsys, monkeypatch, "apply", str(path), "-o", str(out), *NOW)
    assert not out.exists()


def test_people_and_their_cards(plausch: Shell, week: Path) -> None:
    """What is noted about a person stands on the card, in the order of use."""
    plausch("people", "add", ANNA.address, "--name", "Anna Weber", "--also", "040 66969 4001", *ENGLISH)
    plausch("people", "note", ANNA.address, "der Umzug nach Kiel", "--from", "2026-11-01", *NOW, *ENGLISH)
    plausch("story", "add", "Seit Sonntag backe ich Brot.", *NOW, *ENGLISH)
    shown = preview(plausch, week)
    cards = [
        change["card"]
        for event in shown["events"]
        for change in event["changes"]
        if change["kind"] == "attach_opener"
    ]
    assert "der Umzug nach Kiel" in cards[0]["follow_up"]
    assert [bool(card["share"]) for card in cards][:2] == [True, False]
    listed = plausch("people", "list", *ENGLISH)
    assert "Anna Weber" in listed
    assert "+4940669694001" in listed


def test_a_number_is_as_good_as_an_address(plausch: Shell) -> None:
    """A person can be named by a telephone number, however it is written."""
    plausch("people", "add", "040 66969-4001", "--name", "Anna", *ENGLISH)
    assert json.loads(plausch("people", "export", "+49 40 66969 4001"))["name"] == "Anna"


def test_a_note_that_deserves_a_thought(plausch: Shell) -> None:
    """What may tell about health is kept only after a yes; the alternative is named."""
    plausch("people", "add", ANNA.address, *ENGLISH)
    said = plausch("people", "note", ANNA.address, "wartet auf die Operation", *ENGLISH, answer="n\n", code=1)
    assert "may tell about health" in said
    assert "not-today-until" in said
    assert json.loads(plausch("people", "export", ANNA.address))["notes"] == []
    plausch("people", "note", ANNA.address, "wartet auf die Operation", *ENGLISH, answer="y\n")
    (note,) = json.loads(plausch("people", "export", ANNA.address))["notes"]
    plausch("people", "forget", note["id"], *ENGLISH)
    assert json.loads(plausch("people", "export", ANNA.address))["notes"] == []


def test_erase_asks_and_forgets(plausch: Shell) -> None:
    """Erasing needs a yes and leaves nothing."""
    plausch("people", "add", ANNA.address, *ENGLISH)
    plausch("people", "erase", ANNA.address, *ENGLISH, answer="n\n", code=1)
    assert ANNA.address in plausch("people", "list", *ENGLISH)
    assert "Erased" in plausch("people", "erase", ANNA.address, *ENGLISH, answer="y\n")
    assert "Nobody is kept yet" in plausch("people", "list", *ENGLISH)


def test_erase_names_what_it_cannot_reach(plausch: Shell, week: Path) -> None:
    """Before a person is forgotten it is said that cards in calendar files stay there."""
    plausch("people", "add", ANNA.address, *ENGLISH)
    plausch("apply", str(week), "--in-place", *NOW, *ENGLISH)
    said = plausch("people", "erase", ANNA.address, *ENGLISH, answer="n\n", code=1)
    assert "Cards in calendar files stay there." in said
    plausch("undo", str(week), *NOW, *ENGLISH)
    assert "Cards" not in plausch("people", "erase", ANNA.address, "--yes", *ENGLISH)


def test_import(plausch: Shell) -> None:
    """An address book is taken over."""
    path = plausch.folder / "people.csv"
    path.write_text("Name;E-Mail\nAnna Weber;anna@a.example\nTom;tom@b.example\n", encoding="utf-8")
    assert "2 people were taken over." in plausch("people", "import", str(path), *ENGLISH)
    assert "Tom" in plausch("people", "list", *ENGLISH)


def test_settings(plausch: Shell) -> None:
    """All settings are shown with where they come from; one can be chosen and reset."""
    plausch("settings", "set", "minutes", "8", *ENGLISH)
    shown = plausch("settings", *ENGLISH)
    line = next(line for line in shown.splitlines() if line.startswith("minutes "))
    assert line.split()[1] == "8"
    assert line.rstrip().endswith("(chosen)")
    plausch("settings", "reset", "minutes", *ENGLISH)
    assert "(chosen)" not in plausch("settings", *ENGLISH)


def test_stories(plausch: Shell) -> None:
    """Stories are kept, listed and forgotten."""
    said = plausch("story", "add", "Ich backe Brot.", *ENGLISH)
    story = said.split("Kept as ")[1].split(".")[0]
    assert "Ich backe Brot." in plausch("story", "list", *ENGLISH)
    plausch("story", "remove", story, *ENGLISH)
    assert "There is no story yet" in plausch("story", "list", *ENGLISH)


def test_doctor_and_a_new_key(plausch: Shell) -> None:
    """In order, the doctor says so; after a new key everything can still be read."""
    plausch("story", "add", "Ich backe Brot.", *ENGLISH)
    assert "✗" not in plausch("doctor", *ENGLISH)
    assert "1 text was sealed anew." in plausch("rotate-key", *ENGLISH)
    assert "Ich backe Brot." in plausch("story", "list", *ENGLISH)
    (plausch.folder / "data" / "plausch.key").chmod(0o644)
    assert "✗ plausch.key" in plausch("doctor", *ENGLISH, code=1)


def test_titles_are_not_markup(plausch: Shell) -> None:
    """What stands in a calendar never colours or breaks the terminal."""
    path = plausch.write("odd.ics", entry(title="[bold red]Hallo[/] \x1b[31mrot"))
    said = plausch("preview", str(path), "--me", JULE, *NOW, *ENGLISH)
    assert "[bold red]Hallo[/]" in said
    assert "\x1b" not in said


def test_keys_from_the_environment(
    plausch: Shell, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key setting is read strictly, from itself or from a file, never from both."""
    plausch.environment |= {"PLAUSCH_KEYS": "1:short"}
    assert "PLAUSCH_KEYS holds no usable key" in plausch.refused(capsys, monkeypatch, "story", "list")
    plausch.environment |= {"PLAUSCH_KEYS_FILE": "nowhere"}
    assert "Keep one of them" in plausch.refused(capsys, monkeypatch, "story", "list")
    plausch.environment |= {"PLAUSCH_KEYS": ""}
    assert "cannot be read" in plausch.refused(capsys, monkeypatch, "story", "list")


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_demo(plausch: Shell, language: str) -> None:
    """The sample week is previewed, applied, looked at again, undone, and the next step is told."""
    said = plausch("demo", "--lang", language, *NOW)
    ends = {
        "de": ("0 weitere Änderungen", "Byte für Byte", "Mit dem eigenen Kalender"),
        "en": ("0 further changes", "byte for byte", "With your own calendar"),
    }
    for text in (*ends[language], "┄┄┄", "plausch preview"):
        assert text in said
    assert not os.path.exists(plausch.folder / "data")  # noqa: PTH110  # no installation was touched


def test_very_many_changes_stop_and_ask(plausch: Shell) -> None:
    """Hundreds of events changed at once are not written until that is asked for."""
    rule = ("RRULE:FREQ=HOURLY;COUNT=400",)
    path, out = plausch.folder / "full.ics", plausch.folder / "out.ics"
    path.write_bytes(calendar(entry(minutes=20, lines=rule)))
    asked = ("apply", str(path), "-o", str(out), "--me", JULE, *NOW, *ENGLISH)
    with pytest.raises(ManyChangesError, match="--many"):
        plausch(*asked)
    assert not out.exists()
    assert "events were changed" in plausch(*asked, "--many")
