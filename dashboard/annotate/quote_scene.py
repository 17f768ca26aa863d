"""The scene that the kernels of the quotation engine read: the tokens of one document, their classes and the names among them.

All of it is one array of one dtype, scene[token, column]: kernels that hand on one plain array compile in a fraction of the time
that a tuple of arrays takes, and what is told of a token lies together. Two rows of nothing stand before the first token, one after the last.
"""


from dashboard.compiling import inner

(
    TYPE, FLAGS, LENGTH, PAIR, BITS, TRAITS, VERB_CLASS, OFFICE_ROLE, PORTFOLIO,
    NAME, NAME_END, ACTOR_OF, DEMONYM, SKIP, PERSON, SPEAKS,
) = range(16)  # fmt: skip
"""The columns. PAIR, NAME (the first token of the name that covers this one) and ACTOR_OF are -1 for none; what a name is stands
at its first token: the token after it, its actor, a demonym or not, letters of proclitics, a person, able to speak."""
COLUMNS = 16
FIRST_TOKEN = 2
ROWS_AROUND = FIRST_TOKEN + 1


@inner
def set_scene(scene, first, last, types, flags, length, pair, classes, names, name):  # type: ignore[no-untyped-def]
    """Fill scene (int64[>= tokens + ROWS_AROUND, COLUMNS]) with tokens first : last of a stream; returns the first name beyond them.

    types, flags, length, pair: of the stream. classes: int64[types, 5], the columns BITS … PORTFOLIO of each type. names: int64[m, 7],
    the first token, the one after the last, then the columns ACTOR_OF … SPEAKS; `name` is the first of them in this document.
    """
    shift = first - FIRST_TOKEN
    for k in range(last - first + ROWS_AROUND):
        for column in range(COLUMNS):
            scene[k, column] = 0
        scene[k, NAME] = scene[k, PAIR] = -1
    for i in range(first, last):
        k = i - shift
        scene[k, TYPE] = types[i]
        scene[k, FLAGS] = flags[i]
        scene[k, LENGTH] = length[i]
        scene[k, PAIR] = pair[i] - shift if pair[i] >= 0 else -1
        for column in range(classes.shape[1]):
            scene[k, BITS + column] = classes[types[i], column]
    while name < len(names) and names[name, 0] < last:
        begin = names[name, 0] - shift
        for k in range(begin, names[name, 1] - shift):
            scene[k, NAME] = begin
        scene[begin, NAME_END] = names[name, 1] - shift
        for column in range(ACTOR_OF, SPEAKS + 1):
            scene[begin, column] = names[name, column - ACTOR_OF + 2]
        name += 1
    return name
