"""Columns put side by side become the frame that pandas would have made of them."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from dashboard.measures.columns import Column, frame, nothing, strings, text


@pytest.mark.parametrize(
    ("column", "values"),
    [
        pytest.param(text(pa.array(["قمح", None, "سلام"])), ["قمح", None, "سلام"], id="text"),
        pytest.param(text(pa.array([None, None, None], pa.string())), [None, None, None], id="no text at all"),
        pytest.param(nothing(3), None, id="nulls"),
        pytest.param(strings(pa.repeat("article", 3)), "article", id="one word"),
        pytest.param(np.array([3, 1, 2]), [3, 1, 2], id="numbers"),
        pytest.param([{"قمح": 1}, {}, {"سلام": 2}], [{"قمح": 1}, {}, {"سلام": 2}], id="lists"),
    ],
)
def test_a_column_is_what_pandas_makes_of_its_values(column: Column, values: object) -> None:
    made = frame({"x": column, "y": np.arange(3)})
    pd.testing.assert_frame_equal(made, pd.DataFrame({"x": values, "y": np.arange(3)}))


def test_renaming_the_columns_of_one_frame_leaves_the_next_as_it_is() -> None:
    first = frame({"x": np.arange(2)})
    first.columns.name = "renamed"
    first.columns = ["z"]
    assert frame({"x": np.arange(2)}).columns.tolist() == ["x"]
    assert frame({"x": np.arange(2)}).columns.name is None
