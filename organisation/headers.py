"""Checks of a table's columns against those it may have."""

from collections.abc import Iterator, Sequence

from organisation.findings import ERROR, Found
from organisation.near_names import did_you_mean
from organisation.said import in_a_row, said
from organisation.tables import Table, column_letter


def header_findings(table: Table, *, required: Sequence[str], optional: Sequence[str] = ()) -> list[Found]:
    """What is wrong with a table's columns: missing, unknown (with the nearest known name), there twice, nameless."""
    return [
        *_columns_too_many(table, [*required, *optional]),
        *_columns_missing(table, required),
        *_cells_without_header(table),
    ]


def _columns_too_many(table: Table, known: Sequence[str]) -> Iterator[Found]:
    for index, name in enumerate(table.names):
        written = table.header[index]
        if name in table.names[:index] and name:
            code = "duplicate_column"
            message = said("Kolonnen «%(column)s» står to ganger. Fjern den ene.", column=written)
        elif name and name not in known:
            code = "unknown_column"
            message = in_a_row(
                said("Kolonnen «%(column)s» er ukjent.", column=written),
                did_you_mean(name, known),
                said("Kjente kolonner: %(columns)s.", columns=", ".join(known)),
            )
        else:
            continue
        yield Found(
            code, ERROR, message, sheet=table.place, row=table.header_row, column=column_letter(index), value=written
        )


def _columns_missing(table: Table, required: Sequence[str]) -> Iterator[Found]:
    for name in required:
        if name not in table.names:
            message = said("Kolonnen «%(column)s» mangler. Legg den til i raden med overskrifter.", column=name)
            yield Found("missing_column", ERROR, message, sheet=table.place, row=table.header_row)


def _cells_without_header(table: Table) -> Iterator[Found]:
    for line in table.lines:
        if line.stray is not None:
            message = said("Cellen står uten overskrift. Gi kolonnen en, eller se etter et skilletegn for mye i raden.")
            yield Found("cell_without_header", ERROR, message, table.place, line.number, column_letter(line.stray))
