"""Pieces made on demand are found under their key until they are old."""

from __future__ import annotations

from bot.ports import Storage
from tests.make import at, make_summary

KEY, OTHER = "a" * 64, "b" * 64
PIECE = make_summary(story_id=0)


async def test_a_kept_piece_comes_back_whole_and_another_key_finds_nothing(storage: Storage) -> None:
    await storage.pieces.save(KEY, PIECE, at(0), at(-60))
    assert await storage.pieces.find(KEY) == PIECE
    assert await storage.pieces.find(OTHER) is None


async def test_what_is_kept_again_takes_the_place_of_what_was(storage: Storage) -> None:
    await storage.pieces.save(KEY, PIECE, at(0), at(-60))
    newer = make_summary(["The ferry floats again."], story_id=0)
    await storage.pieces.save(KEY, newer, at(1), at(-60))
    assert await storage.pieces.find(KEY) == newer


async def test_what_is_too_old_goes_when_another_is_kept(storage: Storage) -> None:
    await storage.pieces.save(KEY, PIECE, at(0), at(-60))
    await storage.pieces.save(OTHER, PIECE, at(90), at(30))
    assert await storage.pieces.find(KEY) is None
    assert await storage.pieces.find(OTHER) == PIECE
