"""A delivery's page from what is stored of it: state, findings by kind, and what changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from dashboards.cells import cell
from dashboards.dates import day_and_time, month_and_year
from dashboards.finding_words import about, title_of
from dashboards.formatting import current_format
from dashboards.marks import current_marks
from organisation.findings import Found
from scorecards.choices import DeliveryState, Severity
from scorecards.models import Delivery, Finding
from scorecards.queries.delivery_changes import Change, Changes

MOST_SHOWN = 200  # findings of a kind, and changes
SHOWN_AT_ONCE = 16  # changes; the others open by a click


AnyFinding: TypeAlias = Finding | Found  # as it is stored, or as a service gives it


@dataclass(frozen=True, slots=True)
class FindingRow:
    sheet: str
    cell: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """All findings of one kind."""

    is_error: bool
    title: str
    about: str
    number: int
    rows: list[FindingRow]
    left_out: int
    has_sheets: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    unit: str
    indicator: str
    before_mark: Markup | str
    before: Markup | str
    after_mark: Markup | str
    after: Markup | str


def finding_groups(findings: Iterable[AnyFinding]) -> list[FindingGroup]:
    """By kind, errors first, then the order of the file; the errors' tables stand open."""
    by_kind: dict[tuple[bool, str], list[AnyFinding]] = {}
    for finding in findings:
        by_kind.setdefault((finding.severity != Severity.ERROR, finding.code), []).append(finding)
    return [
        FindingGroup(
            is_error=not is_warning,
            title=title_of(code),
            about=about(code),
            number=len(found),
            rows=[_row(finding) for finding in found[:MOST_SHOWN]],
            left_out=max(0, len(found) - MOST_SHOWN),
            has_sheets=any(finding.sheet for finding in found),
            is_open=not is_warning,
        )
        for (is_warning, code), found in sorted(by_kind.items(), key=lambda item: item[0][0])
    ]


def _row(finding: AnyFinding) -> FindingRow:
    place = f"{finding.column}{finding.row or ''}" if finding.column else (str(finding.row) if finding.row else "")
    return FindingRow(finding.sheet, place, finding.value, finding.message)


def page_context(
    delivery: Delivery, findings: Sequence[AnyFinding], changes: Changes, *, may_publish: bool, has_ranking: bool
) -> dict[str, Any]:
    """What the template shows."""
    errors = sum(finding.severity == Severity.ERROR for finding in findings)
    package, month = delivery.package.name, month_and_year(delivery.month)
    is_waiting = delivery.state in (DeliveryState.RECEIVED, DeliveryState.CHECKED)
    return {
        "here": "deliveries",
        "delivery": delivery,
        "title": _("%(package)s, %(month)s") % {"package": package, "month": month},
        "month_in_words": month,
        "lead": lead_of(delivery),
        "figures": figure_strip(delivery, errors, len(findings) - errors),
        "groups": finding_groups(findings),
        "not_shown": delivery.findings_total - len(findings),
        "changes": [_change(line) for line in changes.lines[:SHOWN_AT_ONCE]],
        "more_changes": [_change(line) for line in changes.lines[SHOWN_AT_ONCE:MOST_SHOWN]],
        "changes_left_out": max(0, len(changes.lines) - MOST_SHOWN),
        "about_changes": about_changes(delivery, changes, has_ranking),
        "may_publish": may_publish and delivery.state == DeliveryState.CHECKED,
        "may_reject": may_publish and is_waiting,
        "why_not": why_not(delivery, errors),
        "is_published": delivery.state == DeliveryState.PUBLISHED,
    }


def lead_of(delivery: Delivery) -> str:
    """File, size, when and by whom, and the beginning and end of its SHA-256."""
    size = current_format().numerals.count(max(1, round(delivery.size / 1000)))
    parts = [delivery.file_name, _("%(size)s kB") % {"size": size}]
    parts.append(_("lastet opp %(when)s") % {"when": day_and_time(delivery.received_at)})
    if delivery.received_by:
        parts.append(delivery.received_by.name)
    parts.append(f"SHA-256 {delivery.sha256[:4]}…{delivery.sha256[-4:]}")
    return " · ".join(parts)


def figure_strip(delivery: Delivery, errors: int, warnings: int) -> list[tuple[str, str, str]]:
    count = current_format().numerals.count
    state = str(delivery.get_state_display())
    published = delivery.state == DeliveryState.PUBLISHED
    about_state = _("foreløpige tall") if delivery.preliminary else _("endelige tall")
    if published and delivery.published_at:
        about_state = day_and_time(delivery.published_at)
    rest = {"added": count(delivery.added), "unchanged": count(delivery.unchanged)}
    return [
        (_("Tilstand"), state[:1].upper() + state[1:], about_state),
        (_("Feil"), count(errors), _("må rettes før publisering") if errors else _("ingen ting stopper publisering")),
        (_("Advarsler"), count(warnings), _("kan publiseres")),
        (_("Linjer lest"), count(delivery.rows), _("%(n)s tall") % {"n": count(delivery.results)}),
        (
            _("Endret") if published else _("Ville endret"),
            count(delivery.changed),
            _("%(added)s nye, %(unchanged)s uendret") % rest,
        ),
    ]


def about_changes(delivery: Delivery, changes: Changes, has_ranking: bool) -> str:
    """What changes against what is published, in a few sentences."""
    month = month_and_year(delivery.month)
    if delivery.state in (DeliveryState.REJECTED, DeliveryState.WITHDRAWN):
        return _("Ingen ting endres av en leveranse som er %(state)s.") % {"state": delivery.get_state_display()}
    if not delivery.changed:
        if delivery.added:
            return _("Ingen publiserte tall endres. %(n)s tall er nye.") % {"n": delivery.added}
        return _("Alle tallene er som de som er publisert.")
    sentences = [_("Mot det som var publisert for %(month)s.") % {"month": month}]
    if changes.units_changing_status:
        n = changes.units_changing_status
        sentences.append(ngettext("Ett kontor skifter status.", "%(n)s kontor skifter status.", n) % {"n": n})
    if has_ranking:
        sentences.append(_("Rangeringen for %(month)s blir merket som utdatert.") % {"month": month})
    return " ".join(sentences)


def why_not(delivery: Delivery, errors: int) -> str:
    """Why it can't be published, in words; empty where it can."""
    if delivery.state == DeliveryState.REJECTED and errors:
        return ngettext(
            "Kan ikke publiseres før feilen er rettet i fila.",
            "Kan ikke publiseres før de %(n)s feilene er rettet i fila.",
            errors,
        ) % {"n": errors}
    if delivery.state == DeliveryState.REJECTED:
        return _("Leveransen er avvist.")
    return ""


def _change(line: Change) -> ChangeRow:
    form, marks = current_format(), current_marks()
    return ChangeRow(
        unit=line.unit_name,
        indicator=line.indicator.name,
        before_mark=marks.icons[line.status_before],
        before=cell(line.before, line.indicator, form, marks),
        after_mark=marks.icons[line.status_after],
        after=cell(line.after, line.indicator, form, marks),
    )
