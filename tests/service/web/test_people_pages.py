"""People and stories in a browser without scripts: kept, looked for, taken over, noted, shown, erased."""

from __future__ import annotations

import re
from html import unescape

import pytest

from calendar_sync.edit import EditState
from calendar_sync.plan import Level
from service.store import ledger, people
from tests.builders import ANNA, TOM
from tests.service.web.house import Browser, House, browser, house, ok
from tests.service.web.pages import furnish, ids_of

VCARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{mail}\nEND:VCARD\n"


def person_of(here: House, key: str) -> str:
    """Return the id of somebody who is kept."""
    with here.app.store.session() as session:
        found = people.find_person(session, here.owned(), key)
    assert found is not None
    return found.id


def upload(visitor: Browser, name: str, content: bytes) -> tuple[int, str]:
    """Send an address book; return the status and the page as text."""
    answer = visitor.post(
        "/people/import", data={"csrf": visitor.token}, files={"file": (name, content, "text/plain")}
    )
    return answer.status_code, unescape(answer.text)


def test_somebody_is_kept_and_found() -> None:
    """A person is added with addresses and numbers, and every word of a search has to fit."""
    with house() as here:
        visitor = browser(here)
        sent = visitor.fill_in("/people", name="Anna Weber", keys="Anna.Weber@client.example\n040 1234567")
        page = ok(visitor.get(ok(sent, 303).headers["location"])).text
        assert "Anna Weber" in page
        assert "anna.weber@client.example" in page
        assert "+49401234567" in page
        for words, fits in (("anna", True), ("WEBER client", True), ("4940123", True), ("tom", False)):
            assert (
                "/people/" + person_of(here, "+49401234567") in visitor.get(f"/people?q={words}").text
            ) is fits


def test_the_list_is_searched_while_somebody_types() -> None:
    """A script gets the rows alone."""
    with house() as here:
        furnish(here)
        rows = ok(browser(here).get("/people?q=tom", headers={"HX-Request": "true"})).text
        assert "Tom for" in rows
        assert "<html" not in rows


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", "is needed"),
        ("nobody", "neither an e-mail address nor a phone number"),
        ("a b@client.example", "An e-mail address has up to"),
        ("a" * 300 + "@client.example", "An e-mail address has up to"),
        ("12", "neither an e-mail address nor a phone number"),
    ],
)
def test_somebody_who_cannot_be_found_is_not_kept(keys: str, said: str) -> None:
    """Without a usable address or number nothing is kept, and what was typed stays beside the reason."""
    with house() as here:
        visitor = browser(here)
        page = unescape(ok(visitor.fill_in("/people", name="Anna Weber", keys=keys), 422).text)
        assert said in page
        assert 'value="Anna Weber"' in page
        assert "Nobody is kept yet" in page


def test_an_address_book_is_shown_before_it_is_kept() -> None:
    """The preview says who is new and who has more addresses; nothing is kept before it is sent back."""
    with house() as here:
        furnish(here)
        visitor = browser(here)
        known = VCARD.format(name="Tom", mail=TOM.address)
        more = known.replace("END:", "EMAIL:tom@home.example\nEND:")
        book = VCARD.format(name='Ann "A"; Weber', mail="ann@client.example") + more
        status, page = upload(visitor, "people.vcf", book.encode())
        assert status == 200
        assert "1 person in this file is new" in page
        assert "Keep 2 people" in page
        assert "ann@client.example" not in visitor.get("/people").text
        table = re.search(r'<textarea name="people" hidden>\n(.*?)</textarea>', page, re.DOTALL)
        assert table is not None
        ok(visitor.fill_in("/people/import", people=table[1]), 303)
        page = unescape(visitor.get("/people").text)
        assert "2 people were taken over." in page
        assert 'Ann "A"; Weber' in page
        assert person_of(here, "tom@home.example") == person_of(here, TOM.address)
        status, page = upload(visitor, "people.vcf", book.encode())
        assert "2 people are kept already" in page
        assert "<textarea" not in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("people.vcf", b""),
        ("people.vcf", b"\x00\x01\x02" * 100),
        ("people.vcf", b"BEGIN:VCARD\n" * 2000),
        ("people.vcf", b"BEGIN:VCARD\nVERSION:3.0\n" + b"EMAIL:x@y.example\n" * 9 + b"nonsense"),
        ("people.vcf", b"BEGIN:VCARD\nEMAIL;ENCODING=QUOTED-PRINTABLE;CHARSET=nope:=ZZ@=\nEND:VCARD\n"),
        ("people.vcf", b"BEGIN:VCARD\nEMAIL;ENCODING=BASE64:%%%\nEND:VCARD\n"),
        ("people.csv", b"a;b\n1;2\n"),
        ("people.csv", b'email\n"never closed' + b"x" * 200_000),
        ("people.csv", b"PK\x03\x04" + bytes(range(256)) * 50),
        ("people.csv", b"email\n" + b"no address\n" * 100),
        ("people.csv", b"email\n" + b"".join(b"a%d@x.example\n" % n for n in range(2100))),
        ("../../etc/passwd", b"root:x:0:0"),
        ("<img src=x>.csv", b"a;b\n"),
        ("people.csv", "\ufeffemail\n\u202e@\u202e\n".encode()),
    ],
)  # fmt: skip
def test_address_books_that_cannot_be_used(name: str, content: bytes) -> None:
    """A broken, hostile, empty or far too long file is refused with a sentence, and nothing is kept."""
    with house() as here:
        visitor = browser(here)
        status, page = upload(visitor, name, content)
        assert status == 422, page
        assert 'id="file-error"' in page
        assert "/etc/" not in page
        assert "Nobody is kept yet" in page


def test_no_file_at_all() -> None:
    """Sending the form without a file says what is missing."""
    with house() as here:
        assert "Choose a file first" in ok(browser(here).fill_in("/people/import"), 422).text


def test_a_note_is_kept_with_its_days_and_source() -> None:
    """A thread shows when it is asked about and where it comes from; forgotten, it is gone."""
    with house() as here:
        known = furnish(here)
        visitor, path = browser(here), f"/people/{known['person']}"
        note = {"text": "moves to Kiel", "kind": "thread", "source": "noticed_at_work"}
        ok(visitor.fill_in(f"{path}/notes", **note, since="2026-12-01", until="2026-12-20"), 303)
        page = ok(visitor.get(path)).text
        for text in ("moves to Kiel", "asked about from 1 Dec 2026 until 20 Dec 2026", "noticed at work"):
            assert text in page
        notes = here.client().get(f"/api{path}").json()["notes"]
        (kiel,) = (each["id"] for each in notes if each["text"] == "moves to Kiel")
        ok(visitor.fill_in(f"{path}/notes/{kiel}/forget"), 303)
        assert "moves to Kiel" not in ok(visitor.get(path)).text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": "   "}, "A note needs words."),
        ({"text": "x" * 501}, "up to 500 characters"),
        ({"text": "birthday", "kind": "occasion"}, "An occasion needs its day."),
        ({"text": "a", "since": "tomorrow"}, "This is no day"),
        ({"text": "a", "since": "2026-02-30"}, "This is no day"),
        ({"text": "a", "since": "2026-12-02", "until": "2026-12-01"}, "comes before"),
    ],
)
def test_notes_that_cannot_be(sent: dict[str, str], said: str) -> None:
    """What cannot be kept says why beside its field, and nothing that was typed is lost."""
    with house() as here:
        path = f"/people/{furnish(here)['person']}"
        page = unescape(ok(browser(here).fill_in(f"{path}/notes", **sent), 422).text)
        assert said in page
        assert 'aria-invalid="true"' in page
        assert sent["text"].strip() in page


def test_words_that_deserve_a_second_thought() -> None:
    """A note about somebody's health is asked about first; kept only when that was said once more."""
    with house() as here:
        known = furnish(here)
        visitor, path = browser(here), f"/people/{known['person']}"
        sent = {"text": "was in hospital"}
        page = unescape(ok(visitor.fill_in(f"{path}/notes", **sent), 409).text)
        assert "“hospital” may tell about health." in page
        assert "Not today, without a reason" in page
        assert "was in hospital" not in ok(visitor.get(path)).text
        live = unescape(ok(visitor.fill_in(f"{path}/words", **sent)).text)
        assert "“hospital” may tell about health." in live
        assert ok(visitor.fill_in(f"{path}/words", text="baked bread")).text.strip() == ""
        ok(visitor.fill_in(f"{path}/notes", **sent, confirmed="on"), 303)
        assert "was in hospital" in ok(visitor.get(path)).text


def test_not_today_without_a_reason() -> None:
    """What is kept instead is the day alone."""
    with house() as here:
        known = furnish(here)
        visitor, path = browser(here), f"/people/{known['person']}"
        ok(visitor.fill_in(f"{path}/not-today", text="was in hospital"), 303)
        assert "No small talk until Mon 23 Nov." in ok(visitor.get(path)).text
        assert "hospital" not in ok(visitor.get("/privacy/everything.json")).text


def test_choices_for_one_person() -> None:
    """What is chosen stays until it is as usual again; what cannot be chosen is refused."""
    with house() as here:
        known = furnish(here)
        visitor, path = browser(here), f"/people/{known['person']}"
        ok(visitor.fill_in(f"{path}/choices", room="hold", video="", address="du", minutes="3"), 303)
        shown = here.client().get(f"/api/people/{known['person']}").json()["choices"]
        assert shown == {"room": "hold", "address": "du", "minutes": "3"}
        ok(visitor.fill_in(f"{path}/choices", room="", address="du", minutes=""), 303)
        assert here.client().get(f"/api/people/{known['person']}").json()["choices"] == {"address": "du"}
        page = unescape(ok(visitor.fill_in(f"{path}/choices", minutes="99"), 422).text)
        assert "a whole number from 1 to 10" in page
        assert here.client().get(f"/api/people/{known['person']}").json()["choices"] == {"address": "du"}


def test_name_and_addresses() -> None:
    """A name is changed, addresses are added, and nobody else's are taken."""
    with house() as here:
        known = furnish(here)
        visitor, path = browser(here), f"/people/{known['person']}"
        ok(visitor.fill_in("/people", name="Anna", keys=ANNA.address), 303)
        ok(visitor.fill_in(f"{path}/name", name="Thomas", keys="thomas@client.example"), 303)
        assert person_of(here, "thomas@client.example") == known["person"]
        assert "Thomas" in ok(visitor.get(path)).text
        page = unescape(ok(visitor.fill_in(f"{path}/name", name="Thomas", keys=ANNA.address), 422).text)
        assert "belongs to somebody else" in page


def test_what_an_access_request_would_show() -> None:
    """Page and file hold the same as the command line's export: notes, what was told, dates."""
    with house() as here:
        known = furnish(here)
        visitor, path = browser(here), f"/people/{known['person']}"
        file = ok(visitor.get(f"{path}/shown.json"))
        assert file.json() == here.client().get(f"/api/people/{known['person']}/export").json()
        assert file.headers["content-disposition"] == 'attachment; filename="plausch-person.json"'
        page = unescape(ok(visitor.get(f"{path}/shown")).text)
        for note in file.json()["notes"]:
            assert note["text"] in page


def test_erasing_says_before_what_goes_and_then_it_is_gone() -> None:
    """The page counts what is taken away; afterwards there is no page, no note, and nobody to find."""
    with house() as here:
        known = furnish(here)
        visitor, path = browser(here), f"/people/{known['person']}"
        page = unescape(ok(visitor.get(f"{path}/erase")).text)
        for text in (TOM.address, "4 notes", "4 things told or asked", "cannot be undone"):
            assert text in page
        ok(visitor.fill_in(f"{path}/erase"), 303)
        ok(visitor.get(path), 404)
        assert "a fact for" not in ok(visitor.get("/privacy/everything.json")).text


def test_cards_are_taken_back_before_erasing() -> None:
    """Cards that stand in a calendar are named before, and taken back where that is wanted."""
    with house() as here:
        here.settle_in(level=Level.AUTOMATIC)
        visitor = browser(here)
        ok(visitor.fill_in("/people", name="Anna", keys=ANNA.address), 303)
        path = f"/people/{person_of(here, ANNA.address)}"
        assert "1 card about this person stands in your calendars" in ok(visitor.get(f"{path}/erase")).text
        ok(visitor.fill_in(f"{path}/take-back"), 303)
        here.sync()
        assert "stands in your calendars" not in ok(visitor.get(f"{path}/erase")).text
        with here.app.store.session() as session:
            undone = ledger.entries(session, here.owned(), states=(EditState.UNDONE,), person=ANNA.address)
        assert any(each.opener for each in undone)


def test_stories_are_kept_changed_and_forgotten() -> None:
    """A story has its days, shows to whom it was told, and changes without being told again."""
    with house() as here:
        known = furnish(here)
        visitor = browser(here)
        page = ok(visitor.get("/stories")).text
        assert "prepared for 1 person" in page
        assert f"/people/{known['person']}" in page
        ok(visitor.fill_in("/stories", text="I planted a tree.", since="2026-12-01"), 303)
        assert "from 1 Dec 2026 on" in ok(visitor.get("/stories")).text
        ok(visitor.fill_in(f"/stories/{known['story']}", text="A better story."), 303)
        page = ok(visitor.get("/stories")).text
        assert "A better story." in page
        assert "prepared for 1 person" in page
        ok(visitor.fill_in(f"/stories/{known['story']}/remove"), 303)
        assert "A better story." not in ok(visitor.get("/stories")).text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": ""}, "A story needs words."),
        ({"text": "x" * 301}, "up to 300 characters"),
        ({"text": "a", "until": "31.12.2026"}, "This is no day"),
    ],
)
def test_stories_that_cannot_be(sent: dict[str, str], said: str) -> None:
    """What cannot be kept says why and is still there, for a new story and a changed one."""
    with house() as here:
        story = furnish(here)["story"]
        for path in ("/stories", f"/stories/{story}"):
            page = unescape(ok(browser(here).fill_in(path, **sent), 422).text)
            assert said in page
            assert sent["text"] in page
        assert ids_of(here)["story"] == story


def test_pages_show_values_and_nothing_of_the_program() -> None:
    """No page shows an object of the program in place of what stands in it."""
    with house() as here:
        known = furnish(here)
        for path in (
            "/people",
            f"/people/{known['person']}",
            f"/people/{known['person']}/erase",
            "/settings",
        ):
            page = unescape(ok(browser(here).get(path)).text)
            assert " object at 0x" not in page
            assert "built-in method" not in page
        assert TOM.address in ok(browser(here).get("/people")).text
