"""A set of six articles on three events, in our own words, laid out as the real sets are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

EVENT = "gold-event-"
STORY_ROWS: tuple[dict[str, Any], ...] = (
    {
        "id": "n-1",
        "story": f"{EVENT}bridge",
        "date": "2021-05-03",
        "outlet": "Harbour Post (Online News)",
        "stance": "gold-stance",
        "topic": "gold-topic",
        "url": "https://gold.example/bridge",
        "title": "Arle footbridge closes after inspectors find rust",
        "lead": "The footbridge over the Arle in Riverton was closed on Monday after inspectors found rust on "
        "nine of its cables, the city engineer said.\nThe bridge carries 4,000 people a day. "
        "Work on new cables will begin in June and take about ten weeks, and a ferry will cross until then.",
    },
    {
        "id": "n-2",
        "story": f"{EVENT}bridge",
        "date": "2021-05-03",
        "outlet": "St. Arle's Echo & Times",
        "stance": "gold-stance",
        "topic": "gold-topic",
        "url": "https://gold.example/bridge2",
        "title": "Rust on nine cables shuts Riverton's Arle footbridge",
        "lead": "Riverton closed its footbridge over the Arle on Monday because nine cables are rusting, "
        "inspectors of the city engineer reported. A ferry will take walkers across the river until the cables "
        "have been replaced, which the city expects to happen by the end of August.",
    },
    {
        "id": "n-3",
        "story": f"{EVENT}bakers",
        "date": "2021-05-04",
        "outlet": "Harbour Post (Online News)",
        "stance": "gold-stance",
        "topic": "gold-topic",
        "url": "https://gold.example/bakers",
        "title": "Bakers in Karrow walk out over night pay",
        "lead": "About 600 bakers in Karrow stopped work on Tuesday to demand more money for night shifts, "
        "their union said. The bakeries offered 3 per cent; the union wants 9 per cent and a free Sunday each "
        "month. Talks go on at the town hall on Wednesday.",
    },
    {
        "id": "n-4",
        "story": f"{EVENT}bakers",
        "date": "2021-05-04",
        "outlet": "Daily Quay (Opinion)",
        "stance": "gold-stance",
        "topic": "gold-topic",
        "url": "https://gold.example/bakers2",
        "title": "Karrow bakers' strike over night pay empties shelves",
        "lead": "Shelves were bare in Karrow on Tuesday as some 600 bakers went on strike for more pay at night. "
        "Supermarkets in the town brought bread from Vessmark, and the union said that it would keep its pickets "
        "at the gates until the bakeries make a better offer.",
    },
    {
        "id": "n-5",
        "story": f"{EVENT}comet",
        "date": "2021-06-20",
        "outlet": "Daily Quay (Opinion)",
        "stance": "gold-stance",
        "topic": "gold-topic",
        "url": "https://gold.example/comet",
        "title": "Amateur finds comet with a telescope made of drainpipe",
        "lead": "A retired plumber in Vessmark has found a comet with a telescope he built from a drainpipe, "
        "the observatory there confirmed on Sunday. It will pass the Earth in October, when it may be seen "
        "without a telescope for about two weeks, low in the west after sunset.",
    },
)


@pytest.fixture
def story_set(tmp_path: Path) -> Path:
    """The folder of a tiny set in the form of allsides-stories, rows not in order of date."""
    folder = tmp_path / "allsides-stories" / "dev"
    folder.mkdir(parents=True)
    lines = [json.dumps(row) for row in reversed(STORY_ROWS)]
    (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
