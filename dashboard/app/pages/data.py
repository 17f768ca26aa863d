"""Data: where its files come from, and the desks at which an analyst sets it right."""

from dashboard.app import page, state
from dashboard.app.data import Scene
from dashboard.app.desk import cleaning, decisions, files, lexicon, log, mending, naming

_DESKS = {"files": files, "lines": cleaning, "articles": mending, "names": naming, "lexicon": lexicon, "log": log}


def draw(scene: Scene) -> None:
    """What was decided and what waits for a build; under it the desk that the reader is at."""
    if scene.side == "b":
        return
    decisions.strip(scene)
    chosen = state.pick(scene.words("desk"), "desk", tuple(_DESKS), show=lambda name: scene.words(f"desk_{name}"))
    _DESKS[chosen].draw(scene)


page.show(draw, empty=True)
