"""The owner's own small stories."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlmodel import Session, col, select

from policies.context import Story
from service.store.owners import Owned
from service.store.tables import StoryRow


def add_story(session: Session, owned: Owned, story: Story, *, now: datetime) -> str:
    """Keep a story and return its id."""
    row = StoryRow(
        id=uuid4().hex[:12],
        owner_id=owned.id,
        sealed=b"",
        since=story.since,
        until=story.until,
        created=now,
    )
    row.sealed = owned.seal(story.text, f"story:{row.id}")
    session.add(row)
    session.flush()
    return row.id


def load_stories(session: Session, owned: Owned) -> tuple[Story, ...]:
    """Return all stories, oldest first."""
    query = select(StoryRow).where(StoryRow.owner_id == owned.id)
    rows = session.exec(query.order_by(col(StoryRow.created), col(StoryRow.id)))
    return tuple(
        Story(
            id=row.id,
            text=owned.open(row.sealed, f"story:{row.id}"),
            since=row.since,
            until=row.until,
        )
        for row in rows
    )


def change_story(session: Session, owned: Owned, story: Story) -> bool:
    """Put other words or days in a story's place; False where there is none of this id."""
    row = session.get(StoryRow, story.id)
    if row is None or row.owner_id != owned.id:
        return False
    row.sealed = owned.seal(story.text, f"story:{row.id}")
    row.since, row.until = story.since, story.until
    session.add(row)
    return True


def remove_story(session: Session, owned: Owned, story_id: str) -> bool:
    """Forget a story; False where there is none."""
    row = session.get(StoryRow, story_id)
    if row is None or row.owner_id != owned.id:
        return False
    session.delete(row)
    session.flush()
    return True
