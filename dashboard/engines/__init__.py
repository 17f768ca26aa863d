"""Where work runs: the same tasks, here one after the other, in processes of this machine, or on a cluster."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

FAN = 8
"""How many results are joined into one at a time."""


class Engine(Protocol):
    """Runs picklable functions. A task may run twice, where the first run was lost or its worker was thought to be."""

    @property
    def distant(self) -> bool:
        """Whether its processes may be on other machines, which do not see this one's files."""
        ...

    def sees(self, folder: Path) -> bool:
        """Whether all its processes see a folder of this machine."""
        ...

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task as it is ready, in any order."""
        ...

    def reduce(self, function: Callable[[Task], Result], join: Callable[[Sequence[Result]], Result], tasks: Sequence[Task]) -> Result:
        """The results of all tasks (one at least), joined as a tree. `join` takes up to FAN of them, whichever come together."""
        ...


def joined(join: Callable[[Sequence[Result]], Result], results: Iterable[Result]) -> Result:
    """Results joined as a tree in this process, so that no more than FAN a level are held."""
    levels: list[list[Result]] = []
    for result in results:
        carried = result
        for level in levels:
            level.append(carried)
            if len(level) < FAN:
                break
            carried = join(level)
            level.clear()
        else:
            levels.append([carried])
    left = [one for level in levels for one in level]
    return join(left) if len(left) > 1 else left[0]
