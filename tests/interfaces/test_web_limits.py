"""Limits hold for a visitor, and for an address however many visitors it claims to be."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.errors import ConfigError, TookTooLong, TooManyRequests
from qa_bot.web.limits import VISITORS_AN_ADDRESS, Limits, RateLimit
from qa_bot.web.options import WebOptions
from qa_bot.web.visitor import (
    ADDRESS_HEADER,
    VISITOR_COOKIE,
    VISITOR_HEADER,
    VOUCHER,
    VOUCHER_HEADER,
    address_of,
    is_known_again,
    visitor_of,
)


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Request:
    """As much of `gr.Request` as is looked at."""

    session_hash: str | None = "a1b2c3d4e5"
    headers: dict[str, str] = field(default_factory=dict)
    client: Any = field(default_factory=lambda: SimpleNamespace(host="203.0.113.5"))


def is_let_through(limit: RateLimit, visitor: str) -> bool:
    try:
        limit.check(visitor)
    except TooManyRequests:
        return False
    return True


class SlowButSure:
    """The oracle: all times of everybody are kept and counted."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self.times: list[tuple[str, float]] = []

    def check(self, visitor: str, now: float) -> bool:
        lately = [time for who, time in self.times if who == visitor and time > now - self.seconds]
        if len(lately) >= self.most:
            return False
        self.times.append((visitor, now))
        return True


@given(
    most=st.integers(1, 4),
    seconds=st.integers(1, 20),
    steps=st.lists(st.tuples(st.sampled_from(["ann", "재범", "🎏"]), st.integers(0, 8)), max_size=80),
)
def test_nobody_gets_more_than_the_limit_in_any_stretch_of_time_nor_less(
    most: int, seconds: int, steps: list[tuple[str, int]]
) -> None:
    clock = Clock()
    limit, oracle = RateLimit(most, seconds, clock), SlowButSure(most, seconds)
    for visitor, pause in steps:
        clock.now += pause
        assert is_let_through(limit, visitor) == oracle.check(visitor, clock.now)


@given(
    remembered=st.integers(1, 5),
    steps=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), max_size=120),
)
def test_no_number_of_visitors_fills_the_memory(remembered: int, steps: list[tuple[int, int]]) -> None:
    clock = Clock()
    limit = RateLimit(2, 10.0, clock, most_remembered=remembered)
    for visitor, pause in steps:
        clock.now += pause
        is_let_through(limit, str(visitor))
        assert len(limit) <= remembered


def test_a_refusal_says_when_to_come_back_and_coming_back_then_works() -> None:
    clock = Clock()
    limit = RateLimit(2, 60.0, clock)
    limit.check("ann")
    clock.now = 20.5
    limit.check("ann")
    with pytest.raises(
        TooManyRequests, match=r"^that was too much at once; try again in 40 seconds$"
    ) as error:
        limit.check("ann")
    clock.now += error.value.seconds
    limit.check("ann")


def test_a_time_that_is_forgiven_does_not_count() -> None:
    limit = RateLimit(1, 60.0, Clock())
    limit.check("ann")
    limit.forgive("ann")
    limit.check("ann")
    limit.forgive("nobody")
    assert not is_let_through(limit, "ann")


def test_threads_share_a_limit() -> None:
    limit = RateLimit(100, 60.0, Clock())
    passed: deque[bool] = deque()

    def knock() -> None:
        for _ in range(50):
            passed.append(is_let_through(limit, "ann"))

    threads = [threading.Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(passed) == 100


def refusals(limits: Limits, requests: list[Request]) -> list[bool]:
    refused = []
    for request in requests:
        try:
            limits.check_question(request)  # type: ignore[arg-type]
        except TooManyRequests:
            refused.append(True)
        else:
            refused.append(False)
    return refused


def test_a_visitor_of_a_public_page_is_slowed_down_and_the_next_one_is_not() -> None:
    limits = Limits(WebOptions(is_public=True, questions_a_minute=3), Clock())
    assert refusals(limits, [Request()] * 4) == [False, False, False, True]
    assert refusals(limits, [Request(session_hash="other visit")]) == [False]


def test_new_visits_from_one_address_are_limited_too() -> None:
    limits = Limits(WebOptions(is_public=True, questions_a_minute=2), Clock())
    visits = [Request(session_hash=f"visit {number}") for number in range(2 * VISITORS_AN_ADDRESS + 1)]
    assert refusals(limits, visits) == [*[False] * (2 * VISITORS_AN_ADDRESS), True]
    elsewhere = Request(session_hash="visit 0", client=SimpleNamespace(host="203.0.113.9"))
    assert refusals(limits, [elsewhere]) == [False]


def test_a_refused_visitor_uses_up_nothing_of_its_neighbours() -> None:
    limits = Limits(WebOptions(is_public=True, questions_a_minute=1), Clock())
    refusals(limits, [Request()] * 50)
    others = [Request(session_hash=f"visit {number}") for number in range(VISITORS_AN_ADDRESS - 1)]
    assert refusals(limits, others) == [False] * (VISITORS_AN_ADDRESS - 1)


def test_questions_and_articles_have_limits_of_their_own() -> None:
    limits = Limits(WebOptions(is_public=True, questions_a_minute=1, adds_an_hour=1), Clock())
    limits.check_question(Request())  # type: ignore[arg-type]
    limits.check_add(Request())  # type: ignore[arg-type]
    with pytest.raises(TooManyRequests):
        limits.check_add(Request())  # type: ignore[arg-type]


def test_a_page_among_friends_slows_nobody_down() -> None:
    limits = Limits(WebOptions(questions_a_minute=1, adds_an_hour=1), Clock())
    assert refusals(limits, [Request()] * 40) == [False] * 40


def test_work_in_time_gives_its_outcome_and_its_own_errors() -> None:
    limits = Limits(WebOptions())
    assert limits.within_time(lambda: "답") == "답"
    with pytest.raises(ConfigError, match="its own"):
        limits.within_time(lambda: (_ for _ in ()).throw(ConfigError("its own")))


def test_work_that_takes_too_long_is_given_up() -> None:
    limits = Limits(WebOptions(timeout_seconds=1.0))
    go_on = threading.Event()
    try:
        with pytest.raises(TookTooLong, match="more than 1 seconds"):
            limits.within_time(lambda: go_on.wait(30))
    finally:
        go_on.set()


SECRET = "A-secret_of-my-own-42"


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (Request(), Request(), True),
        (Request(), Request(session_hash="another"), False),
        # the page loaded anew: another visit, the same browser
        (
            Request("one", {"cookie": f"a=b; {VISITOR_COOKIE}={SECRET}"}),
            Request("two", {"cookie": f"{VISITOR_COOKIE}={SECRET}"}),
            True,
        ),
        (
            Request("one", {VISITOR_HEADER: SECRET}),
            Request("two", {VISITOR_HEADER: SECRET}),
            True,
        ),
        # what a browser is known by is no use to a program, nor the other way round
        (
            Request("one", {VISITOR_HEADER: SECRET}),
            Request("one", {"cookie": f"{VISITOR_COOKIE}={SECRET}"}),
            False,
        ),
        # too short to be a secret
        (Request("one", {VISITOR_HEADER: "short"}), Request("two", {VISITOR_HEADER: "short"}), False),
        # Gradio's own MCP server comes in one visit for everybody
        (
            Request("mcp", {"x-gradio-user": "mcp", VISITOR_HEADER: SECRET}),
            Request("mcp", {"x-gradio-user": "mcp", VISITOR_HEADER: f"{SECRET}!"[::-1].replace("!", "x")}),
            False,
        ),
    ],
)
def test_the_same_secret_is_the_same_visitor(one: Request, other: Request, is_same: bool) -> None:
    assert (visitor_of(one) == visitor_of(other)) is is_same  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "request_",
    [
        Request(None),
        Request("f3fd4a4749a246e295c581385a18e23a"),  # a single call's, made up by Gradio
        Request("mcp", {"x-gradio-user": "mcp"}),
    ],
)
def test_who_brings_no_secret_is_not_known_again(request_: Request) -> None:
    assert not is_known_again(request_)  # type: ignore[arg-type]
    assert visitor_of(request_) == "address:203.0.113.5"  # type: ignore[arg-type]


def test_a_visitors_name_does_not_give_its_secret_away() -> None:
    for request in (
        Request(SECRET),
        Request(headers={VISITOR_HEADER: SECRET}),
        Request(headers={"cookie": f"{VISITOR_COOKIE}={SECRET}"}),
    ):
        assert is_known_again(request)  # type: ignore[arg-type]
        assert SECRET not in visitor_of(request)  # type: ignore[arg-type]


def test_nobody_at_a_distance_is_whoever_sits_here() -> None:
    assert visitor_of(None) == address_of(None) == "here"


def test_an_address_that_a_request_claims_is_not_believed() -> None:
    claimed = {ADDRESS_HEADER: "8.8.8.8", "x-forwarded-for": "8.8.8.8"}
    assert address_of(Request(headers=claimed)) == "203.0.113.5"  # type: ignore[arg-type]
    guessed = {**claimed, VOUCHER_HEADER: "guess"}
    assert address_of(Request(headers=guessed)) == "203.0.113.5"  # type: ignore[arg-type]
    vouched = {**claimed, VOUCHER_HEADER: VOUCHER}
    assert address_of(Request(headers=vouched)) == "8.8.8.8"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, WebOptions()),
        ({"SPACE_ID": "owner/name"}, WebOptions(is_public=True)),
        ({"SPACE_ID": "owner/name", "QA_BOT_PUBLIC": "no"}, WebOptions()),
        ({"QA_BOT_PUBLIC": "Yes", "QA_BOT_MCP": "1"}, WebOptions(is_public=True, has_mcp=True)),
        ({"QA_BOT_PASSWORD": "열려라 참깨"}, WebOptions(password="열려라 참깨")),
        ({"QA_BOT_QUESTIONS_A_MINUTE": "7"}, WebOptions(questions_a_minute=7)),
        ({"QA_BOT_TIMEOUT_SECONDS": "2.5"}, WebOptions(timeout_seconds=2.5)),
    ],
)
def test_options_come_from_the_environment(environ: dict[str, str], expected: WebOptions) -> None:
    assert WebOptions.load(environ=environ) == expected


def test_an_argument_wins_over_the_environment() -> None:
    environ = {"QA_BOT_PUBLIC": "yes", "QA_BOT_PASSWORD": "env"}
    arguments = {"is_public": False, "password": "argument", "has_mcp": None}
    assert WebOptions.load(arguments, environ=environ) == WebOptions(password="argument")


@pytest.mark.parametrize(
    ("environ", "problem"),
    [
        ({"QA_BOT_PUBLIC": "perhaps"}, 'QA_BOT_PUBLIC is "perhaps"; use yes or no'),
        ({"QA_BOT_MOST_FILES": "viele"}, 'QA_BOT_MOST_FILES is "viele"; use a value of kind int'),
        ({"QA_BOT_MOST_FILES": "0"}, "most_files must be at least 1, not 0"),
        ({"QA_BOT_TIMEOUT_SECONDS": "nan"}, "timeout_seconds must be 1 to 3600, not nan"),
        ({"QA_BOT_PASSWORD": " x"}, "the password begins or ends with a space; leave it out"),
        (
            {"QA_BOT_PASSWORD": "x", "QA_BOT_MCP": "yes"},
            "MCP clients know of no password; leave out the password or the MCP server",
        ),
    ],
)
def test_an_option_that_cannot_be_is_one_line(environ: dict[str, str], problem: str) -> None:
    with pytest.raises(ConfigError) as error:
        WebOptions.load(environ=environ)
    assert str(error.value) == problem


def test_a_password_is_not_printed_with_the_options() -> None:
    assert "sesame" not in repr(WebOptions(password="sesame"))
