"""A story that proves to be two is parted: the older part keeps number and posts, the younger begins anew."""

from __future__ import annotations

from datetime import timedelta

from bot.core.types import Article, Placement
from bot.ports import Storage
from bot.steps.group_articles import group_articles
from tests.fakes import FakeClock, make_app
from tests.make import NOW, at, make_article, make_outlet

BANSTEAD = (
    "A fire destroyed the Hollin supermarket in Banstead early on Friday, Surrey firefighters said.",
    "Firefighters from across Surrey fought a blaze at the Hollin supermarket in Banstead, said Ada Pryor.",
    "Ada Pryor of the Surrey fire service said the roof of the Hollin supermarket in Banstead had fallen in.",
    "The Hollin supermarket in Banstead will be pulled down after the fire, Ada Pryor said in Surrey.",
)
WEXCOMBE = (
    "A fire tore through the Hollin supermarket in Wexcombe on Sunday and police in Dorset arrested a man.",
    "Dorset police arrested a man after a blaze at the Hollin supermarket in Wexcombe, said Ned Talbot.",
    "A man denied setting fire to the Hollin supermarket in Wexcombe, Ned Talbot of Dorset police said.",
    "Ned Talbot of the Dorset police said the fire at the Hollin supermarket in Wexcombe was set on purpose.",
)


async def bring(storage: Storage, text: str, minute: float) -> Article:
    article = make_article(
        outlet=make_outlet(f"Outlet {minute:.0f}"),
        title=" ".join(text.split()[:9]),
        text=text,
        published_at=at(minute),
        arrived_at=at(minute),
    )
    return await storage.articles.save_article(article, None)


async def place_in_one(storage: Storage) -> int:
    """Seven articles on two fires that were all taken for one event."""
    texts = [text for pair in zip(BANSTEAD, WEXCOMBE, strict=True) for text in pair][:7]
    ids = [(await bring(storage, text, number)).id for number, text in enumerate(texts, start=1)]
    (story_id,) = await storage.stories.save_placement(Placement(founded=(tuple(ids),)), NOW, NOW, NOW)
    return story_id


async def list_texts(storage: Storage, story_id: int) -> set[str]:
    return {article.text for article in await storage.articles.list_of_story(story_id)}


async def test_the_younger_part_becomes_a_story_and_the_older_keeps_its_number(storage: Storage) -> None:
    clock = FakeClock()
    app = make_app(storage, clock=clock)
    old = await place_in_one(storage)
    clock.move(timedelta(minutes=20))
    await bring(storage, WEXCOMBE[3], 19)
    touched = await group_articles(app)
    (new,) = set(touched) - {old}
    assert await list_texts(storage, old) == set(BANSTEAD)
    assert await list_texts(storage, new) == set(WEXCOMBE)
    left, begun = await storage.stories.get(old), await storage.stories.get(new)
    assert (left.revision, begun.revision) == (2, 1)
    assert left.write_at is not None
    assert begun.write_at == clock.now()
    assert begun.title.startswith("A fire tore through")


async def test_what_was_parted_stays_parted_after_a_restart(storage: Storage) -> None:
    clock = FakeClock()
    old = await place_in_one(storage)
    clock.move(timedelta(minutes=20))
    await bring(storage, WEXCOMBE[3], 19)
    (new,) = set(await group_articles(make_app(storage, clock=clock))) - {old}
    fresh = make_app(storage, clock=clock)
    await bring(storage, "Ned Talbot said in Wexcombe that a man would be in court over the Hollin fire.", 21)
    await bring(storage, "Ada Pryor said in Banstead that the Hollin supermarket fire began in the bakery.", 22)
    clock.move(timedelta(minutes=5))
    assert set(await group_articles(fresh)) == {old, new}
    assert len(await storage.articles.list_of_story(old)) == 5
    assert fresh.live.revisions == {old: 3, new: 2}


async def test_a_part_leaves_only_what_somebody_else_has_not_moved_meanwhile(storage: Storage) -> None:
    old = await place_in_one(storage)
    ids = [article.id for article in await storage.articles.list_of_story(old)]
    everything = Placement(parted=((old, tuple(ids)),))
    assert await storage.stories.save_placement(everything, NOW, NOW, NOW) == ()
    first = Placement(parted=((old, tuple(ids[:3])),))
    _, new = await storage.stories.save_placement(first, NOW, NOW, NOW)
    again = await storage.stories.save_placement(Placement(parted=((old, tuple(ids[:4])),)), NOW, NOW, NOW)
    assert len(await storage.articles.list_of_story(new)) == 3
    assert len(again) == 2


QUARRY = (
    "A wall of the Aldmoor quarry slid on Monday and trapped four quarrymen, rescue leader Jory Pell said.",
    "Rescue leader Jory Pell said crews heard knocking from the quarrymen below the slide in Aldmoor quarry.",
    "The four quarrymen trapped in the Aldmoor quarry were brought out alive after nine hours, Jory Pell said.",
    "Two of the four quarrymen brought out of the Aldmoor quarry have broken legs, rescue leader Jory Pell said.",
)


async def place_astray(storage: Storage) -> tuple[int, int, int]:
    """The story of a fire with an article on a slide, that of the slide, and the article's id."""
    texts = [*BANSTEAD[:3], *QUARRY[:3]]
    ids = [(await bring(storage, text, number)).id for number, text in enumerate(texts, start=1)]
    groups = (tuple(ids[:4]), tuple(ids[4:]))
    old, other = await storage.stories.save_placement(Placement(founded=groups), NOW, NOW, NOW)
    return old, other, ids[3]


async def test_a_single_article_is_called_back_by_its_own_story_and_both_are_written_anew(
    storage: Storage,
) -> None:
    clock = FakeClock()
    app = make_app(storage, clock=clock)
    old, other, _ = await place_astray(storage)
    clock.move(timedelta(minutes=20))
    await bring(storage, QUARRY[3], 19)
    assert set(await group_articles(app)) == {old, other}
    assert await list_texts(storage, old) == set(BANSTEAD[:3])
    assert await list_texts(storage, other) == set(QUARRY)
    assert [(await storage.stories.get(one)).revision for one in (old, other)] == [2, 2]
    assert app.live.revisions == {old: 2, other: 2}
    await bring(storage, "Jory Pell said the Aldmoor quarry would stay shut until the slide was cleared.", 21)
    assert await group_articles(app) == (other,)


async def test_an_article_moves_only_out_of_the_story_it_is_in_and_never_leaves_one_empty(
    storage: Storage,
) -> None:
    old, other, stray = await place_astray(storage)
    move = Placement(moved=((stray, old, other),))
    assert await storage.stories.save_placement(move, NOW, NOW, NOW) == (old, other)
    assert await storage.stories.save_placement(move, NOW, NOW, NOW) == ()
    lone = (await bring(storage, BANSTEAD[3], 9)).id
    (new,) = await storage.stories.save_placement(Placement(founded=((lone,),)), NOW, NOW, NOW)
    assert await storage.stories.save_placement(Placement(moved=((lone, new, old),)), NOW, NOW, NOW) == ()
    assert len(await storage.articles.list_of_story(new)) == 1
