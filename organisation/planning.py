"""What files or a change would make of the organisation, checked, and nothing written: the dry run of every write."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from organisation.coverage import gaps, in_words, overlap
from organisation.findings import ERROR, Found, stops
from organisation.models import Unit
from organisation.organisation_checks import after_loading, check_organisation
from organisation.organisation_files import OrganisationFiles
from organisation.said import said
from organisation.standing import Span, Standing

# Whether a unit, by its id, has figures from one day up to, not including, another (None: and on).
HoldsFigures: TypeAlias = Callable[[int, datetime.date, datetime.date | None], bool]


@dataclass(frozen=True)
class OrganisationPlan:
    """The organisation before and after, what was found on the way, and the units that are named."""

    findings: tuple[Found, ...]
    before: Standing
    after: Standing
    named: tuple[str, ...] = ()  # codes of units whose spans are said, in order

    @property
    def refused(self) -> bool:
        return stops(self.findings)

    @cached_property
    def added(self) -> list[str]:
        """Codes of units that weren't known."""
        return [code for code in self.named if code not in self.before.kinds]

    @cached_property
    def changed(self) -> list[str]:
        """Codes of known units whose spans become others."""
        return [
            code
            for code in self.named
            if code in self.before.kinds and self.after.spans_of(code) != self.before.spans_of(code)
        ]

    @cached_property
    def succeeded_otherwise(self) -> list[str]:
        """Codes of units that became something else than before, by what is known."""
        every = dict.fromkeys([*self.before.successions, *self.after.successions])
        return [code for code in every if self.before.became(code) != self.after.became(code)]

    @property
    def new_successions(self) -> list[tuple[str, str]]:
        """Codes of units and of what they became, that weren't known to."""
        return [
            (code, successor)
            for code in self.succeeded_otherwise
            for successor, _ in sorted(self.after.became(code) - self.before.became(code))
        ]

    def is_divided(self, code: str) -> bool:
        """Whether a unit becomes several, so that its figures belong to none of them."""
        return len(self.after.became(code)) > 1

    @property
    def changes_nothing(self) -> bool:
        return not (self.added or self.changed or self.succeeded_otherwise)

    @property
    def regrouped(self) -> dict[str, datetime.date]:
        """Units that count in another county or region than before, with the first day on which they do."""
        days = (
            (code, _counts_elsewhere_from(self.before.spans_of(code), self.after.spans_of(code)))
            for code in self.changed
        )
        return {code: day for code, day in days if day}

    @property
    def groups_concerned(self) -> set[str]:
        """The counties and regions that such units counted in, or count in now."""
        spans = (span for code in self.regrouped for each in (self.before, self.after) for span in each.spans_of(code))
        return {group for span in spans for group in span.groups if group}


def _counts_elsewhere_from(before: Sequence[Span], now: Sequence[Span]) -> datetime.date | None:
    """The first day on which a unit stood before and stands now, in different groups."""
    days = (
        max(old.valid_from, new.valid_from)
        for old in before
        for new in now
        if old.groups != new.groups and overlap(old.days, new.days)
    )
    return min(days, default=None)


def plan_organisation(files: OrganisationFiles, standing: Standing, holds_figures: HoldsFigures) -> OrganisationPlan:
    """Hold the files against what stands, and against the figures that would lose the span they stand in."""
    findings = [*files.findings, *check_organisation(files, standing)]
    after = after_loading(files, standing)
    if not stops(findings):
        findings += _spans_with_figures(files, standing, after, holds_figures)
    named = dict.fromkeys([*(line.code for line in files.units), *sorted(files.emptied)])
    return OrganisationPlan(tuple(findings), standing, after, tuple(named))


def _spans_with_figures(
    files: OrganisationFiles, standing: Standing, after: Standing, holds_figures: HoldsFigures
) -> Iterator[Found]:
    """A finding at a unit's last line for each span that is taken away although figures stand in it."""
    last_lines = {line.code: line for line in files.units if line.code in standing.spans}
    codes = [*last_lines, *sorted(files.emptied)]
    ids = dict(Unit.objects.filter(code__in=codes).values_list("code", "pk"))
    for code in codes:
        kept = [span.days for span in after.spans_of(code)]
        lost = [gap for span in standing.spans_of(code) for gap in gaps(span.days, kept)]
        for first, end in lost:
            if holds_figures(ids[code], first, end):
                message = said(
                    "%(code)s har tall i tiden %(days)s, men skulle ikke finnes da. "
                    "Velg en annen dato, eller trekk tilbake leveransene først.",
                    code=code,
                    days=in_words((first, end)),
                )
                line = last_lines.get(code)
                if line:
                    yield line.spot.error("span_holds_figures", message, "valid_from")
                else:
                    yield Found("span_holds_figures", ERROR, message, value=code)
