"""What an owner decides on the command line is in the next build, and nothing is written where it may not be."""

import json
import shutil
from pathlib import Path

import pytest

from dashboard import building
from dashboard.building import Inputs

from .conftest import Run, write_corpus


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus and its cache, to be copied."""
    place = tmp_path_factory.mktemp("own")
    folder = write_corpus(place / "corpus")
    sentence = "وقال سمير الوالي إن العمل يبدأ في الربيع بعد أن تكتمل الدراسات التي كلفت بها مكاتب محلية، وإن النتائج ستعلن في مؤتمر.\n"
    (folder / "page.txt").write_text(f"الرئيسية | اقتصاد | رياضة\nعنوان المقال الوحيد هنا\n\n{sentence * 3}", "utf-8")
    building.build(Inputs((folder,)), place / "cache", jobs=1, derive=False)
    return place


@pytest.fixture
def own(built: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A built corpus of one's own."""
    shutil.copytree(built, tmp_path / "own")
    return tmp_path / "own" / "corpus", tmp_path / "own" / "cache"


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_suggested_name_is_merged_and_counted_after_the_next_build(run: Run, own: tuple[Path, Path]) -> None:
    places = ("--corpus", own[0], "--cache", own[1])
    _, out, _ = run("suggest", *places, "--at-least", 1)
    assert "نجيب السفراني" in {row["name"] for row in rows(out)}
    status, _, said = run("suggest", *places, "--merge", "نجيب السفراني", "سمير الوالي")
    assert (status, "actors.toml" in said) == (0, True)
    run("build", *places, "--jobs", 1)
    _, out, _ = run("actors", "--cache", own[1])
    forms = {row["actor"]: row["forms"] for row in rows(out)}
    assert forms["samir-al-wali"]["نجيب السفراني"] == 12  # type: ignore[index]
    _, out, _ = run("suggest", *places, "--at-least", 1)
    assert "نجيب السفراني" not in {row["name"] for row in rows(out)}


def test_a_rejected_name_is_suggested_no_more_and_an_accepted_one_is_an_actor(run: Run, own: tuple[Path, Path]) -> None:
    places = ("--corpus", own[0], "--cache", own[1])
    assert run("suggest", *places, "--reject", "نجيب السفراني")[0] == 0
    _, out, _ = run("suggest", *places, "--at-least", 1)
    assert "نجيب السفراني" not in {row["name"] for row in rows(out)}
    assert run("suggest", *places, "--accept", "نجيب السفراني", "--kind", "person", "--en", "Najib al-Safrani")[0] == 0
    run("build", *places, "--jobs", 1)
    _, out, _ = run("actors", "--cache", own[1])
    assert [(row["name"], row["kind"], row["mentions"]) for row in rows(out) if row["actor"] == "najib-al-safrani"] == [("نجيب السفراني", "person", 12)]


def test_names_are_looked_up_added_silenced_and_merged(run: Run, own: tuple[Path, Path]) -> None:
    places = ("--corpus", own[0], "--cache", own[1])
    _, out, _ = run("lexicon", *places, "samir al wali")
    assert rows(out) == [
        {"actor": "samir-al-wali", "name": "سمير الوالي", "en": "Samir al-Wali", "kind": "person", "form": "سمير الوالي", "role": "names", "origin": "corpus"}
    ]
    assert run("lexicon", *places, "samir-al-wali", "--add", "سمير بن الوالي", "--silence", "سمير الوالي")[0] == 0
    _, out, _ = run("lexicon", *places, "samir-al-wali")
    assert [(row["form"], row["role"]) for row in rows(out)] == [("سمير بن الوالي", "variants"), ("سمير الوالي", "silenced")]
    assert run("lexicon", *places, "samir-al-wali", "--merge-into", "turkey")[0] == 0
    _, out, _ = run("lexicon", *places, "turkey", "--limit", 1)
    assert "سمير بن الوالي" in {row["form"] for row in rows(out)}


def test_a_removed_line_is_put_back_by_its_text_or_by_its_rule(run: Run, own: tuple[Path, Path]) -> None:
    places = ("--corpus", own[0], "--cache", own[1])
    _, out, _ = run("cleaning", "--cache", own[1])
    line = next(row for row in rows(out) if row["file"] == "page.txt")
    for options in (("--restore", line["text"], "--file", "page.txt"), ("--restore-rule", line["rule"])):
        (own[0] / "corrections.toml").unlink(missing_ok=True)
        assert run("cleaning", *places, *options)[0] == 0
        run("build", *places, "--jobs", 1)
        _, out, _ = run("articles", "--cache", own[1], "--body", "--limit", 0)
        assert any(str(line["text"]) in str(row["body"]) for row in rows(out))


def test_an_article_is_set_right_and_a_new_outlet_is_taken_in_by_its_name(run: Run, own: tuple[Path, Path]) -> None:
    places = ("--corpus", own[0], "--cache", own[1])
    assert run("correct", *places, "page.txt", "--date", "2023-05-06", "--source", "صحيفة الرصيف", "--title", "عنوان آخر")[0] == 0
    assert run("correct", *places, "news.jsonl", "--record", "r3", "--undated", "--source", "صحيفة الميناء", "--origin", "رويترز")[0] == 0
    run("build", *places, "--jobs", 1)
    _, out, _ = run("articles", "--cache", own[1], "--limit", 0)
    found = {row["file"] if row["file"] == "page.txt" else row["record"]: row for row in rows(out)}
    assert (found["page.txt"]["date"], found["page.txt"]["source_name"], found["page.txt"]["title"]) == ("2023-05-06", "صحيفة الرصيف", "عنوان آخر")
    assert (found["r3"]["date"], found["r3"]["date_rule"], found["r3"]["source"], found["r3"]["origin"]) == (None, "correction", "al-mina", "reuters")


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(("suggest", "--accept", "نجيب السفراني"), id="no kind"),
        pytest.param(("suggest", "--accept", "كتاب", "--kind", "place"), id="an ordinary word"),
        pytest.param(("suggest", "--merge", "نجيب السفراني", "لا أحد بهذا الاسم"), id="nobody to merge with"),
        pytest.param(("lexicon", "لا أحد بهذا الاسم", "--add", "اسم"), id="nobody to name"),
        pytest.param(("correct", "page.txt"), id="nothing to correct"),
        pytest.param(("correct", "page.txt", "--date", "أمس"), id="no date"),
        pytest.param(("correct", "nosuch.txt", "--title", "عنوان"), id="a file that is not there"),
        pytest.param(("lexicon", "لا أحد بهذا الاسم"), id="nobody to look up"),
        pytest.param(("cleaning", "--restore", " "), id="no line"),
        pytest.param(("cleaning", "--restore", "سطر لم يحذفه أحد"), id="a line that nothing removed"),
        pytest.param(("lexicon", "turkey", "--silence", "النرويج"), id="another's name"),
        pytest.param(("cleaning", "--restore-rule", "dateline", "--source", "a", "--source", "b"), id="two outlets"),
    ],
)
def test_a_wrong_decision_is_one_clear_line_and_changes_nothing(run: Run, own: tuple[Path, Path], wrong: tuple[str, ...]) -> None:
    before = {path: path.read_bytes() for path in own[0].iterdir()}
    status, _, said = run(wrong[0], "--corpus", own[0], "--cache", own[1], *wrong[1:])
    assert (status, len(said.splitlines())) == (2, 1)
    assert {path: path.read_bytes() for path in own[0].iterdir()} == before


@pytest.mark.parametrize("call", [("suggest", "--reject", "اسم ما"), ("lexicon", "turkey", "--add", "اسم ما"), ("cleaning", "--restore", "سطر"), ("correct", "a", "--title", "ب")])
def test_a_read_only_installation_changes_nothing(run: Run, own: tuple[Path, Path], call: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_READ_ONLY", "1")
    before = {path: path.read_bytes() for path in own[0].iterdir()}
    status, _, said = run(call[0], "--corpus", own[0], "--cache", own[1], *call[1:])
    assert (status, "nothing is changed" in said) == (2, True)
    assert {path: path.read_bytes() for path in own[0].iterdir()} == before
    assert run("lexicon", "--corpus", own[0], "turkey")[0] == 0
