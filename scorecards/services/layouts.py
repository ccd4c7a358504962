"""Layouts: how odd workbooks are read, stored for the months to come."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.permissions import can
from audit.services import record
from organisation.findings import ERROR, Found, stops
from organisation.near_names import did_you_mean
from organisation.said import in_a_row, said
from scorecards.findings import no_right_to_layouts
from scorecards.layout_files import LayoutForm, UnreadableLayouts, as_entry, read_layouts
from scorecards.layouts import layout_facts
from scorecards.models import Indicator, Layout, LayoutColumn, Package


@dataclass(frozen=True, slots=True)
class LayoutsLoaded:
    """What was found, and the codes of the layouts that are new, changed and as they were."""

    findings: tuple[Found, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        return stops(self.findings)


@transaction.atomic
def load_layouts(*, path: Path, by: User | None) -> LayoutsLoaded:
    """Store the layouts of a JSON file; with an error in it nothing is changed. Loading it again changes nothing.

    A layout is known by its code in any case of letters. `by` must be allowed to deliver the package it is for.
    """
    codes = {code.upper(): code for code in Indicator.objects.values_list("code", flat=True)}
    try:
        forms, findings = read_layouts(path, codes)
    except UnreadableLayouts as unreadable:
        return LayoutsLoaded((unreadable.found,))
    packages = {package.code.upper(): package for package in Package.objects.select_related("owner")}
    for form in forms:
        package = packages.get(form.package.upper())
        if package is None:
            near = did_you_mean(form.package, [package.code for package in packages.values()])
            message = said(
                "Oppsett %(code)s: pakken «%(package)s» finnes ikke.", code=form.facts.code, package=form.package
            )
            findings.append(Found("unknown_package", ERROR, in_a_row(message, near), value=form.package))
        elif by is not None and not can(by, "deliver", package.owner):
            findings.append(no_right_to_layouts(package.name))
    if findings:
        return LayoutsLoaded(tuple(findings))
    fates = {form.facts.code: store_layout(form, packages[form.package.upper()], by) for form in forms}

    def that_are(fate: str) -> tuple[str, ...]:
        return tuple(code for code, its in fates.items() if its == fate)

    return LayoutsLoaded((), that_are("added"), that_are("changed"), that_are("unchanged"))


def store_layout(form: LayoutForm, package: Package, by: User | None) -> str:
    """Make the stored layout what the form says, within a transaction; its fate: added, changed or unchanged."""
    layout = Layout.objects.filter(code__iexact=form.facts.code).select_related("package").first()
    if layout is not None and layout.package_id == package.pk and layout_facts(layout) == form.facts:
        return "unchanged"
    fate = "added" if layout is None else "changed"
    before = _fields(as_entry(layout.package.code, layout_facts(layout))) if layout else {}
    layout = layout or Layout()
    layout.package = package
    for name in ("code", "sheet_pattern", "header_row", "unit_column"):
        setattr(layout, name, getattr(form.facts, name))
    layout.ignore = list(form.facts.ignore)
    layout.total_rows_start_with = list(form.facts.total_rows_start_with)
    layout.save()
    layout.columns.all().delete()
    LayoutColumn.objects.bulk_create(
        LayoutColumn(layout=layout, column=letter, meaning=meaning) for letter, meaning in form.facts.columns
    )
    after = _fields(as_entry(package.code, form.facts))
    changes = {name: (before.get(name, ""), after.get(name, "")) for name in sorted(before | after)}
    record(by=by, verb=f"{fate} layout", subject=f"layout {layout.code}", detail=package.code, changes=changes)
    return fate


def _fields(entry: dict[str, Any]) -> dict[str, str]:
    """A layout's fields as text, for its history: each column is one."""
    columns = {f"column {letter}": meaning for letter, meaning in entry.pop("columns").items()}
    texts = {name: " ".join(value) if isinstance(value, list) else str(value) for name, value in entry.items()}
    return texts | columns
