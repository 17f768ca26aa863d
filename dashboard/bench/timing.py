"""Calls timed in turn, so that whatever slows the machine for a while slows all of them."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

OURS = "marsad"


@dataclass(frozen=True, slots=True)
class Figure:
    """What one tool took for one part: seconds of each run, and how much it worked through where that is told (MB)."""

    part: str
    tool: str
    seconds: tuple[float, ...]
    megabytes: float | None = None

    def row(self, ours: "Figure | None") -> dict[str, Any]:
        """The figure in milliseconds, and how many times as long as the project it took (medians)."""
        median = statistics.median(self.seconds)
        return {
            "part": self.part, "tool": self.tool, "runs": len(self.seconds), "median_ms": _ms(median), "low_ms": _ms(min(self.seconds)),
            "p95_ms": _ms(_quantile(self.seconds, 0.95)), "high_ms": _ms(max(self.seconds)),
            "mb_per_s": None if self.megabytes is None else round(self.megabytes / median, 1),
            "ratio": None if ours is None else round(median / statistics.median(ours.seconds), 1),
        }  # fmt: skip


def in_turn(calls: Mapping[str, Callable[[], Any]], *, runs: int) -> tuple[dict[str, tuple[float, ...]], dict[str, Any]]:
    """The seconds of each call, so many times one after the other, and what each gave the last time. The first round is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    answers: dict[str, Any] = {}
    for round_ in range(runs + 1):
        for name, call in calls.items():
            began = time.perf_counter()
            answers[name] = call()
            if round_:
                seconds[name].append(time.perf_counter() - began)
    return {name: tuple(taken) for name, taken in seconds.items()}, answers


def rows(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Figures as rows, each peer beside the project's figure for the same part."""
    ours = {figure.part: figure for figure in figures if figure.tool == OURS}
    return [figure.row(None if figure.tool == OURS else ours.get(figure.part)) for figure in figures]


def _quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _ms(seconds: float) -> float:
    return round(seconds * 1e3, 3)
