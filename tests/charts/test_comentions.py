import numpy as np
import pandas as pd

from dashboard.charts import comentions

Tables = dict[str, pd.DataFrame]


def test_both_halves_of_the_heatmap_hold_each_pair(tables: Tables) -> None:
    heat, points = comentions.heatmap(tables["comentions"]).data
    values = np.array(heat.z, dtype=float)
    assert np.array_equal(values, values.T, equal_nan=True)
    assert np.isnan(values.diagonal()).all()
    assert ["armenia", "baku", 3, 0.3] in [list(point) for point in points.customdata]
    assert len(points.customdata) == 2 * len(tables["comentions"])


def test_clustering_only_reorders(tables: Tables) -> None:
    by_frequency = comentions.heatmap(tables["comentions"], order="frequency").data[0].x
    assert sorted(comentions.heatmap(tables["comentions"]).data[0].x) == sorted(by_frequency)
    assert list(by_frequency) == ["armenia", "baku", "samir"]


def test_actors_with_like_companions_stand_side_by_side() -> None:
    groups = [["a1", "a2", "a3"], ["b1", "b2", "b3"]]
    rows = [
        (one, other, 9, 10, 10, 0.8)
        for group in groups
        for at, one in enumerate(group)
        for other in group[at + 1 :]
    ]
    pairs = pd.DataFrame(
        [*rows, ("a1", "b1", 1, 10, 10, -0.2)], columns=["a", "b", "count", "count_a", "count_b", "npmi"]
    )
    mixed = ["a1", "b1", "a2", "b2", "a3", "b3"]
    assert [{*part} for part in np.split(np.array(comentions.clustered(pairs, mixed)), 2)] in (
        [{*groups[0]}, {*groups[1]}],
        [{*groups[1]}, {*groups[0]}],
    )


def test_the_layout_is_the_same_whatever_the_order_of_pairs(tables: Tables) -> None:
    pairs = tables["comentions"]
    pd.testing.assert_frame_equal(comentions.layout(pairs), comentions.layout(pairs.iloc[::-1]))


def test_an_actor_keeps_place_and_colour_under_a_filter(tables: Tables) -> None:
    places = comentions.layout(tables["comentions"])
    whole = comentions.network(tables["comentions"], layout=places, threshold=-1)
    part = comentions.network(tables["comentions"].head(1), layout=places, threshold=-1)

    def node(figure, actor):
        trace = next(trace for trace in figure.data if trace.name == "nodes")
        at = [point[0] for point in trace.customdata].index(actor)
        return trace.x[at], trace.y[at], trace.marker.color[at]

    assert node(whole, "baku") == node(part, "baku")


def test_a_line_can_be_clicked_all_along_and_takes_no_click_from_a_node(tables: Tables) -> None:
    figure = comentions.network(tables["comentions"], tables["actors"], threshold=-1, width=900, height=660)
    along = next(trace for trace in figure.data if trace.mode == "markers" and trace.name is None and trace.customdata is not None)
    nodes = next(trace for trace in figure.data if trace.name == "nodes")
    stands = {point[0]: np.array([x, y]) for point, x, y in zip(nodes.customdata, nodes.x, nodes.y, strict=True)}
    room = np.array([900 - 56, 660 - 88])
    for a, b in (("armenia", "baku"), ("armenia", "samir"), ("baku", "samir")):
        at = np.array([(x, y) for point, x, y in zip(along.customdata, along.x, along.y, strict=True) if tuple(point[:2]) == (a, b)])
        steps = np.linalg.norm(np.diff([stands[a], *at, stands[b]], axis=0) * room, axis=1)
        assert np.median(steps) < 40
        assert steps.max() < 80
        for actor, size in zip(stands, nodes.marker.size, strict=True):
            assert (np.linalg.norm((at - stands[actor]) * room, axis=1) > size / 2 + 6).all()


def test_the_threshold_drops_weaker_pairs(tables: Tables) -> None:
    figure = comentions.network(tables["comentions"], threshold=0.4)
    nodes = next(trace for trace in figure.data if trace.name == "nodes")
    assert sorted(point[0] for point in nodes.customdata) == ["baku", "samir"]


def test_an_ego_view_keeps_one_actor_and_its_companions(tables: Tables) -> None:
    more = pd.concat(
        [tables["comentions"], pd.DataFrame([("x", "y", 4, 4, 4, 0.9)], columns=tables["comentions"].columns)]
    )
    nodes = next(
        trace for trace in comentions.network(more, ego="samir").data if trace.name == "nodes"
    )
    assert sorted(point[0] for point in nodes.customdata) == ["armenia", "baku", "samir"]


def test_pairs_that_rose_stand_on_one_side_and_those_that_fell_on_the_other(tables: Tables) -> None:
    changed = tables["comentions"].assign(count_in_a=[3, 0, 1], count_in_b=[0, 1, 1], log_ratio=[2.5, -1.0, 0.0], p_adjusted=[0.01, 0.5, 1.0])
    figure = comentions.rising(changed, names={"armenia": "أرمينيا"}, lang="en", a="اليوم", b="أمس")
    assert [[list(point[:3]) for point in trace.customdata] for trace in figure.data] == [[["armenia", "baku", "a"]], [["armenia", "samir", "b"]]]
    assert figure.data[0].x[0] == -2.5
    assert figure.data[1].x[0] == 1.0


def test_no_change_says_so_kindly(tables: Tables) -> None:
    same = tables["comentions"].assign(count_in_a=1, count_in_b=1, log_ratio=0.0, p_adjusted=1.0)
    assert not comentions.rising(same).data
