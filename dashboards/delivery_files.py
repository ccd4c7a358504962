"""What a delivery's pages offer as files: findings beside the original rows, and the difference report."""

from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse

from dashboards.exported import FIGURE, FINDINGS, figure_cells, findings
from dashboards.views.reading import XLSX
from scorecards.changes import Change
from scorecards.exports import Cell
from scorecards.marked_workbook import marked_workbook
from scorecards.models import Delivery, Finding
from scorecards.originals import OriginalSheet
from scorecards.queries.change_lines import Changes, TakenBack

__all__ = ["CHANGES", "FINDINGS", "changes", "findings", "findings_workbook"]

CHANGES = (
    "delivery", "month", "change", "unit", "unit_name", "indicator", "indicator_name",
    *(f"{name}_before" for name in FIGURE), *(f"{name}_after" for name in FIGURE),
    "size", "expected_low", "expected_high",
)  # fmt: skip
NOTHING = (None,) * len(FIGURE)


def findings_workbook(delivery: Delivery, found: Sequence[Finding], sheets: Iterable[OriginalSheet]) -> HttpResponse:
    """All findings, and the file's own rows that have some, for whoever must mend it."""
    response = HttpResponse(marked_workbook(found, sheets), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="findings-{delivery.pk}.xlsx"'
    return response


def changes(delivery: Delivery, found: Changes, taken_back: TakenBack | None = None) -> Iterator[tuple[Cell, ...]]:
    """A row per figure that changed, is new, or is missing, in the order of CHANGES; first what withdrawing it did."""
    start = (delivery.pk, str(delivery.month))
    for word, lines in (("restored", taken_back.restored), ("removed", taken_back.removed)) if taken_back else ():
        for line in lines:
            yield (*start, word, *_of(line))
    for line in (*found.changed, *found.added):
        yield (*start, "added" if line.before is None else "changed", *_of(line))
    for gone in found.missing:
        facts = (gone.indicator.code, gone.indicator.name) if gone.indicator else ("", "")
        last = figure_cells(gone.last, None) if gone.last else NOTHING
        yield (*start, "missing", gone.unit_code, gone.unit_name, *facts, *last, *NOTHING, None, None, None)


def _of(line: Change) -> tuple[Cell, ...]:
    before = figure_cells(line.before, line.status_before) if line.before else NOTHING
    after = figure_cells(line.after, line.status_after) if line.after else NOTHING
    return (
        line.unit_code, line.unit_name, line.indicator.code, line.indicator.name, *before, *after, line.size,
        *(line.expected or (None, None)),
    )  # fmt: skip
