"""The appointment page on PostgreSQL, as in production: forms that come at the same moment."""

from __future__ import annotations

import asyncio

import pytest

from tests.postgres import running as running
from tests.site.site_world import Site, World, slot, start_value

pytestmark = pytest.mark.postgres


async def test_forms_at_the_same_moment_change_once(site: Site, world: World) -> None:
    """Repeats of one move make one change and one message, and so do those of a cancellation."""
    booking = world.book()
    address = world.page(booking)
    for part, form in (
        ("/move", {"start": start_value(2), "sequence": "0"}),
        ("/cancel", {"sequence": "1"}),
    ):
        answers = await asyncio.gather(*(site.post(address + part, form) for _ in range(4)))
        assert {one.status for one in answers} == {303}
    assert (world.row(booking).state, world.row(booking).sequence, len(world.said())) == ("cancelled", 2, 2)


async def test_one_of_two_people_gets_the_last_time(site: Site, world: World) -> None:
    """Two people who confirm the same time: one has moved, the other keeps the old time and is told."""
    mine, theirs = world.book(), world.book(4, "web:other", "+13105550199")
    form = {"start": start_value(8), "sequence": "0"}
    answers = await asyncio.gather(*(site.post(world.page(one) + "/move", form) for one in (mine, theirs)))
    assert sorted(one.status for one in answers) == [303, 409]
    lost = mine if answers[0].status == 409 else theirs
    assert world.row(lost) == lost
    assert [world.row(one).slot == slot(8) for one in (mine, theirs)].count(True) == 1
