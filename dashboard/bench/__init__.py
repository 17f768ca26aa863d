"""The benchmark: a made corpus, and the project's speed beside that of its peers over the same texts, in one run."""
