"""``plausch story``: the owner's own small stories."""

from __future__ import annotations

from typing import Annotated

import typer

from policies.context import Story
from service.cli.frame import UsageError, day, moment, my_data, say, speaking
from service.cli.help import Command, Group, help_alone
from service.store import stories
from service.words import N_

app = typer.Typer(cls=Group, invoke_without_command=True, callback=help_alone)
_LONGEST = 300
Lang = Annotated[str | None, typer.Option("--lang", metavar="de|en")]
Now = Annotated[str | None, typer.Option("--now", hidden=True)]


@app.command(cls=Command)
def add(
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    since: Annotated[str | None, typer.Option("--from", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY")] = None,
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Keep something small of your own to share."""
    said = speaking(lang)
    if not text.strip() or len(text) > _LONGEST:
        message = N_("A story has words, and up to {limit} characters: two sentences are enough.")
        raise UsageError(message, limit=_LONGEST)
    at = moment(now)
    story = Story(id="", text=text.strip(), since=day(since, "--from"), until=day(until, "--until"))
    with my_data(at) as (session, owned):
        kept = stories.add_story(session, owned, story, now=at)
    say(said.text("Kept as {id}. Nobody hears it twice.", id=kept))


@app.command("list", cls=Command)
def list_(now: Now = None, lang: Lang = None) -> None:
    """List your stories."""
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        found = stories.load_stories(session, owned)
    if not found:
        say(
            said.text(
                'There is no story yet. Begin with: plausch story add "On Sunday I baked my first bread."'
            )
        )
    for each in found:
        say(f"┄ {each.text} [{each.id}]")


@app.command(cls=Command)
def remove(
    story: Annotated[str, typer.Argument(metavar="STORY")],
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Forget a story."""
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        done = stories.remove_story(session, owned, story)
    if not done:
        raise UsageError(N_("There is no story {id}. See: plausch story list"), id=story)
    say(said.text("Forgotten."))
