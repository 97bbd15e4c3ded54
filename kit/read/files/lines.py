"""Lines of a text stream, with their numbers; Problem is what takes note of what is wrong at one."""

from collections.abc import Iterator
from typing import Any, Protocol

# The number of a line, from 1, and its text.
Line = tuple[int, str]


class Problem(Protocol):
    """Takes note of what is wrong at a line; ``lost``: how many things were left out for it.

    What has the same ``once`` in several files is warned of in the first.
    """

    def __call__(self, line: int, why: str, *, lost: int = True, once: str = "") -> None:
        """Note ``why`` at ``line``."""


def read_lines(stream: Any, problem: Problem, *, longest: int) -> Iterator[Line]:
    """Number and text of each line, from 1; a line of more than ``longest`` characters is noted and skipped."""
    number = 0
    while line := stream.readline(longest):
        number += 1
        if len(line) < longest or line.endswith(("\n", "\r")):
            yield number, line
            continue
        problem(number, f"the line is longer than {longest:,} characters; it is skipped")
        while (rest := stream.readline(longest)) and not rest.endswith(("\n", "\r")):
            pass
