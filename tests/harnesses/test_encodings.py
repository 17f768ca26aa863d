"""Arabic snippets in eight encodings: Unicode is always read right, windows-1256 from a hundred bytes on.

The snippets are cut from the sample corpus at random; MARSAD_HARNESS=1 reads 50,000 of them.
"""

import collections
import random
from collections.abc import Callable

from dashboard.readers.decode import clean, decode
from tests.conftest import SAMPLE

SNIPPETS = 50_000
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
EIGHT_BIT = ("cp1256", "iso-8859-6")
LENGTHS = (20, 40, 80, 120, 200, 400)
LONG = 100


def snippets(count: int) -> list[str]:
    """So many stretches of the sample corpus that are Arabic for the most part."""
    files = sorted(path for path in SAMPLE.rglob("*") if path.suffix in (".txt", ".jsonl", ".csv"))
    text = " ".join(path.read_text("utf-8") for path in files).replace("\r", "")
    chance, found = random.Random(5), []
    while len(found) < count:
        at = chance.randrange(len(text) - LENGTHS[-1])
        cut = text[at : at + chance.choice(LENGTHS)].strip()
        if sum("ء" <= letter <= "ي" for letter in cut) > 0.4 * len(cut):
            found.append(cut)
    return found


def test_arabic_is_read_right_in_eight_encodings(share: Callable[[int], int]) -> None:
    asked: collections.Counter[tuple[str, bool]] = collections.Counter()
    wrong: collections.Counter[tuple[str, bool]] = collections.Counter()
    for text in snippets(share(SNIPPETS)):
        for encoding in (*UNICODE, *EIGHT_BIT):
            written = text.encode(encoding, "ignore")
            kind = (encoding, len(written) >= LONG)
            asked[kind] += 1
            wrong[kind] += decode(written).text != clean(written.decode(encoding))[0]
    print({f"{encoding} {'from' if long else 'below'} {LONG} bytes": f"{wrong[encoding, long]} wrong of {count}" for (encoding, long), count in sorted(asked.items())})
    assert [kind for kind in wrong if kind[0] in UNICODE and wrong[kind]] == []
    assert all(wrong[encoding, True] <= 0.001 * asked[encoding, True] for encoding in EIGHT_BIT)
