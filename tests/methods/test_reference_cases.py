"""The cases of METHODS.md, calculated apart from this code: every method must answer as they say."""

import dataclasses
import importlib
import json
import math
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

CASES = json.loads((Path(__file__).parent / "reference_cases.json").read_text(encoding="utf-8"))


def plain(answer: Any) -> Any:
    """Dataclasses as dictionaries, tuples and arrays as lists, words as texts."""
    if dataclasses.is_dataclass(answer):
        return {field.name: plain(getattr(answer, field.name)) for field in dataclasses.fields(answer)}
    if isinstance(answer, list | tuple | np.ndarray):
        return [plain(item) for item in answer]
    return str(answer) if isinstance(answer, str) else answer


def differences(got: Any, wanted: Any, case: dict[str, Any], path: str = "") -> list[str]:
    """Where the answer differs from what is expected; what the case does not name is free."""
    if isinstance(wanted, dict):
        return [d for key, value in wanted.items() for d in differences(got[key], value, case, f"{path}.{key}")]
    if isinstance(wanted, list):
        if len(got) != len(wanted):
            return [f"{path}: {len(got)} items instead of {len(wanted)}"]
        pairs = enumerate(zip(got, wanted, strict=True))
        return [d for k, (g, w) in pairs for d in differences(g, w, case, f"{path}[{k}]")]
    if isinstance(wanted, bool | str) or wanted is None or got is None:
        return [] if got == wanted else [f"{path}: {got!r} instead of {wanted!r}"]
    within = case.get("within")
    if within is None:
        tolerance = case.get("tol", 1e-9)
        near = math.isclose(got, wanted, rel_tol=max(tolerance, 1e-12), abs_tol=tolerance)
    else:
        near = abs(got - wanted) <= (within if isinstance(wanted, int) else 1.5)
    return [] if near else [f"{path}: {got!r} instead of {wanted!r}"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['method']}-{number}" for number, case in enumerate(CASES)])
def test_a_method_answers_as_its_reference_case_says(case):
    module, name = case["method"].split(".")
    function = getattr(importlib.import_module(f"methods.{module}"), name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        if case.get("raises") == "ValueError":
            with pytest.raises(ValueError, match=r"\w+ \w+"):
                function(**case["args"])
        else:
            assert differences(plain(function(**case["args"])), case["expect"], case) == []


def test_every_method_that_the_pages_call_has_a_reference_case():
    methods = {case["method"] for case in CASES}
    assert len(methods) == 26
    assert len(CASES) >= 332
