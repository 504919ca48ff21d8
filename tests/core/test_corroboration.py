"""Which passages of other outlets are cited beside a sentence's own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.corroboration import corroborate
from bot.core.types import Passage, PassageId

TIMES = {2: datetime(2027, 3, 10, 12, tzinfo=UTC)}


def is_told(claim: str, text: str) -> bool:
    passage = Passage(PassageId("2.1"), 2, text, 1, 0, len(text))
    return bool(corroborate(claim, (passage,), TIMES))


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "A man was killed near Garth on Thursday when a tree fell on his car in storm Ysolde, police said.",
            "A man was killed near Garth when a tree fell on his car.",
        ),
        (
            "“We lowered the camera to look at mud,” said Professor Tobias Wren, who led the survey.",
            "“We lowered the camera to look at mud,” Wren told Coast Radio on board.",
        ),
        (
            "“Number one, this is a culture where headquarters knows everything that is going on,” Rice said.",
            "“This is a culture where headquarters knows everything that is going on,” Ms. Rice told Radio One.",
        ),
    ],
)
def test_a_passage_that_lacks_only_what_adds_to_a_sentence_tells_the_same(claim: str, text: str) -> None:
    assert is_told(claim, text)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (  # another verb
            "Housing Minister Gregor Falk resigned over a subsidised flat that he had rented out at a profit.",
            "Housing Minister Gregor Falk rented out a subsidised flat at a profit, tenancy papers show.",
        ),
        (  # a figure that the other has not
            "Rowers from Delling have won the river regatta in Sarn for the fourth time in a row.",
            "Rowers from Delling won the river regatta in Sarn by half a length.",
        ),
        (  # another saying
            "“Every day that passes they get closer and closer to nuclear arms,” Aune is shown saying.",
            "“Every day that passes they get closer and closer to a nuclear bomb,” Aune says.",
        ),
        (  # another word of hers
            "Council leader Brunhild Tulloch said on Monday in the town hall that she was “baffled”.",
            "Council leader Brunhild Tulloch said on Monday in the town hall that the money “is not there”.",
        ),
        (  # another speaker
            "“We lowered the camera to look at mud,” said Professor Tobias Wren.",
            "“We lowered the camera to look at mud,” said Captain Ruben Thackery.",
        ),
        (  # the opposite
            "“To pass this bill in the next couple of weeks would risk a recession,” Summers said.",
            "“Not to pass this bill in the next couple of weeks would risk a recession,” Summers said.",
        ),
        (  # the main clause is missing
            "While the drug remains illegal under federal law, officials have allowed shops to open.",
            "The law is void because the drug remains illegal under federal law, the complaint says.",
        ),
        (  # what was left out is a condition
            "The council will close the old bridge in Karrow, if the engineers find no other way.",
            "The council will close the old bridge in Karrow.",
        ),
    ],
)
def test_a_passage_that_lacks_something_essential_is_not_cited(claim: str, text: str) -> None:
    assert not is_told(claim, text)
