"""A stored layout as the reading of files takes it."""

from scorecards.models import Layout
from scorecards.parsing import LayoutFacts


def layout_facts(layout: Layout) -> LayoutFacts:
    """The layout with its columns. One query, none where the columns are fetched."""
    return LayoutFacts(
        code=layout.code,
        header_row=layout.header_row,
        unit_column=layout.unit_column,
        columns=tuple((column.column, column.meaning) for column in layout.columns.all()),
        sheet_pattern=layout.sheet_pattern,
        ignore=tuple(layout.ignore),
        total_rows_start_with=tuple(layout.total_rows_start_with),
    )
