"""What an exported file says of itself, in the reader's language: of what data it is, of which selection, how much of it is counted, and when it was made."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel import Locale

import dashboard
from dashboard.charts.wording import load
from dashboard.cli.views import Question
from dashboard.corpus import View
from dashboard.selection import Selection

WORDING = Path(__file__).with_name("exporting.toml")
_CHOICES = ("undated", "copies", "voice")


def say(key: str, lang: str) -> str:
    """A heading of exported files."""
    return load(WORDING)[key][lang]


def heading(view: str, asked: Question) -> str:
    """What a file shows: the view, and the words, names or two selections that it is about."""
    sides = [f"{say(f'side_{side}', asked.lang)}: {_chosen(Selection.of_url(asked.options[side]), asked)}" for side in ("a", "b") if asked.options.get(side)]
    about = say("comma", asked.lang).join([*(asked.actors.get(word, word) for word in asked.words), *sides])
    return f"{say(view, asked.lang)}: {about}" if about else say(view, asked.lang)


def provenance(asked: Question, view: str = "") -> dict[str, str]:
    """What a file says of itself: what it shows, where it is one `view`, then program, data, selection in words and as options, denominator, day."""
    lang, options = asked.lang, asked.view.selection.parameters()
    return {
        **({say("shown", lang): heading(view, asked)} if view else {}),
        say("program", lang): dashboard.__version__,
        say("generation", lang): asked.view.corpus.generation.name,
        say("selection", lang): _chosen(asked.view.selection, asked),
        **({say("options", lang): " · ".join(f"{name}: {value}" for name, value in options)} if options else {}),
        say("counted", lang): denominator(asked.view, lang),
        say("made", lang): datetime.date.today().isoformat(),
    }


def citation(asked: Question) -> str:
    """The line to cite a file by: program, data, selection, day; what it counts stands beside it."""
    beside = {say(key, asked.lang) for key in ("counted", "options")}
    return ". ".join(f"{name}: {text}" for name, text in provenance(asked).items() if name not in beside)


def denominator(view: View, lang: str) -> str:
    """How many articles of how many a file counts, how many undated ones are among them or left out, whether copies count, and whose voice."""
    shown, everything, chosen = view.size, view.corpus.generation.rows, view.selection
    said = [say("denominator", lang).format(shown=f"{shown:,}", all=say(f"of_{Locale(lang).plural_form(everything)}", lang).format(n=f"{everything:,}"))]
    for key, number in (("undated", view.undated), ("left_out", view.undated_left_out)):
        said += [say(f"counted_{key}", lang).format(n=f"{number:,}")] if number else []
    said.append(say(f"counted_{chosen.copies}", lang))
    said += [_choice("voice", chosen.voice, lang)] if chosen.voice != "all" else []
    return say("comma", lang).join(said)


def _chosen(chosen: Selection, asked: Question) -> str:
    """A selection in words, the values of a condition together."""
    said: dict[str, list[str]] = {}
    for field, value in chosen.parameters():
        said.setdefault(field, []).append(_value(field, value, asked))
    comma = say("comma", asked.lang)
    return " · ".join(f"{say(f'chosen_{field}', asked.lang)}: {comma.join(values)}" for field, values in said.items()) or say("everything", asked.lang)


def _value(field: str, value: str, asked: Question) -> str:
    if field in _CHOICES:
        return say(f"{field}_{value}", asked.lang)
    names: dict[str, Mapping[str, Any]] = {
        "source": asked.sources, "origin": asked.sources, "actor": asked.actors, "region": Locale(asked.lang).territories,
    }  # fmt: skip
    return str(names.get(field, {}).get(value, value))


def _choice(field: str, value: str, lang: str) -> str:
    return f"{say(f'chosen_{field}', lang)}: {say(f'{field}_{value}', lang)}"
