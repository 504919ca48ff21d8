"""Who holds which office: read as sentences tell it, disputed where one office has two holders at one time."""

from __future__ import annotations

import pytest

from bot.core.disagreements import find_disagreements
from bot.core.editing import edit_draft
from bot.core.offices import held_in
from bot.core.selection import write_draft
from bot.core.types import Rules, Summary
from tests.core.test_open_measures import conflicts, frame, tell
from tests.make import at, make_story


def written(*texts: str) -> Summary:
    articles = tell(*texts)
    draft = write_draft(make_story(), articles, Rules(), at(300))
    summary = edit_draft(draft, make_story(), articles, Rules(), at(300)).summary
    assert summary is not None
    return summary


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Dunmore fire chief Carl Hesketh said so.", ("fire chief", "Dunmore", "Carl Hesketh", True)),
        ("The foreign minister, Idris Halabi, said so.", ("foreign minister", "", "Idris Halabi", True)),
        ("The mayor of Castelmar, Bruno Salieri, said so.", ("mayor", "Castelmar", "Bruno Salieri", True)),
        ("Lena Okoro, Tarvia's health minister, said so.", ("health minister", "Tarvia", "Lena Okoro", True)),
        ("Deputy energy minister Jan Kolar said so.", ("energy minister", "", "Jan Kolar", False)),
        ("Former British prime minister Ann Tate said so.", ("prime minister", "British", "Ann Tate", False)),
        ("Garston's acting police chief, Victor Lamb, came.", ("police chief", "Garston", "Victor Lamb", False)),
        ("British Prime Minister Ann Tate’s gamble failed.", ("prime minister", "British", "Ann Tate", True)),
    ],
)
def test_an_office_is_read_with_its_holder_place_and_time(text: str, held: tuple[str, str, str, bool]) -> None:
    assert held_in(text) == (held,)


def test_one_office_with_two_holders_is_told_with_who_names_whom() -> None:
    texts = (
        "Dunmore fire chief Carl Hesketh said paint had been stored.",
        "Dunmore fire chief Alan Rudd said the roof had come down.",
    )
    (found,) = conflicts(*texts)
    assert found.measure == "who is fire chief"
    assert frame(*texts) == "Harbour Post names Carl Hesketh as fire chief; Coast Wire names Alan Rudd."


@pytest.mark.parametrize(
    "texts",
    [
        ("The mayor of Overton, Jill Haines, said so.", "The mayor of Netherby, Roy Tully, said so."),
        ("Garston police chief Dana Moss resigned.", "Garston police chief Victor Lamb took over from Moss."),
        ("Energy minister Olga Stahl said so.", "Deputy energy minister Jan Kolar said so."),
        ("Tarvian foreign minister Adam Bello spoke.", "Maravia's foreign minister, Eva Strom, spoke."),
        ("President Ann Tate spoke in Linz.", "President Bo Reed spoke in Linz."),
        ("Mayor Ann Tate of Linz spoke.", "Mayor Ann Tate-Reed spoke in Linz."),
        ("Health minister Lena Okoro resigned in Linz.", "Health minister Sam Adey was sworn in in Linz."),
        ("Transport minister Leo Brandt spoke.", "Former finance minister Leo Brandt spoke."),
    ],
)
def test_other_places_deputies_and_successors_are_no_second_holder(texts: tuple[str, ...]) -> None:
    assert conflicts(*texts) == []
    assert [one for one in find_disagreements(tell(*texts)) if one.measure.startswith("office of")] == []


def test_an_office_between_commas_in_dispute_leaves_the_bare_name() -> None:
    piece = written(
        "Talks opened in Arken. The foreign minister, Idris Halabi, said the first day had been useful.",
        "Delegations met in Arken. The interior minister, Idris Halabi, said nothing could be agreed so far.",
    )
    told = " ".join(claim.text for claim in piece.claims)
    assert "minister" not in told
    assert "Halabi, said" not in told
    assert "Idris Halabi said" in told
