"""Actors: who is named, how often, in how many articles and sources, under which forms."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.cache import index
from dashboard.cache.adding import added
from dashboard.corpus import FEW_RANGES, View
from dashboard.errors import CallError
from dashboard.lexicon.actors import KINDS
from dashboard.measures.mentions import mention_lists

COLUMNS = ("actor", "name", "kind", "mentions", "articles", "sources", "forms")


def actors(
    view: View, *, limit: int = 50, kind: str | None = None, only: Sequence[str] = (), demonyms: bool = False, fold_capitals: bool = False,
    lang: str = "ar", details: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """The actors named in a view, most mentioned first.

    Returns a DataFrame, one row an actor: actor (slug), name (in `lang`), kind (person, organisation, state, place), mentions,
    articles, sources (that name it), forms (each form as written, proclitics off, with its count). `demonyms` counts الروسي for the
    state; `fold_capitals` counts موسكو for روسيا. `only`: these actors alone. `limit` 0 gives all; `details` False leaves sources and forms null.
    Raises UnknownActor where `only` names nobody, CallError where `kind` is none.
    """
    if kind is not None and kind not in KINDS:
        raise CallError(f"--kind {kind!r} is none of: {', '.join(KINDS)}", key="bad_choice", option="kind", value=kind, known=KINDS)
    table = view.corpus.generation.table("actors")
    sums = actor_sums(view, demonyms=demonyms, fold_capitals=fold_capitals)
    mentions = sums[0]
    if kind is not None:
        mentions = np.where(np.array(table["kind"].to_pylist(), object) == kind, mentions, 0)
    if only:
        mentions = np.where(np.isin(np.arange(len(mentions)), [view.corpus.actor(name) for name in only]), mentions, 0)
    order = np.argsort(-mentions, kind="stable")
    order = order[: np.count_nonzero(mentions)]
    order = order[:limit] if limit else order
    chosen = table.take(order)
    frame = pd.DataFrame(
        {
            "actor": chosen["slug"].to_pylist(),
            "name": chosen[lang if lang in ("ar", "en") else "ar"].to_pylist(),
            "kind": chosen["kind"].to_pylist(),
            "mentions": sums[0][order],
            "articles": sums[1][order],
        }
    )
    if not details:
        return frame.assign(sources=None, forms=None)
    by_source = [sums[1] > 0 for sums in sums_by_source(view, demonyms=demonyms, fold_capitals=fold_capitals).values()]
    frame["sources"] = np.sum([held[order] for held in by_source], axis=0) if by_source else np.zeros(len(order), int)
    frame["forms"] = pd.Series(_forms(view, order, demonyms=demonyms, fold_capitals=fold_capitals), dtype=object)
    return frame


def actor_sums(
    view: View,
    starts: npt.NDArray[np.int64] | None = None,
    stops: npt.NDArray[np.int64] | None = None,
    *,
    demonyms: bool = False,
    fold_capitals: bool = False,
) -> npt.NDArray[np.int64]:
    """Mentions and articles of every actor, by number: int64[2, actors]; over the view's rows unless ranges are given."""
    if starts is not None and stops is not None:
        return _counted(view, starts, stops, demonyms=demonyms, fold_capitals=fold_capitals)
    plain = not (view.voice or demonyms or fold_capitals)
    # Ranges that lie in one source each are no more work one by one, and what is found by source serves the measures that ask for that.
    if plain and len(view.starts) <= FEW_RANGES and len(view.by_source) > len(view.starts):
        return _counted(view, view.starts, view.stops, demonyms=demonyms, fold_capitals=fold_capitals)
    by_source = sums_by_source(view, demonyms=demonyms, fold_capitals=fold_capitals)
    return np.asarray(np.sum([*by_source.values(), np.zeros((2, len(view.corpus.generation.actor_numbers)), np.int64)], axis=0), np.int64)


def sums_by_source(view: View, *, demonyms: bool = False, fold_capitals: bool = False) -> dict[int, npt.NDArray[np.int64]]:
    """Mentions and articles of every actor in the view's articles of each source, by the source's number; counted once a view."""
    key = ("actors by source", demonyms, fold_capitals)
    if key not in view.memory:
        view.memory[key] = {
            source: _counted(view, starts, stops, demonyms=demonyms, fold_capitals=fold_capitals) for source, (starts, stops) in view.by_source.items()
        }
    found: dict[int, npt.NDArray[np.int64]] = view.memory[key]
    return found


def _counted(view: View, starts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64], *, demonyms: bool, fold_capitals: bool) -> npt.NDArray[np.int64]:
    generation = view.corpus.generation
    blocks = [generation.array(name) for name in ("block_mentions", "block_actor_articles")]
    if fold_capitals:
        blocks = [block[:1] for block in blocks]
    block = generation.rows + 1 if fold_capitals else generation.steps[2]
    lists = mention_lists(view, fold_capitals=fold_capitals)
    summed = not (view.voice or demonyms or fold_capitals)
    return added(lambda first, last: np.asarray(index.actor_sums(first, last, block, *blocks, *lists, view.voice, demonyms)), starts, stops, summed=summed)


def _forms(view: View, chosen: npt.NDArray[np.int64], *, demonyms: bool, fold_capitals: bool) -> list[dict[str, int]]:
    """The forms of the chosen actors with their counts, commonest first."""
    generation = view.corpus.generation
    entries, _ = index.entries_of(view.starts, view.stops, generation.array("mention_pointer"))
    _, actors, demonym, voices = mention_lists(view, fold_capitals=fold_capitals)
    slot = np.full(len(generation.actor_numbers), -1, np.int32)
    slot[chosen] = np.arange(len(chosen), dtype=np.int32)
    wanted = slot[actors[entries]] >= 0
    if not demonyms:
        wanted &= ~demonym[entries]
    if view.voice:
        wanted &= voices[entries] == view.voice - 1
    entries = entries[wanted]
    pairs = slot[actors[entries]].astype(np.int64) << 32 | generation.array("mention_form")[entries]
    keys, counts = np.unique(pairs, return_counts=True)
    written = generation.table("forms")["form"].take(keys & 0xFFFFFFFF).to_pylist()
    forms: list[dict[str, int]] = [{} for _ in chosen]
    for i in np.lexsort((np.arange(len(keys)), -counts)).tolist():
        forms[int(keys[i] >> 32)][written[i]] = int(counts[i])
    return forms
