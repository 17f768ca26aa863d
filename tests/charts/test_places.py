"""Nodes keep their places and names keep apart."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.charts import comentions, places

WIDTH, HEIGHT = 700.0, 500.0
NAMES = ("مصر", "الولايات المتحدة", "Recep Tayyip Erdogan", "منظمة التعاون والتنمية", "EU", "وزارة الخارجية")


def boxes(spots, x, y, texts):
    for spot, left, up, text in zip(spots, x, y, texts, strict=True):
        if spot is not None:
            wide, high = places.label_width(text), places.LABEL_SIZE * 1.5
            middle = left + spot.right, up + spot.up
            yield middle[0] - wide / 2, middle[1] - high / 2, middle[0] + wide / 2, middle[1] + high / 2


def overlap(one, other) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(4, 20), st.sampled_from(NAMES)), min_size=1, max_size=70), st.floats(1, 4))
@example([(0.0, 0.3515625, 4.0, "Recep Tayyip Erdogan"), (0.0625, 0.3125, 4.0, "مصر"), (0.0625, 0.375, 4.0, "مصر")], 2.0)
def test_names_stand_inside_the_frame_over_no_other_name_and_no_named_node(nodes, wider: float) -> None:
    x, y = [node[0] * WIDTH for node in nodes], [node[1] * HEIGHT for node in nodes]
    radius, texts = [node[2] for node in nodes], [node[3] for node in nodes]
    spots = places.labels(x, y, radius, texts, width=WIDTH, height=HEIGHT)
    stretched = [left * wider for left in x]
    found = list(boxes(spots, stretched, y, texts))
    assert all(one[0] > -1 and one[1] > -1 and one[2] < WIDTH * wider + 1 and one[3] < HEIGHT + 1 for one in found)
    assert not any(overlap(one, other) for one, other in itertools.combinations(found, 2))
    named = [at for at, spot in enumerate(spots) if spot is not None]
    for box, owner in zip(found, named, strict=True):
        for at in named:
            if at != owner:
                disc = (stretched[at] - radius[at], y[at] - radius[at], stretched[at] + radius[at], y[at] + radius[at])
                assert not overlap(box, disc)


def test_where_there_is_room_every_node_is_named() -> None:
    grid = [(x, y) for x in np.linspace(60, 640, 6) for y in np.linspace(30, 470, 8)]
    spots = places.labels([x for x, _ in grid], [y for _, y in grid], [10] * 48, ["الأردن"] * 48, width=WIDTH, height=HEIGHT)
    assert all(spot is not None for spot in spots)


def test_where_room_is_short_the_most_important_are_named() -> None:
    spots = places.labels([50] * 40, [50] * 40, [8] * 40, ["الولايات المتحدة"] * 40, width=100, height=100)
    named = [at for at, spot in enumerate(spots) if spot is not None]
    assert named
    assert named[0] == 0


@pytest.fixture(scope="module")
def pairs() -> pd.DataFrame:
    chance = np.random.default_rng(5)
    actors = [f"actor-{at:03}" for at in range(90)]
    rows = []
    for a, b in itertools.combinations(range(90), 2):
        if chance.random() < (0.5 if a % 3 == b % 3 else 0.05):
            rows.append((actors[a], actors[b], int(chance.integers(1, 9)), 90 - a, 90 - b, float(chance.random() * (0.6 if a % 3 == b % 3 else 0.1))))
    return pd.DataFrame(rows, columns=["a", "b", "count", "count_a", "count_b", "npmi"])


def test_the_most_named_stand_apart_and_all_inside(pairs: pd.DataFrame) -> None:
    made = places.layout(pairs)
    assert made[["x", "y"]].abs().to_numpy().max() <= 1
    first = made.set_index("actor").loc[places.frequency(pairs).index[:40], ["x", "y"]].to_numpy() * (500, 330)
    gaps = np.linalg.norm(first[:, None] - first[None], axis=2)[np.triu_indices(40, 1)]
    assert gaps.min() > 20


def test_communities_are_those_who_are_named_together(pairs: pd.DataFrame) -> None:
    made = places.layout(pairs).set_index("actor")["community"]
    groups = [{made[f"actor-{at:03}"] for at in range(rest, 90, 3)} for rest in range(3)]
    assert all(one.isdisjoint(other) for one, other in itertools.combinations(groups, 2))


def test_an_actor_that_the_layout_lacks_stands_by_its_companions(pairs: pd.DataFrame) -> None:
    made = places.layout(pairs)
    more = pd.concat([pairs, pd.DataFrame([("actor-000", "stranger", 3, 90, 3, 0.5)], columns=pairs.columns)])
    shown = places.placed(made, more, ["actor-000", "stranger"]).set_index("actor")
    home = made.set_index("actor").loc["actor-000"]
    assert shown.loc["actor-000", ["x", "y", "community"]].tolist() == home[["x", "y", "community"]].tolist()
    assert shown.loc["stranger", "community"] == home["community"]
    assert np.hypot(*(shown.loc["stranger", ["x", "y"]] - home[["x", "y"]]).astype(float)) < 0.2


@pytest.mark.parametrize("width", [340, 900])
def test_every_node_that_a_network_shows_is_named(pairs: pd.DataFrame, width: int) -> None:
    figure = comentions.network(pairs, layout=places.layout(pairs), width=width)
    nodes = next(trace for trace in figure.data if trace.name == "nodes")
    assert [point[0] for point in nodes.customdata] == [note.name for note in figure.layout.annotations]
    assert len(nodes.customdata) + figure.layout.meta["left_out"] >= 30
    assert len(nodes.customdata) > (12 if width < 400 else 40)
