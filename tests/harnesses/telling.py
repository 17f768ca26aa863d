"""What a long harness says on its way, so that a run which is stopped has said how far it came, and one that fails has found all there is."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import TypeVar

Trial = TypeVar("Trial")
_EVERY = 50


def told(trials: Iterable[Trial], what: str) -> Iterator[Trial]:
    """The trials one after another; every fifty of them are counted aloud."""
    for number, trial in enumerate(trials):
        if number and number % _EVERY == 0:
            print(f"{number} {what}", flush=True)
        yield trial


@contextlib.contextmanager
def noted(findings: list[str], trial: object) -> Iterator[None]:
    """What goes wrong in a trial is said and kept among the findings; those after it are made all the same."""
    try:
        yield
    except Exception as problem:
        findings.append(f"{trial}: {type(problem).__name__}: {problem}")
        print(findings[-1], flush=True)
