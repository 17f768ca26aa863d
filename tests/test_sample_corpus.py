"""The sample corpus keeps what its README says: invented outlets and speakers, every layout, every kind of file."""

import csv
import json
from pathlib import Path

import pytest

from dashboard.lexicon.loading import actor_file, built_in_files
from dashboard.readers.corrections import Corrections
from dashboard.readers.outlets import Outlets

CORPUS = Path(__file__).parent.parent / "corpus"
OUTLETS = Outlets.load([CORPUS / "outlets.toml"])
INVENTED = sorted(set(OUTLETS.by_slug) - set(Outlets.load().by_slug))
SPEAKERS = actor_file(CORPUS / "actors.toml").entries
PAGES = sorted((CORPUS / "pages").glob("*.txt"))
WITHOUT_AN_OUTLET = {"046_note-on-tea.txt", "047_ports-brief-en.txt", "048_nowruz-fa.txt"}


def records() -> list[dict[str, str]]:
    with open(CORPUS / "records" / "archive.csv", encoding="utf-8", newline="") as table:
        rows = [{"source": row["المصدر"], "body": row["النص"]} for row in csv.DictReader(table)]
    lines = (CORPUS / "records" / "wire.jsonl").read_text(encoding="utf-8").split("\n")
    return rows + [json.loads(line) for line in lines if line]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_one_invented_outlet_or_none(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    shown = {
        slug
        for slug in INVENTED
        if not OUTLETS.by_slug[slug].agency
        and (OUTLETS.by_slug[slug].name in text or set(OUTLETS.by_slug[slug].signs) & set(text.split("\n")))
    }
    assert len(shown) == (page.name not in WITHOUT_AN_OUTLET)


def test_every_record_comes_from_an_invented_outlet() -> None:
    assert {OUTLETS.source_of_name(record["source"]) for record in records()} <= set(INVENTED)


def test_every_speaker_is_invented_and_named_in_more_than_one_article() -> None:
    known = {entry.actor.slug for file in built_in_files() for entry in actor_file(file).entries}
    texts = [page.read_text(encoding="utf-8") for page in PAGES] + [record["body"] for record in records()]
    named = {
        entry.actor.slug: sum(any(name in text for name, _ in entry.names) for text in texts)
        for entry in SPEAKERS
    }
    assert not known & set(named)
    assert {slug for slug, count in named.items() if count < 2} == set()


def test_the_corrections_name_files_of_the_corpus() -> None:
    files = Corrections.load(CORPUS / "corrections.toml").files()
    assert files
    assert all((CORPUS / file).is_file() for file in files)
