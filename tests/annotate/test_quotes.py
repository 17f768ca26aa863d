"""Who said what: direct, partial and indirect speech, and names that only stand in marks."""

import datetime

import pytest

from tests.annotate.quoting import rows

SAID = "لن نقبل بهذه الشروط مهما كان الثمن"
CLAUSE = "المحادثات ستبدأ في العاصمة الأسبوع المقبل"


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        pytest.param(f"وقال سامي دروب «{SAID}».", "سامي دروب", id="guillemets"),
        pytest.param(f'وقال سامي دروب: "{SAID}".', "سامي دروب", id="straight marks after a colon"),
        pytest.param(f"وقال سامي دروب إن “{SAID}”.", "سامي دروب", id="curly marks after inna"),
        pytest.param(f'وأضاف دروب، إن" {SAID}".', "دروب", id="marks set the wrong way round"),
        pytest.param(f"وقال دروب: {SAID}.", "دروب", id="colon without marks"),
        pytest.param(f"«{SAID}»، قال سامي دروب.", "سامي دروب", id="the verb after the speech"),
        pytest.param(f"وأكد وزير الخارجية النوري، سامي دروب، أن «{SAID}».", "سامي دروب", id="role, then the name apart"),
        pytest.param(f"وقال سامي دروب، وزير الخارجية النوري: «{SAID}».", "سامي دروب", id="name, then the role apart"),
        pytest.param(f"لكن الوزير سامي دروب أكد أن «{SAID}».", "سامي دروب", id="subject before the verb"),
        pytest.param(f"وقال دروب، في مقابلة مع صحيفة «الضفاف»: «{SAID}».", "دروب", id="a paper's name in between"),
        pytest.param(f"وختم قائلا «{SAID}».", None, id="nobody named"),
        pytest.param(f"انتقدت ليلى ميراف القرار قائلة: «{SAID}».", "ليلى ميراف", id="participle after another verb"),
        pytest.param(f"ونقلت وكالة نانا عن سامي دروب قوله «{SAID}».", "سامي دروب", id="the agency only relays"),
        pytest.param(f"ونقلت وكالة نانا عن سامي دروب القول: «{SAID}».", "سامي دروب", id="the saying is no part of the name"),
        pytest.param(f"وجاء في بيان وزارة الخارجية النورية: «{SAID}».", "وزارة الخارجية النورية", id="an institution's statement"),
        pytest.param(f"وقال مصدر قريب من سامي دروب «{SAID}».", "مصدر قريب", id="a source is not the one it is near"),
        pytest.param(f"وأضاف سامي دروب متحدثا باسم التجار أن «{SAID}».", "سامي دروب", id="speaking for others is part of the name"),
        pytest.param(f"وقال المتحدث باسم الحكومة سامي دروب «{SAID}».", "سامي دروب", id="who speaks for a body"),
        pytest.param(f"وقال المتحدث باسم الرئيس سامي دروب «{SAID}».", "المتحدث باسم الرئيس سامي دروب", id="who is spoken for"),
        pytest.param(f"ودعا جميع الأطراف إلى «{SAID}».", None, id="all of them are told, and do not tell"),
    ],
)
def test_direct_speech_is_found_with_the_name_of_its_speaker(body: str, speaker: str | None) -> None:
    assert [(kind, text.strip(), who) for kind, text, who, _ in rows(body)] == [("direct", SAID, speaker)]


@pytest.mark.parametrize(
    ("body", "clause", "speaker"),
    [
        pytest.param(f"وقال سامي دروب إن {CLAUSE}.", CLAUSE, "سامي دروب", id="inna"),
        pytest.param(f"وأكد دروب في بيان أن {CLAUSE}، وفق تعبيره.", CLAUSE, "دروب", id="clipped at its own attribution"),
        pytest.param(f"{CLAUSE}، بحسب وزارة الخارجية النورية.", CLAUSE, "وزارة الخارجية النورية", id="attribution after"),
        pytest.param(f"وبحسب سامي دروب، فإن {CLAUSE}.", CLAUSE, "سامي دروب", id="attribution before"),
        pytest.param(f"{CLAUSE}، وفق ما ذكرت وكالة نانا.", CLAUSE, "وكالة نانا", id="what an agency reported"),
        pytest.param("ونفى سامي دروب وجود أي خلاف مع بلاده.", "وجود أي خلاف مع بلاده", "سامي دروب", id="verbal noun"),
        pytest.param("وشدد دروب على ضرورة وقف القتال.", "ضرورة وقف القتال", "دروب", id="verbal noun after a preposition"),
        pytest.param("كشف مدير المرفأ، سامي دروب، عن استخدام تقنيات جديدة.", "استخدام تقنيات جديدة", "سامي دروب", id="far after the verb's own preposition"),
        pytest.param(f"أكد ذلك رئيس البلدية سامي دروب، مضيفا أن {CLAUSE}.", CLAUSE, "سامي دروب", id="the speaker after what is said"),
        pytest.param(f"وقال سامي دروب إن {CLAUSE}، من دون أن يوضح موعدها.", CLAUSE, "سامي دروب", id="what is left unsaid is not said"),
    ],
)
def test_reported_speech_is_found_with_its_speaker(body: str, clause: str, speaker: str) -> None:
    assert [row[:3] for row in rows(body)] == [("indirect", clause, speaker)]


def test_a_reported_clause_ends_where_the_next_verb_of_speech_begins() -> None:
    body = "وقال سامي دروب إن المعبر سيفتح قريبا، مضيفا أن القوافل جاهزة، وأكد أن الطريق آمن."
    assert rows(body) == [
        ("indirect", "المعبر سيفتح قريبا", "سامي دروب", "sami-daroub"),
        ("indirect", "القوافل جاهزة", "سامي دروب", "sami-daroub"),
        ("indirect", "الطريق آمن", "سامي دروب", "sami-daroub"),
    ]


def test_marked_words_in_a_reported_clause_are_a_partial_quote() -> None:
    assert rows("وقال سامي دروب إن القرار «خطوة خطيرة جدا».") == [
        ("indirect", "القرار «خطوة خطيرة جدا»", "سامي دروب", "sami-daroub"),
        ("partial", "خطوة خطيرة جدا", "سامي دروب", "sami-daroub"),
    ]


def test_a_description_in_marks_is_speech_of_who_describes() -> None:
    assert rows("ووصف سامي دروب القرار بأنه «خطوة خطيرة».") == [("partial", "خطوة خطيرة", "سامي دروب", "sami-daroub")]
    assert rows("وانتقد سامي دروب القرار. ووصف نوريا بأنها «جار صعب».")[-1][2:] == ("سامي دروب", "sami-daroub")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("وصلت حركة «الضفاف» إلى المدينة.", id="an organisation"),
        pytest.param("عرض فيلم «الطريق إلى البحر البعيد جدا» أمس.", id="a title of five words"),
        pytest.param("تحت شعار «معا نحو غد أفضل للجميع».", id="a slogan"),
        pytest.param("لم يكن هذا «الحل» مفاجئا.", id="scare quotes"),
        pytest.param("وشارك في اللقاء «خالد حسن، محمد سالم، فهد يوسف، أحمد ماهر».", id="a list of names"),
        pytest.param("وتحدث إلى صحيفة «الضفاف» وقناة «النهر».", id="media"),
    ],
)
def test_names_and_terms_in_marks_are_not_speech(body: str) -> None:
    assert rows(body) == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("يذكر أن المدينة شهدت أمطارا غزيرة.", id="the outlet reminds"),
        pytest.param("ومن المقرر أن تبدأ المحادثات غدا.", id="a plan"),
        pytest.param("وصل الوزير بعد أن غادرت القافلة.", id="a time"),
        pytest.param("ونفذ المشروع وفق القانون الجديد.", id="according to a law"),
        pytest.param("لم يعلن الوزير أن القافلة وصلت.", id="what was not said"),
    ],
)
def test_what_nobody_says_is_the_outlets_own(body: str) -> None:
    assert rows(body) == []


def test_continued_speech_carries_the_speaker_of_the_same_gender() -> None:
    body = f"قال سامي دروب إن {CLAUSE}.\nوقالت ليلى ميراف: «{SAID}».\nوأضاف: «{SAID}».\nوأضافت: «{SAID}»."
    assert [row[3] for row in rows(body)] == ["sami-daroub", "layla-mirav", "sami-daroub", "layla-mirav"]


def test_a_description_is_the_person_whom_the_article_gave_the_role() -> None:
    body = f"التقى وزير الخارجية النوري سامي دروب وفدا.\nوقال الوزير النوري: «{SAID}»."
    assert rows(body, date=datetime.date(2021, 5, 1))[-1][2:] == ("الوزير النوري", "sami-daroub")


@pytest.mark.parametrize(
    ("date", "actor"),
    [
        pytest.param(datetime.date(2015, 5, 1), "sami-daroub", id="then"),
        pytest.param(datetime.date(2021, 5, 1), "layla-mirav", id="later"),
        pytest.param(datetime.date(2005, 5, 1), None, id="before anyone known"),
        pytest.param(None, None, id="undated"),
    ],
)
def test_an_office_alone_is_its_holder_on_the_articles_date(date: datetime.date | None, actor: str | None) -> None:
    assert rows(f"وقال وزير الخارجية النوري: «{SAID}».", date=date)[0][2:] == ("وزير الخارجية النوري", actor)


def test_a_statement_speaks_for_the_institution_that_made_it() -> None:
    body = f"وجاء في بيان وزارة الخارجية النورية: «{SAID}».\nوأضاف البيان: «{SAID}»."
    assert rows(body)[-1][2:] == ("البيان", "noria-foreign-ministry")


def test_a_headline_with_a_colon_is_speech_of_the_one_before_it() -> None:
    assert rows("", title=f"دروب: {SAID}") == [("direct", SAID, "دروب", "sami-daroub")]
    assert rows("", title="نهر الضفاف: قصة مدينة قديمة جدا") == []


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        pytest.param(f"وتنص إصلاحات دروب على «{SAID}» و»{CLAUSE}».", "دروب", id="a text that says, one mark the wrong way round"),
        pytest.param(f"وجاء في القرار أنه «{SAID}».", "القرار", id="what stands in a decision"),
        pytest.param(f"وأضاف: «{SAID}»، وفق ما نقلته صحيفة «الضفاف».", None, id="a paper that passed it on says nothing"),
        pytest.param(f"وردا على سؤال «{SAID}؟» ابتسم سامي دروب.", None, id="a question that somebody else put"),
        pytest.param(f"وقال الباحث الفلكي، بجامعة الضفاف الجديدة، ملهم بن درواس: «{SAID}».", "ملهم بن درواس", id="the name after where he works"),
        pytest.param(f"وقال دروب: «{SAID}.", "دروب", id="marks that nobody closed"),
    ],
)
def test_speech_is_found_in_texts_in_loose_marks_and_after_long_titles(body: str, speaker: str | None) -> None:
    assert rows(body)[0][1:3] in {(SAID, speaker), (SAID + "؟", speaker)}


def test_a_verb_that_takes_an_object_of_the_other_gender_is_said_by_the_speaker_so_far() -> None:
    body = "شدد سامي دروب على ضرورة الحوار. وهدد نوريا برد «في أقل من أسبوع واحد»."
    assert rows(body)[-1][1:] == ("في أقل من أسبوع واحد", "سامي دروب", "sami-daroub")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("حيث يبلغ ارتفاعه سبعين مترا.", id="a height is told nobody"),
        pytest.param("على أمل أن نحتفل معا قريبا.", id="hope is no verb"),
        pytest.param("كان رجل يدعى دروب أن يكتب رواية جديدة.", id="to be called is not to claim"),
    ],
)
def test_words_that_look_like_verbs_of_speech_report_nothing(body: str) -> None:
    assert rows(body) == []
