"""Ways in which a process ends and a database fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.store.engine import Store, Tx
from bot.store.errors import StoreError


class Killed(BaseException):
    """The process ends here: nothing catches it, nothing after it runs."""


@dataclass
class Death:
    """When the "process" ends: at the n-th write transaction from now, before its first statement or after its commit.

    `happened` tells whether there were as many.
    """

    call: int
    after: bool
    happened: bool = False


def die(patch: pytest.MonkeyPatch, death: Death, mine: Store) -> None:
    """Let the process of this store end as `death` says; what other tests have left running does not count."""
    begin, calls = Store.begin, 0

    @contextmanager
    def dying(store: Store) -> Iterator[Tx]:
        nonlocal calls
        calls += store is mine
        last = store is mine and calls == death.call
        if last and not death.after:
            death.happened = True
            raise Killed
        with begin(store) as tx:
            yield tx
        if last:
            death.happened = True
            raise Killed

    patch.setattr(Store, "begin", dying)


def fail_at(patch: pytest.MonkeyPatch, owner: Any, name: str, error: StoreError, calls: int = 1) -> None:
    """Let the first calls of a function of the store fail, as a database does that is down for a moment."""
    original = getattr(owner, name)
    left = calls

    def failing(*given: Any, **named: Any) -> Any:
        nonlocal left
        if left:
            left -= 1
            raise error
        return original(*given, **named)

    patch.setattr(owner, name, failing)
