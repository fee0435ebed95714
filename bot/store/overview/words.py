"""Whether a word stands among those of a column that parts them by spaces, as each database finds it fastest."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class HasWord(FunctionElement):  # type: ignore[type-arg]  # generic in the stubs, not at run time
    """Column, word: true where the word, which has no space in it, is one of the column's; spaces on both sides."""

    type = sa.Boolean()
    inherit_cache = True
    name = "has_word"


@compiles(HasWord, "sqlite")  # type: ignore[untyped-decorator]
def _by_reading(element: Any, compiler: Any, **options: Any) -> str:
    column, word = (compiler.process(one, **options) for one in element.clauses)
    return f"(instr({column}, ' ' || {word} || ' ') > 0)"


@compiles(HasWord, "postgresql")  # type: ignore[untyped-decorator]
def _by_index(element: Any, compiler: Any, **options: Any) -> str:
    column, word = (compiler.process(one, **options) for one in element.clauses)
    return f"(string_to_array({column}, ' ') @> ARRAY[CAST({word} AS TEXT)])"
