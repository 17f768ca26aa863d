from io import BytesIO

import networkx as nx
import pandas as pd
import pytest

from dashboard.errors import CallError
from dashboard.exports import networks

PLACES = pd.DataFrame(
    {
        "actor": ["armenia", "baku", "samir"],
        "x": [0.5, -0.5, 0.1],
        "y": [0.0, 1.0, -1.0],
        "community": [0, 0, 1],
    }
)


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_a_network_comes_back_as_it_was(format: str, read, pairs: pd.DataFrame, actors: pd.DataFrame) -> None:
    network = read(BytesIO(networks.write(pairs, format, actors, layout=PLACES)))
    assert sorted(network) == ["armenia", "baku", "samir"]
    assert network.nodes["armenia"]["label"] == "أرمينيا "
    assert network.nodes["armenia"]["kind"] == "state"
    assert network.nodes["samir"]["label"] == "samir"
    assert network.nodes["samir"]["community"] == 1
    edge = network.edges["armenia", "baku"]
    assert (edge["weight"], edge["npmi"], edge["log_likelihood"]) == (3.0, 0.3, 7.0)


@pytest.mark.parametrize("format", networks.FORMATS)
def test_what_was_not_measured_is_left_out(format: str, pairs: pd.DataFrame) -> None:
    assert b"nan" not in networks.write(pairs, format).lower().replace(b"xmlschema-instance", b"")


def test_gexf_shows_communities_in_the_dashboards_colours(pairs: pd.DataFrame) -> None:
    written = networks.write(pairs, "gexf", layout=PLACES).decode()
    assert '<viz:color r="0" g="114" b="178"' in written
    assert '<viz:position x="500.0"' in written


@pytest.mark.parametrize("format", networks.FORMATS)
def test_the_order_of_pairs_does_not_change_the_file(format: str, pairs: pd.DataFrame) -> None:
    assert networks.write(pairs, format) == networks.write(pairs.iloc[::-1], format)


def test_an_unknown_format_names_the_known_ones(pairs: pd.DataFrame) -> None:
    with pytest.raises(CallError, match="graphml"):
        networks.write(pairs, "dot")
