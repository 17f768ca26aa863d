"""The files that a corpus's owner keeps by hand, changed one fact at a time: actors.toml, corrections.toml, outlets.toml, added articles.

Every change reads the file as it is, keeps its comments and its order, is checked by the same loader that a build uses, and replaces
the file in one step or not at all. Nothing is built here, and nothing is written anywhere but into the corpus's folder.
"""
