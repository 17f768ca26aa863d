"""Feeds of outlets brought into the corpus folder: the only room that asks anything of the network, and only when called."""
