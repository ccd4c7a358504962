"""Many narrow rows out of the database in one piece: a fifth of the time that rows one by one take."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

# How a column travels: its form as numpy reads it, and the function of PostgreSQL's that sends it so.
SENDS = {
    "bigint": (">i8", "int8send"),
    "float8": (">f8", "float8send"),
    "int2": (">i2", "int2send"),
    "bool": (">i1", "boolsend"),
}


def read_rows(columns: Mapping[str, tuple[str, str]], source: str, parameters: Any) -> NDArray[np.void]:
    """The rows of `source` (SQL from FROM on) as an array with a field per column.

    `columns` names each with its type (a key of SENDS) and its expression. None of them may be null, but for float8,
    where null becomes NaN. The order of the rows is not defined.
    """
    sent = " || ".join(_sent(*column) for column in columns.values())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg({sent}, ''::bytea) {source}", parameters)
        (received,) = cursor.fetchone()
    return np.frombuffer(received or b"", np.dtype([(name, SENDS[kind][0]) for name, (kind, _) in columns.items()]))


def _sent(kind: str, expression: str) -> str:
    value = f"coalesce({expression}, 'NaN')" if kind == "float8" else f"({expression})::{kind}"
    return f"{SENDS[kind][1]}({value})"
