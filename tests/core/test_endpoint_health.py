"""How long an endpoint rests after it failed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.endpoint_health import (
    FIRST_REST,
    LONGEST_ASKED_FOR,
    LONGEST_REST,
    WELL,
    Health,
    Trouble,
    decide_rest,
    try_again,
)
from tests.make import NOW


def rest_of(health: Health) -> timedelta:
    assert health.until is not None
    return health.until - NOW


def fail(health: Health, trouble: Trouble, asked_for: timedelta | None = None) -> Health:
    return decide_rest(health, trouble, "It is out of order.", NOW, asked_for)


def test_the_rest_doubles_from_failure_to_failure_up_to_a_bound() -> None:
    health, rests = WELL, []
    for _ in range(40):
        health = fail(health, Trouble.PASSING)
        rests.append(rest_of(health) / FIRST_REST[Trouble.PASSING])
    assert rests[:5] == [1, 2, 4, 8, 16]
    assert rest_of(health) == LONGEST_REST[Trouble.PASSING]
    assert health.problem == "It is out of order."


def test_what_somebody_must_mend_rests_longer() -> None:
    assert rest_of(fail(WELL, Trouble.LASTING)) > 10 * rest_of(fail(WELL, Trouble.PASSING))


def test_it_rests_until_its_time_and_not_longer() -> None:
    health = fail(WELL, Trouble.PASSING)
    assert health.until is not None
    assert health.rests(NOW)
    assert not health.rests(health.until)
    assert not WELL.rests(NOW)


@given(st.timedeltas(timedelta(), timedelta(days=400)), st.sampled_from([Trouble.PASSING, Trouble.LASTING]))
def test_a_retry_after_only_lengthens_the_rest_and_has_a_bound(asked_for: timedelta, trouble: Trouble) -> None:
    rest = rest_of(fail(WELL, trouble, asked_for))
    assert rest >= min(asked_for, LONGEST_ASKED_FOR)
    assert FIRST_REST[trouble] <= rest <= max(LONGEST_ASKED_FOR, FIRST_REST[trouble])


@pytest.mark.parametrize("health", [WELL, fail(WELL, Trouble.PASSING)])
def test_trouble_with_one_prompt_changes_nothing(health: Health) -> None:
    assert fail(health, Trouble.PROMPT) == health


def test_while_one_call_tries_it_the_others_go_on_without_it() -> None:
    health = try_again(fail(WELL, Trouble.PASSING), NOW + timedelta(hours=1), timedelta(seconds=45))
    assert health.rests(NOW + timedelta(hours=1))
    assert health.failures == 1
