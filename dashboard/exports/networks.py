"""Co-mentions as network files that Gephi and its kin open: GraphML and GEXF."""

import math
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import networkx as nx
import pandas as pd
from lxml import etree

from dashboard.charts import theme
from dashboard.charts.places import placed
from dashboard.errors import CallError

EDGE_VALUES = ("count", "expected", "npmi", "log_likelihood")
FORMATS = ("graphml", "gexf")
SPREAD = 1000
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graph(
    comentions: pd.DataFrame,
    actors: pd.DataFrame | None = None,
    *,
    layout: pd.DataFrame | None = None,
    provenance: Mapping[str, str] | None = None,
) -> nx.Graph:
    """The pairs as a graph: nodes (slugs) with label, kind, articles, mentions, community and place, edges with weight (= count) and their measures.

    Pairs and nodes are in sorted order, so that the same table gives the same file. Missing measures are left out, since «nan» is no number to Gephi.
    """
    network = nx.Graph(**{_clean(key): _clean(value) for key, value in (provenance or {}).items()})
    about = {} if actors is None else actors.set_index("actor").to_dict("index")
    named = sorted({*comentions["a"], *comentions["b"]})
    places = {} if layout is None else placed(layout, comentions, named).set_index("actor").to_dict("index")
    for actor in named:
        network.add_node(_clean(actor), **_node(actor, about.get(actor, {}), places.get(actor, {})))
    for pair in comentions.sort_values(["a", "b"]).to_dict("records"):
        values = {key: float(pair[key]) for key in EDGE_VALUES if key in pair and _number(pair[key])}
        network.add_edge(_clean(pair["a"]), _clean(pair["b"]), weight=float(pair["count"]), **values)
    return network


def write(
    comentions: pd.DataFrame,
    format: str,
    actors: pd.DataFrame | None = None,
    *,
    layout: pd.DataFrame | None = None,
    provenance: Mapping[str, str] | None = None,
) -> bytes:
    """The network as GraphML or GEXF; in GEXF nodes carry their colour and place, so that Gephi opens it as the dashboard shows it.

    Raises CallError for another format.
    """
    if format not in FORMATS:
        raise CallError(f"No network format {format!r}. Known: {', '.join(FORMATS)}")
    network = graph(comentions, actors, layout=layout, provenance=provenance)
    written = BytesIO()
    if format == "graphml":
        nx.write_graphml_xml(network, written, encoding="utf-8", named_key_ids=True)
    else:
        for node in network.nodes.values():
            node["viz"] = _look(node)
        network.graph = {}
        nx.write_gexf(network, written, encoding="utf-8", version="1.2draft")
        return _described(written.getvalue(), provenance or {})
    return written.getvalue()


def _described(gexf: bytes, provenance: Mapping[str, str]) -> bytes:
    """The file with its provenance where GEXF has a place for it, without the name of the library that wrote it."""
    root = etree.fromstring(gexf)
    meta = root.find("{*}meta")
    if meta is None:
        return gexf
    for child in list(meta):
        meta.remove(child)
    for name, text in (("creator", "Marsad"), ("description", _clean("; ".join(f"{key}: {value}" for key, value in provenance.items())))):
        etree.SubElement(meta, f"{{{root.nsmap[None]}}}{name}").text = text
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _node(actor: str, known: Mapping[Any, Any], place: Mapping[Any, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {"label": _clean(str(known.get("name") or actor))}
    if known.get("kind"):
        values["kind"] = _clean(str(known["kind"]))
    values |= {key: int(known[key]) for key in ("articles", "mentions") if _number(known.get(key))}
    if place:
        values |= {
            "community": int(place["community"]),
            "x": float(place["x"]) * SPREAD,
            "y": float(place["y"]) * SPREAD,
        }
    return values


def _look(node: Mapping[str, Any]) -> dict[str, Any]:
    """GEXF's own attributes for how a node is drawn."""
    look: dict[str, Any] = {"size": 8 + math.sqrt(node.get("articles", 1))}
    if "community" in node:
        shade = theme.PALETTE[False][node["community"] % len(theme.PALETTE[False])]
        look["color"] = {
            "r": int(shade[1:3], 16),
            "g": int(shade[3:5], 16),
            "b": int(shade[5:7], 16),
            "a": 1.0,
        }
        look["position"] = {"x": node["x"], "y": node["y"], "z": 0.0}
    return look


def _number(value: Any) -> bool:
    return value is not None and not isinstance(value, str) and math.isfinite(float(value))


def _clean(text: str) -> str:
    """The text without characters that XML does not allow."""
    return _UNWRITABLE.sub("", str(text))
