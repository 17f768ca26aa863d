"""What must hold of any text: voices sum to the whole, spans are the text's own, compiled and plain reading agree."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.annotate.quotes import DIRECT, OUTLET, REPORTED
from dashboard.records import QUOTE_KINDS
from tests.annotate.quoting import quoted

WORDS = (
    "قال وقال أضاف وأكد مضيفا قائلا أن إن أنه بأن الوزير وزير الخارجية النوري سامي دروب البيان في بيان بحسب وفق تعبيره "
    "التي كما لكن فيما نقلت عن قوله ضرورة على وصف بأنها مدينة صحيفة جديدة أمس د نحن ، . : « » \" ( ) \n ؟ … -"
).split(" ")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(deadline=None, max_examples=150)
def test_the_voices_sum_to_the_whole_and_spans_are_the_text_they_name(bodies: list[str]) -> None:
    stream, quotes = quoted(bodies)
    voice = np.full(len(stream.type), OUTLET)
    starts = stream.start + 0
    ends = starts + stream.length
    for direct in (False, True):
        for i in range(len(quotes.kind)):
            if (QUOTE_KINDS[quotes.kind[i]] != "indirect") == direct:
                part = 2 * quotes.document[i] + quotes.part[i]
                inside = np.arange(stream.parts[part], stream.parts[part + 1])
                inside = inside[(starts[inside] >= quotes.start[i]) & (ends[inside] <= quotes.end[i])]
                voice[inside] = DIRECT if direct else REPORTED
    assert quotes.voice.tolist() == voice.tolist()
    for i in range(len(quotes.kind)):
        body = bodies[quotes.document[i]]
        assert 0 <= quotes.start[i] < quotes.end[i] <= len(body)
        assert (quotes.speaker_start[i] < 0) == (quotes.speaker_end[i] < 0)
        assert quotes.speaker_start[i] < 0 or body[quotes.speaker_start[i] : quotes.speaker_end[i]].strip()
        assert quotes.actor[i] < 0 or quotes.speaker_start[i] >= 0


@given(st.lists(TEXTS, min_size=2, max_size=4))
@example(["قال بأنها قال قال", "بحسب الوزير"])
@settings(deadline=None, max_examples=50)
def test_a_document_is_read_alike_alone_and_in_company(bodies: list[str]) -> None:
    _, together = quoted(bodies)
    for document, body in enumerate(bodies):
        _, alone = quoted([body])
        mine = together.document == document
        for field in ("kind", "start", "end", "speaker_start", "speaker_end", "verb_start", "actor"):
            assert getattr(together, field)[mine].tolist() == getattr(alone, field).tolist()


_READ = """
import random
from tests.annotate.quoting import quoted
from tests.annotate.test_quote_invariants import WORDS
chance = random.Random(5)
bodies = [" ".join(chance.choices(WORDS, k=50)) for _ in range(40)]
_, quotes = quoted(bodies)
print([getattr(quotes, field).tolist() for field in quotes.__slots__])
"""


def test_the_compiled_reading_equals_the_plain_python_one() -> None:
    root = Path(__file__).parents[2]
    answers = [
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", _READ], cwd=root, env=os.environ | more, capture_output=True, text=True, check=True
        ).stdout
        for more in ({}, {"NUMBA_DISABLE_JIT": "1"})
    ]
    assert answers[0] == answers[1]
    assert len(answers[0]) > 1000
