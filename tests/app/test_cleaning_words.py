"""Every rule and reason of cleaning has words in both languages."""

import re
import tomllib
from pathlib import Path

import pytest

from dashboard import readers
from dashboard.app.words import Words, tables

ROOM = Path(readers.__file__).parent
SOURCES = "\n".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
FIXED = re.findall(r'Found\("(\w+)", "([^"{]+)"\)', SOURCES)
PHRASES = tomllib.loads((ROOM / "furniture.toml").read_text("utf-8"))


@pytest.mark.parametrize(("reason", "rule"), sorted(set(FIXED)))
def test_a_rule_is_told_in_arabic(reason: str, rule: str) -> None:
    assert not re.search("[A-Za-z]", Words("ar").rule(rule, {}))
    assert f"reason_{reason}" in tables()["texts"]


@pytest.mark.parametrize("kind", PHRASES)
def test_a_kind_of_phrase_is_told_in_both_languages(kind: str) -> None:
    assert f"reason_{kind}" in tables()["texts"]
