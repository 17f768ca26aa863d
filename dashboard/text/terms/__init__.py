"""Which words are forms of one term: `term_keys`."""

from .keys import term_keys

__all__ = ["term_keys"]
