"""Who may come in, as the lists of a secrets file say."""

import pytest

from dashboard.app.sign_in import permitted


@pytest.mark.parametrize(
    ("address", "listed", "admitted"),
    [
        pytest.param("a@x.example", [], True, id="no list admits everybody"),
        pytest.param("a@x.example", ["a@x.example"], True, id="the address"),
        pytest.param("A@X.Example", ["a@x.example"], True, id="in other letters"),
        pytest.param("a@x.example", ["@x.example"], True, id="the domain"),
        pytest.param("a@evilx.example", ["@x.example"], False, id="a domain that ends likewise"),
        pytest.param("a@x.example.evil", ["@x.example"], False, id="a domain that begins likewise"),
        pytest.param("b@x.example", ["a@x.example"], False, id="another address"),
        pytest.param("", ["@x.example"], False, id="no address"),
        pytest.param("", [], True, id="no address and no list"),
        pytest.param("a@x.example", "@x.example", False, id="a text where a list belongs admits nobody"),
    ],
)
def test_a_list_admits_whom_it_names(address: str, listed: list[str], admitted: bool) -> None:
    assert permitted(address, listed) is admitted
