"""The owner's own small stories."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter

from policies.context import Story
from service.store import stories
from service.web.api.fields import DayText, In, Out, ShortId, Text, day_of
from service.web.caller import Me
from service.web.refusals import NotHereError

router = APIRouter(prefix="/stories", tags=["stories"])


class StoryIn(In):
    """A story; two sentences are enough."""

    text: Text
    since: DayText | None = None
    until: DayText | None = None


class StoryOut(Out):
    """A story that is kept."""

    id: str
    text: str
    since: date | None
    until: date | None


@router.get("")
def all_of_them(me: Me) -> list[StoryOut]:
    """List the stories."""
    with me.session() as session:
        return [_shown(each) for each in stories.load_stories(session, me.owned)]


@router.post("", status_code=201)
def add(me: Me, wanted: StoryIn) -> StoryOut:
    """Keep a story. Nobody hears it twice."""
    story = Story(id="", text=wanted.text, since=day_of(wanted.since), until=day_of(wanted.until))
    with me.session() as session:
        kept = stories.add_story(session, me.owned, story, now=me.now)
    return StoryOut(id=kept, text=story.text, since=story.since, until=story.until)


@router.delete("/{story}", status_code=204)
def forget(me: Me, story: ShortId) -> None:
    """Forget a story."""
    with me.session() as session:
        if not stories.remove_story(session, me.owned, story):
            raise NotHereError


def _shown(story: Story) -> StoryOut:
    return StoryOut(id=story.id, text=story.text, since=story.since, until=story.until)
