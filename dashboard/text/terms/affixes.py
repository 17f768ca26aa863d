"""The affix tables as arrays that the readings kernel walks."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from dashboard.text.terms.coding import coded
from dashboard.text.terms.verbs import Ending

NOUN, PAST, PRESENT = 0, 1, 2
NO_ARTICLE, ARTICLE, ARTICLE_BEFORE_LAM = 0, 1, 2


class Need:
    """What a noun must be to take an ending, as bits."""

    BARE = 1
    FEM = 2
    ATS = 4
    MPL = 8
    DUAL = 16
    CONSTRUCT = 32
    PRONOUN = 64
    TANWEEN = 128


class Affixes(NamedTuple):
    """One row an affix. codes, restored: uint8 [n, widest], as written and as the citation form has it; the rest [n]: lengths, kind, flags int64, weight float64."""

    codes: np.ndarray
    length: np.ndarray
    kind: np.ndarray
    weight: np.ndarray
    flags: np.ndarray
    restored: np.ndarray
    restored_length: np.ndarray


def _affixes(rows: list[tuple[str, int, float, int, str]]) -> Affixes:
    rows = sorted(set(rows), key=lambda row: (row[1], row[0], row[3], row[4], row[2]))
    return Affixes(
        _matrix([row[0] for row in rows]),
        np.array([len(row[0]) for row in rows], np.int64),
        np.array([row[1] for row in rows], np.int64),
        np.array([row[2] for row in rows], np.float64),
        np.array([row[3] for row in rows], np.int64),
        _matrix([row[4] for row in rows]),
        np.array([len(row[4]) for row in rows], np.int64),
    )


def _matrix(texts: list[str]) -> np.ndarray:
    letters = coded(texts)
    matrix = np.zeros((len(texts), max(map(len, texts)) or 1), np.uint8)
    for row, text in enumerate(texts):
        matrix[row, : len(text)] = letters.codes[letters.starts[row] : letters.starts[row + 1]]
    return matrix


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("affixes.toml").read_text(encoding="utf-8"))


@cache
def proclitics() -> Affixes:
    """Every string of proclitics, for nouns, past and present verbs (the personal prefix belongs to it); flags: which article it holds."""
    tables = _tables()["proclitics"]
    rows: list[tuple[str, int, float, int, str]] = []
    noun = tables["noun"]
    for conjunction, first in noun["conjunctions"].items():
        for preposition, second in noun["prepositions"].items():
            weight = first + second
            rows.append((conjunction + preposition, NOUN, weight + noun["bare"], NO_ARTICLE, ""))
            article = "ل" if preposition == "ل" else "ال"
            rows.append((conjunction + preposition + article, NOUN, weight + noun["article"], ARTICLE, ""))
            if preposition == "ل":
                rows.append((conjunction + preposition, NOUN, weight + noun["article"], ARTICLE_BEFORE_LAM, ""))
    for kind, name in ((PAST, "past"), (PRESENT, "present")):
        for conjunction, first in tables[name]["conjunctions"].items():
            for particle, second in tables[name]["particles"].items():
                for person, third in tables[name].get("persons", {"": 0.0}).items():
                    rows.append((conjunction + particle + person, kind, first + second + third, NO_ARTICLE, ""))
    return _affixes(rows)


@cache
def endings() -> Affixes:
    """Every string of endings, pronouns included; flags: Need for nouns, Ending for verbs."""
    tables = _tables()
    rows: list[tuple[str, int, float, int, str]] = []
    for row in tables["noun"]:
        needs = 0
        for name in row["needs"]:
            needs |= getattr(Need, name.upper())
        if not needs & Need.PRONOUN:
            rows.append((row["ending"], NOUN, row["weight"], needs or Need.BARE, row["restores"]))
        if row.get("joins"):
            for pronoun, weight in tables["pronouns"]["noun"].items():
                rows.append((row["ending"] + pronoun, NOUN, row["weight"] + weight, needs | Need.PRONOUN, row["restores"]))
    for kind, name in ((PAST, "past"), (PRESENT, "present")):
        for row in tables[name]:
            for pronoun, weight in tables["pronouns"]["verb"].items() if row.get("pronoun") else (("", 0.0),):
                rows.append((row["ending"] + pronoun, kind, row["weight"] + weight, getattr(Ending, row["after"]), ""))
    return _affixes(rows)
