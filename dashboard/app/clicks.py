"""What a click on a chart does to the selection."""

from collections.abc import Callable
from typing import Any

from dashboard.app import state
from dashboard.app.data import Scene
from dashboard.charts import periods

Clicked = Callable[[dict[str, Any]], None]


def adding(scene: Scene, field: str, key: str | None = None) -> Clicked:
    """Add the clicked point's `key` to a field of the selection."""

    def clicked(point: dict[str, Any]) -> None:
        value = point.get(key or field)
        if value:
            state.choose(state.now(scene.side).adding(field, str(value)), scene.side or None)

    return clicked


def contexts(key: str = "term") -> Clicked:
    """Open the concordance of the clicked point's `key`."""

    def clicked(point: dict[str, Any]) -> None:
        if point.get(key):
            state.open_contexts(str(point[key]))

    return clicked


def only_source(scene: Scene) -> Clicked:
    """Make the clicked source the only one."""

    def clicked(point: dict[str, Any]) -> None:
        if point.get("source"):
            state.choose(state.now(scene.side).replacing(source=(str(point["source"]),)), scene.side or None)

    return clicked


def period(scene: Scene) -> Clicked:
    """Narrow the dates to the clicked period, or to the undated."""

    def clicked(point: dict[str, Any]) -> None:
        value = point.get("period")
        if value:
            chosen = state.now(scene.side).replacing(since=periods.start(str(value)), until=periods.last(str(value)), undated="auto")
        else:
            chosen = state.now(scene.side).replacing(since=None, until=None, undated="only")
        state.choose(chosen, scene.side or None)

    return clicked
