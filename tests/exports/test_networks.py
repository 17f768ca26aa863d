from io import BytesIO
from xml.etree import ElementTree

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


@pytest.mark.parametrize("format", networks.FORMATS)
def test_a_network_says_what_it_counts_and_how_to_cite_it(format: str, pairs: pd.DataFrame) -> None:
    written = networks.write(pairs, format, provenance={"counted": "214 من 1,310 مقالات", "cite": "gen-1, a<b"}).decode()
    assert "214 من 1,310 مقالات" in written
    assert "gen-1, a&lt;b" in written


def test_an_unknown_format_names_the_known_ones(pairs: pd.DataFrame) -> None:
    with pytest.raises(CallError, match="graphml"):
        networks.write(pairs, "dot")


def test_gexf_has_the_shape_that_its_schema_asks_for(pairs: pd.DataFrame, actors: pd.DataFrame) -> None:
    root = ElementTree.fromstring(networks.write(pairs, "gexf", actors, layout=PLACES))
    space = {"g": "http://www.gexf.net/1.2draft", "viz": "http://www.gexf.net/1.2draft/viz"}
    assert root.tag == "{http://www.gexf.net/1.2draft}gexf"
    assert root.get("version") == "1.2"
    graph = root.find("g:graph", space)
    assert graph.get("defaultedgetype") == "undirected"
    declared = {(kind.get("class"), one.get("id")): (one.get("title"), one.get("type")) for kind in graph.findall("g:attributes", space) for one in kind}
    assert {title for (of, _), (title, _) in declared.items() if of == "node"} >= {"kind", "articles", "community"}
    assert {title for (of, _), (title, _) in declared.items() if of == "edge"} >= {"npmi", "count"}
    assert {type for _, type in declared.values()} <= {"string", "long", "integer", "double", "float", "boolean"}
    nodes = graph.findall("g:nodes/g:node", space)
    assert all(node.get("id") and node.get("label") for node in nodes)
    for node in nodes:
        assert all(("node", value.get("for")) in declared for value in node.findall("g:attvalues/g:attvalue", space))
        assert node.find("viz:position", space) is not None
        assert all(0 <= int(node.find("viz:color", space).get(channel)) <= 255 for channel in "rgb")
    ids = {node.get("id") for node in nodes}
    edges = graph.findall("g:edges/g:edge", space)
    assert len({edge.get("id") for edge in edges}) == len(edges) == len(pairs)
    assert all({edge.get("source"), edge.get("target")} <= ids and float(edge.get("weight")) > 0 for edge in edges)


@pytest.mark.parametrize("format", networks.FORMATS)
def test_every_node_has_a_community_even_one_that_the_layout_lacks(format: str, pairs: pd.DataFrame) -> None:
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[format]
    network = read(BytesIO(networks.write(pairs, format, layout=PLACES[PLACES["actor"] != "samir"])))
    assert all("community" in network.nodes[node] for node in network)
