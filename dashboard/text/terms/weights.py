"""The model's weights, read from weights.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

_READING = (
    "verb", "guess_noun", "guess_verb", "letter", "no_tanween", "looks_inflected", "looks_suffixed", "looks_defined", "unlike_adjective", "odd_ending", "listed_bonus",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """readings: what the readings kernel takes, in its order; the rest weighs lemmas."""

    readings: np.ndarray
    unlisted: float
    listed: float
    rounds: int
    sharpness: float


@cache
def weights() -> Weights:
    """The weights that ship with the program."""
    table = tomllib.loads(files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))
    return Weights(np.array([float(table[name]) for name in _READING]), table["unlisted"], table["listed"], table["rounds"], table["sharpness"])
