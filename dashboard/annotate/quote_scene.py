"""The scene that the kernels of the quotation engine read: tokens, their classes and the names among them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dashboard.compiling import njit
from dashboard.lexicon.matching import Matches
from dashboard.text.characters import CURLY_CLOSE, CURLY_OPEN, STRAIGHT
from dashboard.text.tokens import NEWLINE_BEFORE, TokenStream

TYPE, FLAGS, LENGTH, PAIR, NAME = range(5)
"""The rows of `token`; NAME is the row of `names` that covers the token, or -1."""
NAME_BEGIN, NAME_END, ACTOR_OF, DEMONYM, SKIP, PERSON, SPEAKS = range(7)
"""The columns of `names`: its tokens, its actor, a demonym or not, letters of proclitics, a person, able to speak."""


class Scene(NamedTuple):
    """Few arrays, since every kernel hands them on.

    token   int32[5, n]       what stands at each token
    bits    int64[n]          the classes of each token (quote_words.py)
    codes   uint8[types, 3]   for a type the class of verb, the role and the portfolio of an office
    names   int32[m, 7]       the names in the stream
    """

    token: npt.NDArray[np.int32]
    bits: npt.NDArray[np.int64]
    codes: npt.NDArray[np.uint8]
    names: npt.NDArray[np.int32]


def scene(
    stream: TokenStream,
    matches: Matches,
    bits: npt.NDArray[np.int64],
    codes: npt.NDArray[np.uint8],
    person: npt.NDArray[np.bool_],
    speaks: npt.NDArray[np.bool_],
) -> Scene:
    """The scene of a stream; `bits` and `codes` are told per type, `person` and `speaks` per actor."""
    names = np.empty((len(matches), 7), np.int32)
    names[:, NAME_BEGIN], names[:, NAME_END], names[:, ACTOR_OF] = matches.first, matches.last, matches.actor
    names[:, DEMONYM], names[:, SKIP] = matches.demonym, matches.skip
    names[:, PERSON], names[:, SPEAKS] = person[matches.actor], speaks[matches.actor]
    token = np.empty((5, len(stream.type)), np.int32)
    token[TYPE], token[FLAGS], token[LENGTH] = stream.type, stream.flags, stream.length
    _pair_the_rest(stream.parts, stream.type, stream.flags, stream.pair, token[PAIR])
    _cover(names, token[NAME])
    return Scene(token, bits[stream.type], codes, names)


@njit(cache=True)
def _cover(names, name_at):  # type: ignore[no-untyped-def]
    """Write at each token the name that covers it."""
    name_at[:] = -1
    for m in range(len(names)):
        for i in range(names[m, NAME_BEGIN], names[m, NAME_END]):
            name_at[i] = m


@njit(cache=True)
def _pair_the_rest(parts, types, flags, pair, pairs):  # type: ignore[no-untyped-def]
    """Copy the pairs of quotation marks; two straight or curly marks that a paragraph left over are a pair as well.

    Marks set the wrong way round («قال إن" …"») look like nothing that opens.
    """
    pairs[:] = pair
    for part in range(len(parts) - 1):
        first = second = -1
        count = 0
        for i in range(parts[part], parts[part + 1] + 1):
            ends = i == parts[part + 1] or flags[i] & NEWLINE_BEFORE != 0
            if ends:
                if count == 2:
                    pairs[first], pairs[second] = second, first
                count = 0
            if i < parts[part + 1] and pairs[i] < 0 and (types[i] == STRAIGHT or types[i] == CURLY_OPEN or types[i] == CURLY_CLOSE):
                count += 1
                if count == 1:
                    first = i
                second = i
