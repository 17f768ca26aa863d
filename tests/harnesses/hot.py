"""What the fork server loads before the first fork: a build, one after a change and one of nothing, so that lexicon and kernels are there."""

import contextlib
import gc
import io
import tempfile
from pathlib import Path

from dashboard.cli.main import main

from .anvil import corpus_of

with tempfile.TemporaryDirectory() as _folder, contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    for _version in (0, 4, 4):
        main(["build", "--corpus", str(corpus_of(Path(_folder) / "corpus", 300, _version)), "--cache", f"{_folder}/cache", "--jobs", "1"])

# What is loaded stays for good: a build that is forked from here need not look through it.
gc.collect()
gc.freeze()
