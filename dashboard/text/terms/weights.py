"""The model's weights, read from weights.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class ReadingWeights(NamedTuple):
    """What makes a reading more or less likely by itself; weights.toml says what each is."""

    verb: float
    guess_noun: float
    guess_verb: float
    letter: float
    no_tanween: float
    looks_inflected: float
    looks_suffixed: float
    looks_defined: float
    unlike_adjective: float
    odd_ending: float
    listed_bonus: float
    margin: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of single readings, and how lemmas are weighed against each other."""

    readings: ReadingWeights
    unlisted: float
    listed: float
    rounds: int
    sharpness: float
    count_power: float


@cache
def weights() -> Weights:
    """The weights that ship with the program."""
    table = tomllib.loads(files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))
    readings = ReadingWeights(*(float(table["readings"][name]) for name in ReadingWeights._fields))
    return Weights(readings, table["unlisted"], table["listed"], table["rounds"], table["sharpness"], table["count_power"])
