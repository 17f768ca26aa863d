"""Which words are forms of one term: `term_keys`."""

from dashboard.text.terms.keys import term_keys

__all__ = ["term_keys"]
