"""What garbage collection is kept away from."""

import gc

from dashboard.compiling.collecting import spared, undisturbed


def _walked(one: object) -> bool:
    return any(held is one for held in gc.get_objects())


def test_what_is_in_memory_when_it_is_spared_is_walked_no_more() -> None:
    before = [object()]
    assert _walked(before)
    spared()
    try:
        after = [object()]
        assert (_walked(before), _walked(after)) == (False, True)
    finally:
        gc.unfreeze()


def test_collection_is_held_off_for_a_while_and_goes_on() -> None:
    with undisturbed():
        assert not gc.isenabled()
    assert gc.isenabled()
