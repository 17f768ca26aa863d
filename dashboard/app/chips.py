"""The selection put into words, part by part, each removable."""

from dashboard.app import parts, state, who
from dashboard.app.data import Scene
from dashboard.app.words import Words
from dashboard.charts.labels import plain
from dashboard.selection import Selection

_SEVERAL = ("source", "region", "actor", "term", "id", "origin")


def said(selection: Selection, words: Words, *, outlets: dict[str, str], actors: dict[str, str]) -> list[tuple[str, str]]:
    """Every condition of a selection as (key, text); the key says what to remove."""
    names = {"source": outlets, "origin": outlets, "actor": actors, "region": {code: words.country(code) for code in selection.region}}
    found = []
    for field, value in selection.parameters():
        text = plain(names.get(field, {}).get(value, value))
        if field in ("since", "until"):
            text = f"{words(field)} {words.date(value)}"
        elif field == "source" or field == "actor":
            pass
        elif field in ("undated", "copies", "voice"):
            text = f"{words(field)}: {words(f'{field}_{value}')}"
        else:
            text = f"{words(field)}: {text}"
        found.append((f"{field}={value}", text))
    return found


def without(selection: Selection, key: str) -> Selection:
    """The selection less the condition that a chip's key names; "*" takes all away."""
    if key == "*":
        return Selection()
    field, _, value = key.partition("=")
    return selection.without(field, value if field in _SEVERAL else None)


def show(scene: Scene) -> None:
    """The chips of a scene's selection."""
    side = scene.side or "a"
    slugs = {name: who.understood(scene, [name])[0] for name in scene.selection.actor}
    called = {name: scene.actors[found[0]] for name, found in slugs.items() if found}
    shown = said(scene.selection, scene.words, outlets=scene.outlets, actors=called)
    leads = {f"actor={name}": who.address(found[0]) for name, found in slugs.items() if found}
    parts.chips(shown, scene.words, key=f"chips_{side}", removed=lambda key: state.choose(without(state.now(side), key), side), leads=leads)


def name(scene: Scene, selection: Selection) -> str:
    """A selection in words, on one line."""
    found = said(selection, scene.words, outlets=scene.outlets, actors=scene.actors)
    return scene.words("comma").join(text for _, text in found) or scene.words("everything")
