"""What the matcher promises: on real sentences, and equal to a plain walk over any text."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.lexicon.actors import DEMONYM
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.matching import Matcher, written_form
from dashboard.text.characters import DASH, FIRST_WORD, SLASH, STOP, SYMBOL
from dashboard.text.tokens import NEWLINE_BEFORE, SENTENCE_START, SPACE_BEFORE, TokenStream, tokenise
from dashboard.text.vocabulary import TypeTable

ACTORS = """
[turkey]
ar = "تركيا"
en = "Turkey"
kind = "state"
nisba = "تركي"

[baku]
ar = "باكو"
en = "Baku"
kind = "place"

[lachin]
ar = "لاتشين"
en = "Lachin"
kind = "place"

[cnn]
ar = "سي إن إن"
en = "CNN"
kind = "organisation"

[karabakh]
ar = "قره باغ"
en = "Karabakh"
kind = "place"
names = ["ناغورني قره باغ"]
epithets = ["الإقليم المحتل"]
companions = ["أرمينيا"]

[middle-east]
ar = "الشرق الأوسط"
en = "Middle East"
kind = "place"

[al-awsat]
ar = "صحيفة الشرق الأوسط"
en = "Al-Awsat"
kind = "organisation"
sort = "press"
unsure = ["الشرق الأوسط"]

[al-hayat]
ar = "الحياة اللندنية"
en = "Al-Hayat"
kind = "organisation"
sort = "press"
unsure = ["الحياة"]

[al-nasr]
ar = "النصر السعودي"
en = "Al-Nassr"
kind = "organisation"
sort = "club"
unsure = ["النصر"]

[zarqun]
ar = "ناحية الزرقون"
en = "Zarqun"
kind = "place"
unsure = ["الزرقون"]
companions = ["الأردن"]

[united-nations]
ar = "الأمم المتحدة"
en = "United Nations"
kind = "organisation"

[committee]
ar = "اللجنة الرباعية"
en = "Quartet"
kind = "organisation"

[oman]
ar = "سلطنة عمان"
en = "Oman"
kind = "state"
unsure = ["عمان"]
companions = ["مسقط"]

[amman]
ar = "مدينة عمان"
en = "Amman"
kind = "place"
unsure = ["عمان"]
companions = ["الأردن"]

[fahrettin-altun]
ar = "فخر الدين ألتون"
en = "Fahrettin Altun"
kind = "person"

[ahmed-al-sharaa]
ar = "أحمد الشرع"
en = "Ahmed al-Sharaa"
kind = "person"
unsure = ["الشرع"]

[george-w-bush]
ar = "جورج دبليو بوش"
en = "George W. Bush"
kind = "person"
names = ["جورج بوش"]
short = ["بوش"]
"""


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    """A few actors alone, without the built-in ones."""
    path = tmp_path_factory.mktemp("lexicon") / "actors.toml"
    path.write_text(ACTORS, encoding="utf-8")
    from dashboard.lexicon.loading import actor_file

    return Lexicon.of([actor_file(path)], institutions=())


def stream_of(body: str, types: TypeTable, title: str = "") -> TokenStream:
    return tokenise(pa.array([title]), pa.array([body]), types)


def named(lexicon: Lexicon, body: str, title: str = "", *, demonyms: bool = False) -> list[tuple[str, str]]:
    """Each form found with its actor's slug."""
    types = TypeTable()
    stream = stream_of(body, types, title)
    matches = Matcher(lexicon, types).match(stream)
    starts, ends = matches.spans(stream)
    found = []
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if demonyms or not matches.demonym[i]:
            text = (body if matches.part[i] & 1 else title)[start:end]
            found.append(
                (written_form(text, int(matches.restored[i])), lexicon.actors[matches.actor[i]].slug)
            )
    return found


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        pytest.param("وباكو وبتركيا", ["باكو", "تركيا"], id="proclitics come off"),
        pytest.param("مدينة ولاتشين", ["لاتشين"], id="two readings, the right one found"),
        pytest.param("للأمم المتحدة", ["الأمم المتحدة"], id="the article swallowed by ل is restored"),
        pytest.param("وللجنة الرباعية", ["اللجنة الرباعية"], id="and where the noun itself begins with ل"),
        pytest.param("في ناغورني - قره باغ", ["ناغورني - قره باغ"], id="a hyphen may stand inside"),
        pytest.param(
            "قالت سي.إن.إن و سي. إن. إن.", ["سي.إن.إن", "سي. إن. إن"], id="dots may stand in spelt acronyms"
        ),
        pytest.param("في «قره باغ»", ["قره باغ"], id="marks may stand around"),
        pytest.param("قره، باغ", [], id="no name over a comma"),
        pytest.param("قره. باغ", [], id="no name over a sentence"),
        pytest.param("قره\nباغ", [], id="no name over a line"),
        pytest.param("قـره بـاغ", ["قـره بـاغ"], id="tatweel makes no difference"),
        pytest.param("الأمم", [], id="no part of a name"),
        pytest.param("باكوز وباكوي", [], id="never inside another word"),
    ],
)
def test_names_are_found_whole(lexicon: Lexicon, text: str, forms: list[str]) -> None:
    assert [form for form, _ in named(lexicon, text)] == forms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("زار عمان أمس", [], id="no witness, no name"),
        pytest.param("غادر مسقط. وصل عمان", ["oman"], id="a companion decides"),
        pytest.param("من الأردن وصل إلى عمان", ["amman"], id="another companion decides otherwise"),
        pytest.param("سلطنة عمان بلد. عمان بلد", ["oman", "oman"], id="the full name earlier decides"),
        pytest.param("قال الشرع إن", [], id="a short name that is a word"),
        pytest.param("قال الرئيس التركي الشرع إن", ["ahmed-al-sharaa"], id="a title before it"),
        pytest.param("قال ألتون", [], id="a last name alone"),
        pytest.param(
            "قال فخر الدين ألتون. وأضاف ألتون", ["fahrettin-altun"] * 2, id="a last name after the full one"
        ),
        pytest.param("قال بوش. قالت لورا بوش", ["george-w-bush"], id="a given name that is not his"),
        pytest.param(
            "لورا بوش بخير. قال بوش", [], id="and the bare name after it is hers too, or at least not his"
        ),
        pytest.param("من الأردن إلى الزرقون", ["zarqun"], id="a place that is also a surname"),
        pytest.param("من الأردن جاء محمد الزرقون. قال الزرقون", [], id="that surname, and again"),
        pytest.param("في الشرق الأوسط", ["middle-east"], id="a region"),
        pytest.param("قالت «الشرق الأوسط» أمس", ["al-awsat"], id="a paper stands in marks"),
        pytest.param("هذه «الحياة» وتلك الحياة", ["al-hayat"], id="even if its name is a word"),
        pytest.param("صحيفة الحياة وسوق الحياة", ["al-hayat"], id="or behind a word for papers"),
        pytest.param("لاعب النصر. وقال النصر", ["al-nasr", "al-nasr"], id="and what was witnessed once is known"),
        pytest.param("حقق النصر لاعب النصر", ["al-nasr"], id="a club stands behind its player"),
        pytest.param("الإقليم المحتل", [], id="an epithet alone"),
        pytest.param("أرمينيا والإقليم المحتل", ["karabakh"], id="an epithet with its companion"),
        pytest.param("قره باغ. والإقليم المحتل بين بلدين", ["karabakh"], id="an epithet that is told apart describes"),
    ],
)
def test_a_name_that_may_mean_something_else_needs_a_witness(
    lexicon: Lexicon, text: str, found: list[str]
) -> None:
    assert [actor for _, actor in named(lexicon, text)] == found


def test_a_title_may_name_in_short_whom_the_body_names_in_full(lexicon: Lexicon) -> None:
    assert named(lexicon, "زار أحمد الشرع", title="الشرع يزور") == [
        ("الشرع", "ahmed-al-sharaa"),
        ("أحمد الشرع", "ahmed-al-sharaa"),
    ]


def test_demonyms_are_matches_of_their_own(lexicon: Lexicon) -> None:
    types = TypeTable()
    matches = Matcher(lexicon, types).match(stream_of("الوزير التركي زار تركيا", types))
    assert matches.demonym.tolist() == [True, False]


def next_word(stream: TokenStream, i: int, end: int) -> int | None:
    """The plain twin of the rule for what may stand between two words of a name."""
    breaks = [bool(flag & (NEWLINE_BEFORE | SENTENCE_START)) for flag in stream.flags[i + 1 : i + 3]]
    match list(stream.type[i + 1 : min(i + 3, end)]):
        case [word, *_] if word >= FIRST_WORD:
            return None if breaks[0] else i + 1
        case [mark, word] if word >= FIRST_WORD and not breaks[0]:
            longest = 2 if stream.flags[i + 2] & SPACE_BEFORE else 4
            spelt = mark == STOP and max(stream.length[i], stream.length[i + 2]) <= longest
            return i + 2 if spelt or (mark in (DASH, SLASH, SYMBOL) and not breaks[1]) else None
    return None


def walk(matcher: Matcher, stream: TokenStream) -> Iterator[tuple[int, int, int]]:
    """The plain twin of the matching kernel: first token, token after the last, name id."""
    compiled, read = matcher.compiled, matcher.read
    ids = {
        tuple(compiled.words[word] for word in name.split(" ")): i for i, name in enumerate(compiled.names)
    }
    longest = max(map(len, ids))
    for part in range(len(stream.parts) - 1):
        i, end = int(stream.parts[part]), int(stream.parts[part + 1])
        while i < end:
            tokens = [i]
            while len(tokens) < longest and (following := next_word(stream, tokens[-1], end)) is not None:
                tokens.append(following)
            best = (i, i, -1)
            for r in range(read.at[stream.type[i]], read.at[stream.type[i] + 1]):
                for n in range(1, len(tokens) + 1):
                    words = (int(read.word[r]), *(int(read.whole[stream.type[t]]) for t in tokens[1:n]))
                    if words in ids and (n > 1 or read.alone[r]) and tokens[n - 1] + 1 > best[1]:
                        best = (i, tokens[n - 1] + 1, ids[words])
            if best[2] >= 0:
                yield best
            i = max(best[1], i + 1)


WORDS = "تركيا وتركيا باكو قره باغ ناغورني - / + ، سي.إن.إن سي إن . \n عمان سلطنة مسقط الأمم للأمم المتحدة التركي الشرع أحمد الرئيس بوش جورج كلمة « »"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*WORDS.split(" "), "\n"]), max_size=60))
def test_the_kernel_equals_a_plain_walk(lexicon: Lexicon, words: list[str]) -> None:
    types = TypeTable()
    stream = stream_of(" ".join(words), types)
    matcher = Matcher(lexicon, types)
    matches = matcher.match(stream, unresolved=True)
    assert list(zip(matches.first, matches.last, matches.name, strict=True)) == list(walk(matcher, stream))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=60))
def test_matches_never_overlap_and_their_spans_are_the_text(lexicon: Lexicon, words: list[str]) -> None:
    types, body = TypeTable(), " ".join(words)
    stream = stream_of(body, types)
    matches = Matcher(lexicon, types).match(stream)
    starts, ends = matches.spans(stream)
    assert all(ends[:-1] <= starts[1:])
    assert all(
        body[start:end].strip() == body[start:end] != "" for start, end in zip(starts, ends, strict=True)
    )


def test_a_batch_gives_what_its_documents_give_alone(lexicon: Lexicon) -> None:
    bodies = ["سلطنة عمان", "وصل عمان", "قال فخر الدين ألتون", "قال ألتون", "الأردن وعمان"]
    types = TypeTable()
    matcher = Matcher(lexicon, types)
    together = matcher.match(tokenise(pa.array([""] * len(bodies)), pa.array(bodies), types))
    counted = Counter((int(d), int(a)) for d, a in zip(together.document, together.actor, strict=True))
    alone = Counter(
        (i, int(actor))
        for i, body in enumerate(bodies)
        for actor in matcher.match(stream_of(body, types)).actor
    )
    assert counted == alone
    assert DEMONYM not in together.role


def test_the_seeds_name_whom_a_reader_sees(shared: Path) -> None:
    lexicon = Lexicon.load()
    body = next((shared / "seeds").glob("000_*")).read_text(encoding="utf-8")
    found = {actor for _, actor in named(lexicon, body)}
    assert {"turkey", "armenia", "azerbaijan", "baku", "fahrettin-altun", "dmitry-peskov", "russia"} <= found
