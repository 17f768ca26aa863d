"""The mention lists of a generation, as the kernels take them."""

import numpy as np
import numpy.typing as npt

from dashboard.corpus import View


def mention_lists(view: View, *, fold_capitals: bool = False) -> tuple[npt.NDArray, ...]:  # type: ignore[type-arg]
    """Pointer, actors, demonym flags and voices of all mentions; with `fold_capitals` a capital is the state it stands for."""
    generation = view.corpus.generation
    actors = folded_actors(view) if fold_capitals else generation.array("mention_actor")
    return generation.array("mention_pointer"), actors, generation.array("mention_demonym"), generation.array("mention_voice")


def folded_actors(view: View) -> npt.NDArray[np.int32]:
    """The actor of every mention, one that stands for another replaced by it; worked out once a generation."""
    memory = view.corpus.memory
    if "folded" not in memory:
        generation = view.corpus.generation
        numbers = generation.actor_numbers
        target = np.arange(len(numbers), dtype=np.int32)
        for number, stands_for in enumerate(generation.table("actors")["stands_for"].to_pylist()):
            target[number] = numbers.get(stands_for, number)
        memory["folded"] = target[generation.array("mention_actor")]
    found: npt.NDArray[np.int32] = memory["folded"]
    return found
