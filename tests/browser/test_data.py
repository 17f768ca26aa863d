"""What an analyst does at the Data page's desks, in a real browser, and what is on disk afterwards."""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard import building
from dashboard.lexicon.loading import actor_file
from dashboard.readers.corrections import Corrections

from .conftest import SAMPLE, serving
from .test_road import opened, settled

pytestmark = pytest.mark.browser
BODY = "وصل الوفد إلى المدينة صباح اليوم والتقى أعضاء اللجنة المشتركة في مقرها، وبحث الجانبان خطة العمل للعام المقبل.\nوقال رئيس اللجنة إن العمل سيبدأ في الربيع بعد أن تكتمل الدراسات التي كلفت بها مكاتب محلية، وإن النتائج ستعلن."


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A corpus and its cache that anybody may read, an empty home and an empty folder for temporary files."""
    made = Path(tempfile.mkdtemp(prefix="marsad-desks-"))
    made.chmod(0o755)
    shutil.copytree(SAMPLE, made / "corpus")
    for name in ("home", "tmp"):
        (made / name).mkdir()
    building.build(building.Inputs((made / "corpus",)), made / "cache", jobs=1)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def desks(place: Path) -> Iterator[str]:
    with serving(place / "corpus", place / "cache", HOME=str(place / "home"), TMPDIR=str(place / "tmp")) as served:
        yield served


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1400, "height": 950})
    made = context.new_page()
    made.set_default_timeout(120_000)
    yield made
    context.close()


def said(page: Any) -> str:
    """What the page says of the last decision, once it has settled."""
    page.wait_for_selector(".st-key-decisions .said")
    settled(page)
    return str(page.locator(".st-key-decisions .said").first.inner_text())


def test_files_are_shown_as_understood_then_kept_built_and_undone_and_nothing_is_written_elsewhere(
    page: Any, desks: str, place: Path, tmp_path: Path
) -> None:
    record = json.dumps({"title": "خبر من الرصيف", "text": BODY, "date": "2024-03-05", "source": "صحيفة الرصيف"}, ensure_ascii=False)
    (tmp_path / "news.jsonl").write_text(f"{record}\n{{broken\n", "utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("in.txt", f"عنوان الصفحة هنا\n\nشارك المقال\n{BODY}\n")
    before = tree(place / "corpus")
    opened(page, f"{desks}/data?lang=en")
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(sorted(tmp_path.iterdir()))
    page.wait_for_selector(".found")
    settled(page)
    shown = page.locator(".st-key-panel_add").inner_text()
    assert "2 articles in 3 files, 2 refused" in shown
    assert all(text in shown for text in ("خبر من الرصيف", "صحيفة الرصيف", "5 Mar 2024", "no reader for .png", "not a JSON record"))
    page.get_by_role("button", name="عنوان الصفحة هنا").click()
    page.wait_for_selector(".st-key-panel_add article.reader")
    settled(page)
    assert "شارك المقال" in page.locator(".st-key-panel_add table.removed").inner_text()
    assert tree(place / "corpus") == before
    page.locator(".st-key-keep button").click()
    page.wait_for_selector(".said:has-text('Built: 74 articles')")
    settled(page)
    kept = {name.removeprefix("added/"): content for name, content in tree(place / "corpus").items() if name.startswith("added/")}
    assert kept == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert "added/news.jsonl" in page.locator(".st-key-panel_refused").inner_text()
    page.locator(".st-key-desk_undo button").click()
    page.wait_for_selector(".said:has-text('as it was')")
    assert tree(place / "corpus") == before
    page.wait_for_selector(".waiting:has-text('3 files added or taken away')")
    assert (tree(place / "home"), tree(place / "tmp")) == ({}, {})


def test_a_line_is_put_back_and_undone(page: Any, desks: str, place: Path) -> None:
    path = place / "corpus" / "corrections.toml"
    before = path.read_bytes()
    opened(page, f"{desks}/data?lang=en&desk=lines")
    text = page.locator(".marsad-table tbody tr td.text bdi").first.inner_text()
    page.locator(".marsad-table .does button").first.click()
    assert "corrections.toml" in said(page)
    assert {line for _, line in Corrections.load(path).restored} == {text}
    assert "back with the next build" in page.locator(".marsad-table tbody tr").first.inner_text()
    page.locator(".st-key-desk_undo button").click()
    page.wait_for_selector(".said:has-text('as it was')")
    assert path.read_bytes() == before


def test_a_date_and_an_outlet_are_written_into_the_table(page: Any, desks: str, place: Path) -> None:
    opened(page, f"{desks}/data?lang=ar&desk=articles")
    row = page.locator(".st-key-panel_fix tbody tr").first
    for number, value in enumerate(("5 تشرين الأول 2024", "صحيفة الرصيف")):
        row.locator("input.edit").nth(number).fill(value)
        row.locator("input.edit").nth(number).press("Tab")
    page.locator(".st-key-panel_fix .acting .primary").click()
    assert "corrections.toml" in said(page)
    (made,) = [one for one in Corrections.load(place / "corpus" / "corrections.toml").articles if one.source]
    assert (str(made.date), made.source) == ("2024-10-05", "shyfh-alrsyf")
    row = page.locator(".st-key-panel_fix tbody tr").first
    row.locator("input.edit").first.fill("أمس")
    row.locator("input.edit").first.press("Tab")
    page.locator(".st-key-panel_fix .acting .primary").click()
    page.wait_for_selector(".said.alert:has-text('ليس تاريخًا')")


def test_a_suggested_name_is_made_a_name_of_an_actor_found_in_latin_letters(page: Any, desks: str, place: Path) -> None:
    opened(page, f"{desks}/data?lang=en&desk=names")
    link = page.locator(".st-key-panel_suggest tbody .link").first
    name = link.inner_text()
    link.click()
    page.wait_for_selector(".st-key-name_card")
    settled(page)
    find = page.get_by_label("Find an actor by any of its names")
    find.fill("hala al dirdiri")
    find.press("Enter")
    page.wait_for_selector(".st-key-names_merge button")
    settled(page)
    page.locator(".st-key-names_merge button").first.click()
    assert "actors.toml" in said(page)
    entry = next(one for one in actor_file(place / "corpus" / "actors.toml").entries if one.actor.slug == "hala-al-dirdiri")
    assert name in {text for text, _ in entry.names}
    assert name not in [one.inner_text() for one in page.locator(".st-key-panel_suggest tbody .link").all()]


def test_the_lexicon_refuses_an_ordinary_word_with_its_reason(page: Any, desks: str, place: Path) -> None:
    before = (place / "corpus" / "actors.toml").read_bytes()
    opened(page, f"{desks}/data?lang=ar&desk=lexicon&who=turkey")
    page.locator("[data-testid=stForm] input").first.fill("كتاب")
    page.locator("[data-testid=stFormSubmitButton] button").first.click()
    page.wait_for_selector(".said.alert:has-text('كلمة من سائر الكلام')")
    assert (place / "corpus" / "actors.toml").read_bytes() == before


def test_newer_data_is_offered_to_other_readers_who_keep_their_place(browser: Any, page: Any, desks: str, place: Path) -> None:
    opened(page, f"{desks}/terms?lang=en&source=ufuq-al-nahar")
    (place / "corpus" / "added").mkdir(exist_ok=True)
    (place / "corpus" / "added" / "late.txt").write_text(f"عنوان متأخر هنا\n\n{BODY}\n", "utf-8")
    building.build(building.Inputs((place / "corpus",)), place / "cache", jobs=1)
    page.wait_for_selector(".st-key-take_newer button")
    page.locator(".st-key-take_newer button").first.click()
    page.wait_for_selector(".st-key-take_newer", state="detached")
    settled(page)
    assert "/terms?" in page.url
    assert "source=ufuq-al-nahar" in page.url
    assert "73 articles" in page.locator("[data-testid=stMain]").inner_text()


def test_a_read_only_installation_shows_everything_and_writes_nothing(page: Any, place: Path) -> None:
    folders = [place / name for name in ("corpus", "cache", "home", "tmp")]
    before = [tree(folder) for folder in folders]
    for folder in folders:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
    # Permissions bind root only once it has given up the right to pass them by.
    bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"] if os.geteuid() == 0 and shutil.which("setpriv") else []
    home, tmp = str(place / "home"), str(place / "tmp")
    try:
        with serving(place / "corpus", place / "cache", through=bound, HOME=home, TMPDIR=tmp, MARSAD_READ_ONLY="1") as address:
            for desk in ("files", "lines", "articles", "names", "lexicon", "log"):
                opened(page, f"{address}/data?lang=en&desk={desk}")
                assert "This installation is read-only" in page.locator("[data-testid=stMain]").inner_text()
                assert page.locator("[data-testid=stFileUploader], .marsad-table input.edit, .marsad-table .acting, .st-key-desk_build").count() == 0
                assert page.locator("[data-testid=stException]").count() == 0
            opened(page, f"{address}/?lang=en")
            assert page.locator("li[data-number=page_articles] strong").inner_text() in ("72", "73", "74")
    finally:
        for folder in folders:
            for path in (folder, *folder.rglob("*")):
                path.chmod(0o755 if path.is_dir() else 0o644)
    assert [tree(folder) for folder in folders] == before
