"""Whose text an article says it carries."""

from __future__ import annotations

import pytest

from bot.core.credits import drop_credit, read_credit, read_sender, share_agency
from bot.core.types import Outlet
from tests.make import make_article


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("LONDON (Reuters) - The vote was close.", "Reuters"),
        ("PORT ANSEL, Nov 16 (Meridian Press) — A ferry ran aground.", "Meridian Press"),
        ("A ferry ran aground.\n\n— AP", "AP"),
        ("A ferry ran aground. (Reuters)", "Reuters"),
        ("Ein Schiff lief auf Grund.\n\n(dpa)", "dpa"),
        ("Source: Agence France-Presse\n\nA ferry ran aground.", "AFP"),
        ("By Meridian News Agency\n\nA ferry ran aground.", "Meridian News Agency"),
        ("A ferry ran aground, the minister (Labour) - said.", None),
        ("The ministers of the EU (European Union) - met.", None),
        ("Reuters reported that a ferry ran aground.", None),
        ("He told the AP on Monday.\n\nNothing more was said by anyone.", None),
        ("A ferry ran aground.\n\n© Agence France-Presse", "AFP"),
        ("A ferry ran aground.\n\nCopyright 2026 The Associated Press. All rights reserved.", "AP"),
        ("Karrow (dpa/lno) - Ein Schiff lief auf Grund.", "dpa"),
        ("A ferry ran aground.\n\n(Reporting by Ana Bell; Editing by Jo Hall)", "Reuters"),
        ("A ferry ran aground.\n\nAdditional reporting by Reuters", None),
        ("A ferry ran aground.\n\nWith material from AP and AFP.", None),
        ("", None),
    ],
)
def test_a_credit_is_read_where_credits_stand_and_nowhere_else(text: str, credit: str | None) -> None:
    assert read_credit(text) == credit


@pytest.mark.parametrize(
    ("author", "credit"),
    [
        ("The Associated Press", "AP"),
        ("Reuters Staff", "Reuters"),
        ("Olav Kern, Reuters", "Reuters"),
        ("By Ana Bell | AFP", "AFP"),
        ("dpa/afp", "dpa, AFP"),
        ("Harbour and Coast Press", "Harbour and Coast Press"),
        ("Ada Bright", None),
        ("Staff and agencies", None),
        ("Ada Bright and AP", None),
    ],
)
def test_an_agency_as_author_is_a_credit_unless_somebody_of_the_outlet_wrote_with_it(
    author: str, credit: str | None
) -> None:
    assert read_credit("A ferry ran aground.", author) == credit


def test_an_agency_is_known_by_its_credit_and_by_its_own_name() -> None:
    carried = make_article(id=1, outlet="Harbour Post", text="A ferry ran aground.", author="AP")
    itself = make_article(id=2, outlet=Outlet("AP News", "apnews.com"), text="Divers went down.")
    called = make_article(id=6, outlet=Outlet("AP News", "evil.example"), text="Divers went down.")
    both = make_article(id=3, outlet="Arle Echo", text="Divers came up.", author="AP/AFP")
    other = make_article(id=4, outlet="Daily Quay", text="Divers came up.")

    assert read_sender(carried) == read_sender(itself) == "ap"
    assert read_sender(called) == "evil.example"
    assert read_sender(both) == ""
    assert read_sender(other) == "daily quay"
    assert share_agency(carried, both)


def test_a_dateline_keeps_its_place_without_the_agency() -> None:
    assert drop_credit("RIVERTON (Meridian Press) — A bridge fell.") == "RIVERTON — A bridge fell."
