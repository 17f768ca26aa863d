"""views.toml keeps a page and its link under a name."""

from pathlib import Path

import pytest

from dashboard.curating import views
from dashboard.curating.files import undo
from dashboard.curating.views import SavedView
from dashboard.errors import CallError, DataFileError

ELECTION = SavedView("الانتخابات «الأولى»", "actors", "source=ufuq-al-nahar&with=source%3Dx&order=frequency")


def test_a_view_is_kept_replaced_deleted_and_put_back(corpus: Path) -> None:
    views.save([corpus], ELECTION)
    views.save([corpus], SavedView("second", "terms", ""))
    changed = SavedView(ELECTION.name, "terms", "every=week")
    views.save([corpus], changed)
    assert views.saved([corpus]) == [changed, SavedView("second", "terms", "")]
    gone = views.delete([corpus], ELECTION.name)
    assert [view.name for view in views.saved([corpus])] == ["second"]
    undo(gone)
    assert views.saved([corpus])[0] == changed
    for view in views.saved([corpus]):
        views.delete([corpus], view.name)
    assert views.saved([corpus]) == []


@pytest.mark.parametrize(
    ("view", "key"),
    [
        pytest.param(SavedView("  ", "terms", ""), "view_unnamed", id="no name"),
        pytest.param(SavedView("a" * 101, "terms", ""), "view_too_long", id="a name too long"),
        pytest.param(SavedView("a", "terms", "x" * 9_000), "view_too_long", id="a link too long"),
    ],
)
def test_a_wrong_view_is_refused(corpus: Path, view: SavedView, key: str) -> None:
    with pytest.raises(CallError) as refused:
        views.save([corpus], view)
    assert refused.value.key == key
    assert not (corpus / "views.toml").exists()


@pytest.mark.parametrize(
    "text",
    ["view = 3", "[[view]]\nname = 'a'\npage = 'terms'", "[[view]]\nname = 'a'\npage = 1\nlink = ''", "other = 1", "[[view]]\nname=''\npage=''\nlink=''"],
)
def test_a_file_that_breaks_the_rules_is_named(corpus: Path, text: str) -> None:
    (corpus / "views.toml").write_text(text, "utf-8")
    with pytest.raises(DataFileError, match=r"views\.toml"):
        views.saved([corpus])
