"""What came of a delivered file: the answer of every service that takes one in or publishes it."""

from dataclasses import dataclass, field
from typing import Any

from organisation.findings import Found, stops
from scorecards.models import Delivery


@dataclass(frozen=True, slots=True)
class Outcome:
    """A delivery after a step. `delivery` is None where nothing was kept; the counts are then None too."""

    delivery: Delivery | None
    findings: tuple[Found, ...] = ()  # those kept, in the order of the file
    findings_total: int = 0
    unchanged_file: bool = field(default=False)  # the same file stands already; `delivery` is the earlier one

    @property
    def refused(self) -> bool:
        return stops(self.findings)

    def to_json(self) -> dict[str, Any]:
        """In the form of `import_delivery --json`, findings apart."""
        kept = self.delivery
        counts = ("rows", "results", "added", "changed", "unchanged")
        if kept is None:
            return {"delivery": None, "state": "refused", **dict.fromkeys(counts)}
        if self.unchanged_file:
            same = {"rows": kept.rows, "results": kept.results, "added": 0, "changed": 0, "unchanged": kept.results}
            return {"delivery": kept.pk, "state": kept.state, **same}
        return {"delivery": kept.pk, "state": kept.state, **{name: getattr(kept, name) for name in counts}}
