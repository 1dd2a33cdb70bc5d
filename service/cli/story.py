"""``plausch story``: the owner's own small stories."""

from __future__ import annotations

from typing import Annotated

import typer

from policies.context import Story
from service.cli.frame import UsageError, day, moment, say, speaking, store, the_owner
from service.store import stories

app = typer.Typer(no_args_is_help=True)
_LONGEST = 300
Lang = Annotated[str | None, typer.Option("--lang", help="de or en.")]
Me = Annotated[
    list[str] | None, typer.Option("--me", help="Your own address, where several owners are kept.")
]
Now = Annotated[str | None, typer.Option("--now", hidden=True)]


@app.command()
def add(
    text: Annotated[str, typer.Argument(help="One or two light sentences.")],
    since: Annotated[str | None, typer.Option("--from", help="From which day it is worth telling.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Until which day.")] = None,
    me: Me = None,
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Keep something small of your own to share."""
    said = speaking(lang)
    if not text.strip() or len(text) > _LONGEST:
        message = f"A story has words, and up to {_LONGEST} characters: two sentences are enough."
        raise UsageError(message)
    at = moment(now)
    story = Story(id="", text=text.strip(), since=day(since, "--from"), until=day(until, "--until"))
    with store() as opened, opened.session() as session:
        owned = the_owner(session, opened, me or [], now=at)
        kept = stories.add_story(session, owned, story, now=at)
    say(said.text("Kept as {id}. Nobody hears it twice.", id=kept))


@app.command("list")
def list_(me: Me = None, now: Now = None, lang: Lang = None) -> None:
    """List your stories."""
    said = speaking(lang)
    with store() as opened, opened.session() as session:
        owned = the_owner(session, opened, me or [], now=moment(now))
        found = stories.load_stories(session, owned)
    if not found:
        say(
            said.text(
                'There is no story yet. Begin with: plausch story add "On Sunday I baked my first bread."'
            )
        )
    for each in found:
        say(f"┄ {each.text} [{each.id}]")


@app.command()
def remove(
    story: Annotated[str, typer.Argument(help="The story's id, as the list shows it.")],
    me: Me = None,
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Forget a story."""
    said = speaking(lang)
    with store() as opened, opened.session() as session:
        owned = the_owner(session, opened, me or [], now=moment(now))
        done = stories.remove_story(session, owned, story)
    if not done:
        message = f"There is no story {story}. See: plausch story list"
        raise UsageError(message)
    say(said.text("Forgotten."))
