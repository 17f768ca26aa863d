"""Where work runs: the same tasks, here one after the other, in processes of this machine, or on a cluster."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class Engine(Protocol):
    """Runs a picklable function on every task; results come as they are ready, in any order."""

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task."""
        ...
