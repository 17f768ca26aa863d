"""Every command prints the columns that the interface promises, in every format, and wrong calls give one clear line."""

import csv
import errno
import io
import json
import shutil
from pathlib import Path

import pytest

from dashboard.cache import layout

from .conftest import Run, write_corpus

COLUMNS = {
    "articles": "id record file part source source_name region origin date date_text date_rule title byline section language words url",
    "terms": "term count articles share per_million dispersion forms",
    "phrases": "phrase count articles score",
    "trend القمح samir-al-wali": "series period count articles total_articles share",
    "keyness --a source=al-mina --b source=al-jisr --stop-words": "term count_a count_b log_likelihood log_ratio p_adjusted dispersion_a dispersion_b",
    "collocates الميناء": "collocate count expected log_dice log_likelihood",
    "concordance الميناء": "id source date part_of start end left match right",
    "actors": "actor name kind mentions articles sources forms",
    "comentions": "a b count count_a count_b expected npmi log_likelihood within",
    "naming samir-al-wali": "actor source form count share in_marks in_quotes",
    "quotes": "id source date speaker speaker_text speaker_start speaker_end verb verb_class kind part_of text start end",
    "speakers": "speaker name source quotes words verbs",
    "suggest --at-least 1": "name count articles kind evidence example",
    "sources": "source name region articles undated first last words words_per_article sentences lexical_diversity quotes speakers actors own_share origins",
}
_NAMING = "in_reported own own_in_marks in_titles body_in_marks articles epithet".split()
ADDED = {
    "naming samir-al-wali --every month": [*COLUMNS["naming samir-al-wali"].split(), "period", *_NAMING],
    "naming samir-al-wali": [*COLUMNS["naming samir-al-wali"].split(), *_NAMING],
    "actor samir-al-wali --part sources": "source mentions articles total_articles share expected log_likelihood log_ratio".split(),
    "speakers": [*COLUMNS["speakers"].split(), "share", "classes"],
    "comentions --a source=al-mina --b source=al-jisr": [*COLUMNS["comentions"].split(), *"count_in_a count_in_b log_ratio p_adjusted npmi_in_a npmi_in_b".split()],
    "articles --body": [*COLUMNS["articles"].split(), "body"],
}


@pytest.mark.parametrize("command", COLUMNS)
def test_a_command_prints_the_promised_columns(run: Run, cache: Path, command: str) -> None:
    status, out, _ = run(*command.split(), "--cache", cache)
    assert status == 0
    promised = COLUMNS[command].split()
    rows = [json.loads(line) for line in out.splitlines()]
    assert rows
    assert all(list(row)[: len(promised)] == promised for row in rows)


def test_a_trend_has_all_its_rows_or_so_many_as_are_asked_for(run: Run, cache: Path) -> None:
    _, out, _ = run("trend", "القمح", "--every", "day", "--cache", cache)
    _, first, _ = run("trend", "القمح", "--every", "day", "--cache", cache, "--limit", 2)
    assert out.splitlines()[:2] == first.splitlines()
    assert len(out.splitlines()) > 2


def test_an_actor_is_one_object_of_tables_found_by_any_spelling(run: Run, cache: Path) -> None:
    status, out, _ = run("actor", "Sameer", "Alwali", "--cache", cache, "--limit", 3)
    assert status == 0
    said = json.loads(out)
    assert list(said) == "actor forms trend sources companions quotes about speakers words".split()
    assert said["actor"][0]["actor"] == "samir-al-wali"
    assert {pair["a"] for pair in said["companions"]} == {"samir-al-wali"}
    _, one, _ = run("actor", "سمير الوالي", "--part", "companions", "--cache", cache, "--limit", 3)
    assert [json.loads(line) for line in one.splitlines()] == said["companions"]


def test_pairs_of_one_actor_alone(run: Run, cache: Path) -> None:
    _, out, _ = run("comentions", "--beside", "turkey", "--cache", cache)
    assert {json.loads(line)["a"] for line in out.splitlines()} == {"turkey"}


def test_actors_of_one_kind(run: Run, cache: Path) -> None:
    _, out, _ = run("actors", "--kind", "person", "--cache", cache)
    assert {json.loads(line)["kind"] for line in out.splitlines()} == {"person"}


@pytest.mark.parametrize("command", ADDED)
def test_new_columns_stand_at_the_end(run: Run, cache: Path, command: str) -> None:
    _, out, _ = run(*command.split(), "--cache", cache)
    assert list(json.loads(out.splitlines()[0])) == ADDED[command]


@pytest.mark.parametrize("command", ["terms", "quotes", "articles"])
def test_formats_hold_the_same_rows(run: Run, cache: Path, tmp_path: Path, command: str) -> None:
    _, lines, _ = run(command, "--cache", cache)
    rows = [json.loads(line) for line in lines.splitlines()]
    assert json.loads(run(command, "--cache", cache, "--format", "json")[1]) == rows
    assert [list(row) for row in csv.DictReader(io.StringIO(run(command, "--cache", cache, "--format", "csv")[1]))] == [list(row) for row in rows]
    assert run(command, "--cache", cache, "-o", tmp_path / "rows.jsonl") == (0, "", "" if command != "terms" else run(command, "--cache", cache)[2])
    assert (tmp_path / "rows.jsonl").read_text(encoding="utf-8") == lines


@pytest.mark.parametrize("command", ["terms", "quotes", "articles"])
@pytest.mark.parametrize("width", [60, 300])
def test_a_table_shows_the_columns_that_there_is_room_for(
    run: Run, cache: Path, monkeypatch: pytest.MonkeyPatch, command: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    status, out, err = run(command, "--cache", cache, "--format", "table")
    assert status == 0
    assert "الميناء" in out
    assert ("Not shown" in err) == (width == 60)


def test_a_limit_of_none_gives_all(run: Run, cache: Path) -> None:
    assert len(run("articles", "--cache", cache, "--limit", "5")[1].splitlines()) == 5
    assert len(run("articles", "--cache", cache, "--limit", "0")[1].splitlines()) == 12


def test_an_article_is_printed_with_its_text_and_its_removed_lines(run: Run, cache: Path) -> None:
    first = json.loads(run("articles", "--cache", cache, "--limit", "1")[1])
    article = json.loads(run("article", first["id"], "--cache", cache)[1])
    assert article["body"].startswith("وصلت إلى الميناء")
    assert article["removed"] == []


def test_selection_options_meet(run: Run, cache: Path) -> None:
    options = ("--source", "al-mina", "--region", "EG", "--since", "2024-01-01", "--until", "2024-01-31", "--actor", "samir-al-wali", "--term", "القمح")
    _, out, _ = run("articles", "--cache", cache, *options, "--text", '"سفن القمح" AND حرك*')
    rows = [json.loads(line) for line in out.splitlines()]
    assert rows
    assert {(row["source"], row["date"][:7]) for row in rows} == {("al-mina", "2024-01")}


def test_quotes_are_chosen_by_speaker_subject_and_kind(run: Run, cache: Path) -> None:
    quotes = [json.loads(line) for line in run("quotes", "--cache", cache, "--limit", "0")[1].splitlines()]
    assert {quote["speaker"] for quote in quotes} == {"samir-al-wali"}
    about = [json.loads(line) for line in run("quotes", "--cache", cache, "--about", "turkey", "--limit", "0")[1].splitlines()]
    assert about
    assert all("تركيا" in quote["text"] for quote in about)
    assert {json.loads(line)["kind"] for line in run("quotes", "--cache", cache, "--kind", "direct")[1].splitlines()} == {"direct"}
    assert run("quotes", "--cache", cache, "--voice", "outlet")[1] == ""


def test_a_selection_too_small_to_say_is_warned_of(run: Run, cache: Path) -> None:
    assert "too few" in run("terms", "--cache", cache)[2]
    assert "too few" not in run("articles", "--cache", cache)[2]


def test_what_a_command_leaves_out_is_said_beside_its_rows(run: Run, tmp_path: Path) -> None:
    records = [
        {"date": "2024-01-05", "text": "وصلت السفن إلى الميناء في الصباح وبدأت تفريغ القمح."},
        {"text": "قال العمال إن الرصيف الجديد يفتح في الشهر المقبل."},
        {"date": "2024-01-06", "text": "The ships reached the port in the morning and the workers began to unload the wheat."},
        *[{"title": "بلا نص"}] * 7,
    ]
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "news.jsonl").write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), "utf-8")
    _, _, said = run("build", "--corpus", tmp_path / "corpus", "--cache", tmp_path / "cache", "--jobs", 1)
    assert [line for line in said.splitlines() if "Refused" in line] == [
        "Refused news.jsonl, lines 4, 5, 6, 7, 8 and 2 more: bad_record (no field is named text, body or content; there are: title)"
    ]
    _, _, said = run("terms", "--cache", tmp_path / "cache", "--since", "2024-01-01")
    assert "undated, so outside the range: 1 article" in said
    assert "not in Arabic, so their words are not counted: 1 of 2 articles" in said
    status, _, said = run("naming", "سمير", "--cache", tmp_path / "cache")
    assert (status, "No actor 'سمير' in this corpus" in said) == (2, True), "a corpus that names nobody has nobody near, either"


def test_a_number_has_contexts_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "news.txt").write_text("سفن القمح\n\nوصلت السفن إلى الميناء في الصباح وبدأت تفريغ 120 طنًّا من القمح.\n", "utf-8")
    run("build", "--corpus", tmp_path / "corpus", "--cache", tmp_path / "cache", "--jobs", 1)
    assert [json.loads(line)["match"] for line in run("concordance", "120", "--cache", tmp_path / "cache")[1].splitlines()] == ["120"]
    assert run("concordance", "121", "--cache", tmp_path / "cache")[0] == 2


WRONG = {
    "unknown source": ("terms --source nowhere", "al-mina"),
    "bad date": ("terms --since soon", "2020-12-31"),
    "a day of no calendar": ("terms --since 2024-13-01", "2020-12-31"),
    "empty range": ("terms --since 2024-02-01 --until 2024-01-01", "after"),
    "unknown term": ("trend كلمةلاتوجدهنا", "neither a term nor an actor"),
    "unknown actor": ("naming nobody-here", "marsad actors"),
    "unknown region": ("terms --region XX", "EG"),
    "unknown id": ("article nothing", "marsad articles"),
    "unknown voice": ("terms --voice loud", "direct"),
    "unknown kind of actor": ("actors --kind planet", "organisation"),
    "unknown part": ("actor samir-al-wali --part hobbies", "companions"),
    "several tables in one csv": ("actor samir-al-wali --format csv", "--part"),
    "one actor's pairs between two": ("comentions --beside turkey --a source=al-mina", "--beside"),
    "unknown window": ("comentions --within page", "sentence"),
    "unknown period": ("trend القمح --every year", "quarter"),
    "unknown kind": ("quotes --kind shouted", "indirect"),
    "unknown verb class": ("quotes --verb-class loud", "neutral"),
    "the same sides": ("keyness", "--a"),
    "an unknown option of a side": ("keyness --a sauce=x", "source"),
    "an empty side": ("keyness --a since=2030-01-01", "Widen"),
    "no series": ("trend", "marsad trend"),
    "an actor that only the lexicon knows": ("actors --actor Norway", "no article here names it"),
    "no such format": ("export terms -o x.docx", ".xlsx"),
    "no such view": ("export everything -o x.csv", "terms"),
    "a chart of a table": ("export concordance الميناء -o x.png", ".csv"),
    "a network of terms": ("export terms -o x.gexf", ".csv"),
    "nothing to look for": ("export trend -o x.csv", "word"),
    "two articles for one": ("export quotations one two -o x.csv", "one article"),
    "a report that is no page": ("report -o x.docx", ".html"),
    "an empty report": ("report -o x.html --since 2030-01-01", "Widen"),
    "no such engine": ("build --engine spark", "tcp://"),
    "no such filesystem": ("build --corpus spaceship://x", "Protocol not known"),
    "a corpus by URL for a question": ("suggest --corpus memory://x", "marsad build"),
    "unbalanced query": ('concordance "', "word"),
    "unknown command": ("terns", "terns"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_call_gives_one_clear_line(run: Run, cache: Path, wrong: str) -> None:
    command, hint = WRONG[wrong]
    where = () if wrong == "unknown command" else ("--cache", cache)
    status, out, err = run(*command.split(), *where)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert hint in err


def test_a_missing_or_empty_corpus_folder_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in ("missing", "empty"):
        status, out, err = run("build", "--corpus", tmp_path / folder, "--cache", tmp_path / "cache")
        assert (status, out, len(err.splitlines())) == (2, "", 1)
        assert folder in err


def damaged(cache: Path, folder: Path, name: str, change: object) -> Path:
    shutil.copytree(cache, folder)
    file = next(folder.glob(f"gen-*/{name}"))
    content = file.read_bytes()
    file.write_bytes(change(content))  # type: ignore[operator]
    return folder


@pytest.mark.parametrize("harm", ["missing", "cut", "flipped", "manifest"])
def test_a_missing_or_damaged_cache_says_what_to_run(run: Run, cache: Path, tmp_path: Path, harm: str) -> None:
    harmed = tmp_path / "harmed"
    if harm == "cut":
        damaged(cache, harmed, "articles.arrow", lambda content: content[:-8])
    elif harm == "flipped":
        damaged(cache, harmed, "doc_pointer.npy", lambda content: content[:-1] + bytes([content[-1] ^ 1]))
    elif harm == "manifest":
        damaged(cache, harmed, "manifest.json", lambda content: content[: len(content) // 2])
    status, out, err = run("terms", "--cache", harmed, "--source", "al-mina")
    assert (status, out, len(err.splitlines())) == (3, "", 1)
    assert "marsad build" in err


def test_an_unreadable_file_is_reported_and_the_rest_loads(run: Run, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", articles=3)
    (corpus / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    status, out, err = run("build", "--corpus", corpus, "--cache", tmp_path / "cache", "--jobs", "1", "--format", "json")
    report = json.loads(out)
    assert (status, report["articles"]) == (1, 3)
    assert [(one["path"], one["member"], one["line"]) for one in report["refused"]] == [("picture.txt", None, None)]
    assert {row["path"]: row["outcome"] for row in report["files"]} == {"news.jsonl": "articles", "picture.txt": "refused"}
    assert err == ""


def test_a_build_that_fails_after_it_refused_an_input_says_both(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = write_corpus(tmp_path / "corpus", articles=3)
    (corpus / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)

    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(layout, "seal", full)
    status, out, err = run("build", "--corpus", corpus, "--cache", tmp_path / "cache", "--jobs", "1")
    refused, said = err.splitlines()
    assert (status, out) == (2, "")
    assert refused.startswith("Refused picture.txt: ")
    assert said.startswith("marsad: No space left on device")


def test_an_empty_file_alone_is_no_failure(run: Run, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", articles=3)
    (corpus / "empty.txt").write_bytes(b"")
    status, out, _ = run("build", "--corpus", corpus, "--cache", tmp_path / "cache", "--jobs", "1", "--format", "json")
    report = json.loads(out)
    assert status == 0
    assert [one["reason"] for one in report["refused"]] == ["empty"]
