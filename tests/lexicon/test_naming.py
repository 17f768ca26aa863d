"""Names told by evidence: in a text, and over a corpus."""

import itertools

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.lexicon.common_words import common
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.matching import Matcher
from dashboard.lexicon.naming import names
from dashboard.lexicon.suggesting import Suggester
from dashboard.text.tokens import tokenise
from dashboard.text.vocabulary import TypeTable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "قال لافروف لوكالة تاس إن روسيا وتركيا شريكتان",
            [("لافروف", "person"), ("تاس", "organisation"), ("روسيا", "state"), ("تركيا", "state")],
            id="known names, proclitics off",
        ),
        pytest.param(
            "قال الدكتور سهيل بن قنطار أمس", [("سهيل بن قنطار", "person")], id="a title and a name part"
        ),
        pytest.param("التقى هيثم الزرقطي الوفد", [("هيثم الزرقطي", "person")], id="a given name"),
        pytest.param("وصلوا إلى مدينة زرقوطة مساء", [("زرقوطة", "place")], id="a word for its kind"),
        pytest.param(
            "أعلنت شركة زرقطون أرباحها", [("زرقطون", "organisation")], id="the word before stays outside"
        ),
        pytest.param(
            "زار الملك عبد الله الثاني لندن",
            [("عبد الله الثاني", "person"), ("لندن", "place")],
            id="titles stay outside",
        ),
        pytest.param(
            "قصف مخيم جنين وبحيرة تشاد وكوريا الجنوبية",
            [("جنين", "place"), ("تشاد", "place"), ("كوريا الجنوبية", "state")],
            id="words for a kind stay outside",
        ),
        pytest.param(
            "في العاصمة العراقية وفي مطار بيروت وفي فلسطين المحتلة",
            [("بيروت", "place"), ("فلسطين", "state")],
            id="what is described is named by the name in it",
        ),
        pytest.param(
            "اجتماع الجمعية العامة للأمم المتحدة", [("لأمم المتحدة", "organisation")], id="a body of a body"
        ),
        pytest.param("تقرر مصيره بعد تبرئة", [], id="common words in the letters of a place"),
        pytest.param(
            "قال الجنرال محمد صبري مساعد وزير الدفاع", [("محمد صبري", "person")], id="a role behind a name"
        ),
        pytest.param("كان خطاب زرقوطي لصالح زرقوطي", [], id="words that are given names too"),
        pytest.param("وصل إلى مطار محمد الخامس", [], id="a building called after a person"),
        pytest.param(
            "أنقذ حارس العربي سهيل زرقاط مرماه", [("سهيل زرقاط", "person")], id="an adjective of the title"
        ),
        pytest.param(
            "سجل هدف اتحاد طنجة أمس", [("اتحاد طنجة", "organisation")], id="a club called after its town"
        ),
        pytest.param(
            "فاز جان مارك دو لا زرقوط أمس", [("جان مارك دو لا زرقوط", "person")], id="joined by two words"
        ),
        pytest.param("ولد لافروف في موسكو", [("لافروف", "person"), ("موسكو", "place")], id="was born"),
        pytest.param("وحضّ عصام الزرقطي الحاضرين", [("عصام الزرقطي", "person")], id="a verb before a name"),
        pytest.param("رغم العلاقة بين ناديه الأصلي وبينه", [], id="his club is no Nadia"),
        pytest.param("كتب الولد الدرس في البيت", [], id="no names, nothing said"),
    ],
)
def test_names_of_a_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[name.start : name.end], name.kind) for name in names(text)] == expected


WORDS = "قال محمد بن سالم الرئيس وتركيا للأمم المتحدة شركة زرقطون مدينة آل أبو في ، . « » - \n قره باغ علي 2020 x".split(
    " "
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_names_never_overlap_and_are_never_empty(words: list[str]) -> None:
    text = " ".join(words)
    found = names(text)
    assert all(0 <= name.start < name.end <= len(text) for name in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def test_common_words_are_told_from_names() -> None:
    words = ["كتاب", "وسيكتبونها", "للمدرسة", "فيرسلاين", "زرقطون"]
    assert [bool(kind) for kind in common(words)] == [True, True, True, False, False]


def test_a_corpus_suggests_what_the_lexicon_lacks() -> None:
    bodies = ["قال هيثم الزرقطي إن باكو بعيدة.", "أضاف هيثم الزرقطي شيئا. وقال هيثم الزرقطي"]
    types = TypeTable()
    suggester = Suggester(Matcher(Lexicon.load(), types))
    suggester.read(tokenise(pa.array(["", ""]), pa.array(bodies), types), ["", ""], bodies)
    (suggestion,) = suggester.suggestions()
    assert (suggestion.name, suggestion.count, suggestion.articles, suggestion.kind) == (
        "هيثم الزرقطي",
        3,
        2,
        "person",
    )
    assert suggestion.example == "قال هيثم الزرقطي إن باكو بعيدة."
