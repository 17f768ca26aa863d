"""What the checker refuses, and that the built-in data has nothing of it."""

from pathlib import Path

import pytest

from dashboard.errors import DataFileError
from dashboard.lexicon.checking import problems
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.loading import actor_file

BAKU = '[baku]\nar = "باكو"\nen = "Baku"\nkind = "place"\n'


def test_the_built_in_data_has_no_problem() -> None:
    assert [str(problem) for problem in problems()] == []


def test_the_lexicon_holds_what_was_promised() -> None:
    lexicon = Lexicon.load(institutions=False)
    listed = [name for name in lexicon.names if name.rule is None]
    assert len(lexicon.actors) >= 3_000
    assert len(listed) >= 10_000


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(
            '[x]\nar = "كتاب"\nen = "X"\nkind = "place"', "'كتاب' is an ordinary word", id="an ordinary word"
        ),
        pytest.param('[x]\nar = "س"\nen = "X"\nkind = "place"', "'س' has one letter", id="one letter"),
        pytest.param(
            BAKU + '[b]\nar = "باكو الكبرى"\nen = "B"\nkind = "place"\nshort = ["باكو"]',
            "of [baku] too",
            id="a shared name",
        ),
        pytest.param(
            '[x]\nar = "كسروان"\nen = "X"\nkind = "place"\nstands_for = "y"',
            "does not exist: 'y'",
            id="stands for nobody",
        ),
        pytest.param(
            '[x]\nar = "كسروان"\nen = "X"\nkind = "place"\nstands_for = "x"', "in a loop", id="a loop"
        ),
        pytest.param(
            '[x]\nar = "كسروان"\nen = "X"\nkind = "place"\nepithets = ["قلب الجبل"]',
            "needs `companions`",
            id="an epithet alone",
        ),
        pytest.param('[x]\nar = "كسروان (لبنان)"\nen = "X"\nkind = "place"', "holds a mark", id="a mark"),
        pytest.param(
            BAKU.replace("baku", "b") + 'code = "B"\n' + BAKU + 'code = "B"\n',
            "code B is that of [b]",
            id="a repeated code",
        ),
    ],
)
def test_a_problem_names_its_file_and_entry(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "actors.toml"
    path.write_text(text, encoding="utf-8")
    messages = [str(problem) for problem in problems([path])]
    assert any(complaint in message for message in messages)
    assert all(message.startswith("actors.toml, entry [") for message in messages)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("[x\n", "syntax", id="no TOML"),
        pytest.param('[x]\nen = "X"\nkind = "place"', "entry [x]: misses ar", id="no Arabic name"),
        pytest.param('[x]\nar = "ا"\nen = "X"\nkind = "dog"', "kind 'dog' is not one of", id="no such kind"),
        pytest.param(
            '[x]\nar = "ا"\nen = "X"\nkind = "place"\nshorts = []',
            "unknown field 'shorts'",
            id="no such field",
        ),
        pytest.param(
            '[x]\nar = "ا"\nen = "X"\nkind = "place"\nshort = "ا"', "short must be a list", id="no list"
        ),
        pytest.param("x = 1", "entry 'x'", id="no table"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "actors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        actor_file(path)
    assert complaint in str(error.value)
    assert str(path) in str(error.value)
