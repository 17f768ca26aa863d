"""The benchmark runs, every tool gives the same answers, and its output is kept; how long anything took is nobody's promise here."""

import json
from pathlib import Path

import pytest

from dashboard.bench.corpus import DAYS, FIRST_DAY, SOURCES, records
from dashboard.bench.timing import Figure, in_turn, rows
from dashboard.cli.main import main

KEPT = Path(__file__).with_name("last.json")
PARTS = {
    "words, one core": ["marsad", "scikit-learn", "polars"],
    "build": ["marsad", "scikit-learn, words alone"],
    "copies and text index": ["marsad"],
    "bundle of queries": ["marsad"],
    "the same, beside peers": ["marsad", "duckdb", "polars"],
}


def test_every_tool_counts_the_same_and_answers_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--articles", "300", "--peers", "--runs", "1", "--selections", "4", "--peer-selections", "3", "--jobs", "1", "-o", str(KEPT)]) == 0
    printed = capsys.readouterr().out
    found = json.loads(KEPT.read_bytes())
    tools: dict[str, list[str]] = {}
    for row in found["figures"]:
        tools.setdefault(row["part"], []).append(row["tool"])
        assert row["low_ms"] <= row["median_ms"] <= row["high_ms"]
        assert (row["ratio"] is None) == (row["tool"] == "marsad")
    assert tools == PARTS
    assert found["articles"] == 300
    assert len(set(found["counts"].values())) == 1
    assert found["same_answers"] == {"duckdb": True, "polars": True}
    assert all(part in printed for part in PARTS)


def test_the_corpus_is_the_same_every_time() -> None:
    made = list(records(60))
    assert made == list(records(60))
    assert {one["source"] for one in made} <= set(SOURCES)
    assert all(FIRST_DAY.isoformat() <= one["date"] < FIRST_DAY.replace(year=FIRST_DAY.year + DAYS // 365).isoformat() for one in made if "date" in one)
    assert sum("«" in one["text"] for one in made) > 30


def test_calls_take_turns_and_a_first_round_is_not_counted() -> None:
    order: list[str] = []
    taken, answers = in_turn({"marsad": lambda: order.append("a"), "other": lambda: order.append("b") or 7}, runs=2)
    assert order == ["a", "b"] * 3
    assert [len(seconds) for seconds in taken.values()] == [2, 2]
    assert answers["other"] == 7


def test_a_ratio_says_how_many_times_as_long_a_peer_took() -> None:
    ours, theirs = rows([Figure("part", "marsad", (0.002, 0.001, 0.003), 4.0), Figure("part", "peer", (0.02, 0.03, 0.01))])
    assert (ours["median_ms"], ours["mb_per_s"], ours["ratio"]) == (2.0, 2000.0, None)
    assert (theirs["median_ms"], theirs["mb_per_s"], theirs["ratio"]) == (20.0, None, 10.0)
