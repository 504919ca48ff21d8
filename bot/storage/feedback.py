"""What people thought of stories, one voice a person, story and chat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, delete, func, select

from bot.core.types import Feedback, Opinion, OutletOpinion
from bot.storage.columns import Spelled
from bot.storage.database import Database
from bot.storage.rows import insert_into, list_family
from bot.storage.tables import articles, feedback

_USEFUL = func.sum(case((feedback.c.useful, 1), else_=0))
_VOICES = func.count()


class FeedbackKept:
    """`FeedbackStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, given: Feedback) -> bool:
        key = {"story_id": given.story_id, "channel_id": given.channel_id, "person": given.person}
        values = {"useful": given.useful, "revision": given.revision, "at": given.at}
        by = (feedback.c.channel_id == given.channel_id, feedback.c.person == given.person)
        async with self._database.write() as connection:
            # A voice for what was merged with the story is one for the story.
            mine = (feedback.c.story_id.in_(await list_family(connection, given.story_id)), *by)
            newest = select(feedback.c.useful).where(*mine).order_by(feedback.c.at.desc()).limit(1)
            before = await connection.scalar(newest)
            await connection.execute(delete(feedback).where(*mine))
            if before is given.useful:
                return False
            statement = insert_into(connection, feedback).values(key | values)
            await connection.execute(statement.on_conflict_do_update(index_elements=[*key], set_=values))
            return True

    async def count(self, since: datetime, limit: int) -> tuple[Opinion, ...]:
        query = (
            select(feedback.c.story_id, _USEFUL.label("useful"), _VOICES.label("voices"))
            .where(feedback.c.at >= since)
            .group_by(feedback.c.story_id)
            .order_by(_VOICES.desc(), feedback.c.story_id.desc())
            .limit(limit)
        )
        async with self._database.look() as connection:
            rows = await connection.execute(query)
            return tuple(Opinion(row.story_id, int(row.useful), row.voices - int(row.useful)) for row in rows)

    async def count_by_outlet(self, since: datetime, limit: int) -> tuple[OutletOpinion, ...]:
        judged = select(feedback.c.story_id).where(feedback.c.at >= since)
        told = select(articles.c.story_id, articles.c.outlet_name).where(articles.c.story_id.in_(judged))
        by = told.distinct().subquery()
        query = (
            select(by.c.outlet_name, _USEFUL.label("useful"), _VOICES.label("voices"))
            .select_from(feedback.join(by, by.c.story_id == feedback.c.story_id))
            .where(feedback.c.at >= since)
            .group_by(by.c.outlet_name)
            .order_by(_VOICES.desc(), Spelled(by.c.outlet_name))
            .limit(limit)
        )
        async with self._database.look() as connection:
            rows = await connection.execute(query)
            return tuple(
                OutletOpinion(row.outlet_name, int(row.useful), row.voices - int(row.useful)) for row in rows
            )
