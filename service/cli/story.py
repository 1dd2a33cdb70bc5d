"""``plausch story``: the owner's own small stories."""

from __future__ import annotations

from typing import Annotated

import typer

from policies.context import Story
from service.cli.frame import UsageError, day, moment, my_data, say, speaking
from service.store import stories

app = typer.Typer(no_args_is_help=True)
_LONGEST = 300
Lang = Annotated[str | None, typer.Option("--lang", help="de or en.")]
Now = Annotated[str | None, typer.Option("--now", hidden=True)]


@app.command()
def add(
    text: Annotated[str, typer.Argument(help="One or two light sentences.")],
    since: Annotated[str | None, typer.Option("--from", help="From which day it is worth telling.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Until which day.")] = None,
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
    with my_data(at) as (session, owned):
        kept = stories.add_story(session, owned, story, now=at)
    say(said.text("Kept as {id}. Nobody hears it twice.", id=kept))


@app.command("list")
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


@app.command()
def remove(
    story: Annotated[str, typer.Argument(help="The story's id, as the list shows it.")],
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Forget a story."""
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        done = stories.remove_story(session, owned, story)
    if not done:
        message = f"There is no story {story}. See: plausch story list"
        raise UsageError(message)
    say(said.text("Forgotten."))
