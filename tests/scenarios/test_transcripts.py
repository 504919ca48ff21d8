"""The transcripts in the documents are what the program says today."""

from __future__ import annotations

import pytest

from tests.scenarios.transcripts import PLACE, TITLES, write_transcript


@pytest.mark.parametrize("name", TITLES)
async def test_a_storys_life_reads_as_written_down(name: str) -> None:
    """Where this fails and the new text is better: `python -m tests.scenarios` writes it anew."""
    assert await write_transcript(name) in PLACE.read_text(encoding="utf-8")
