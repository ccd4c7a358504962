"""Layouts made in the browser: an example is kept while somebody describes it, and what fits it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import can
from audit.services import record
from organisation.findings import ERROR, Found
from organisation.said import said
from scorecards.choices import DeliveryState
from scorecards.findings import no_right_to_layouts, too_large
from scorecards.layout_files import LayoutForm, read_entry
from scorecards.layouts import layout_facts
from scorecards.models import Delivery, Layout, LayoutExample, Package
from scorecards.outcomes import Outcome
from scorecards.queries.delivery_context import known_codes
from scorecards.queries.layouts import EXAMPLES_ARE_KEPT, Example, read_example, was_used
from scorecards.queries.uploads import takes_long
from scorecards.services.layouts import store_layout
from scorecards.services.rechecking import recheck_delivery

LARGEST_EXAMPLE = 4  # times what is checked while somebody waits
TOO_LARGE = said("Eksempelet er for stort. Ta ut ark og rader: noen titalls rader er nok til å beskrive det.")


@dataclass(frozen=True, slots=True)
class LayoutSaved:
    """The saved layout; None where something is wrong, which the findings then say."""

    layout: Layout | None
    findings: tuple[Found, ...] = ()


@transaction.atomic
def keep_example(
    *, package: Package, content: bytes, file_name: str, by: User
) -> tuple[LayoutExample | None, list[Found]]:
    """Keep a file to describe a layout by, for a day at most; None where it may not be kept, and why."""
    if not can(by, "deliver", package.owner):
        return None, [no_right_to_layouts(package.name)]
    if takes_long(content, times=LARGEST_EXAMPLE):
        return None, [too_large(TOO_LARGE)]
    parsed = read_example(Example(package, content, file_name))
    if not parsed.may_be_kept or not parsed.sheets:
        return None, parsed.findings.kept
    LayoutExample.objects.filter(uploaded_at__lt=timezone.now() - EXAMPLES_ARE_KEPT).delete()
    return LayoutExample.objects.create(package=package, content=content, file_name=file_name[:255], uploaded_by=by), []


@transaction.atomic
def save_layout(*, entry: Mapping[str, Any], example: Example, changes: Layout | None, by: User) -> LayoutSaved:
    """Save a layout that was tried on its example. `changes` is the one that becomes this; without it the code is new.

    Refused where the layout says something impossible, or where nothing of the example is read by it. What is wrong
    with the example's figures doesn't matter: the layout is right all the same.
    """
    if not can(by, "deliver", example.package.owner):
        return LayoutSaved(None, (no_right_to_layouts(example.package.name),))
    form, findings = read_entry(entry, known_codes().indicators)
    if form is None:
        return LayoutSaved(None, tuple(findings))
    same_code = Layout.objects.filter(code__iexact=form.facts.code).first()
    if same_code is not None and same_code != changes:
        message = said(
            "Oppsettet %(code)s finnes allerede. Velg en annen kode, eller endre det som finnes.", code=form.facts.code
        )
        return LayoutSaved(None, (Found("duplicate_code", ERROR, message),))
    parsed = read_example(example, form.facts)
    if not parsed.is_read:
        return LayoutSaved(None, tuple(parsed.findings.kept))
    _store(form, example, changes, by)
    return LayoutSaved(Layout.objects.get(code=form.facts.code))


def _store(form: LayoutForm, example: Example, changes: Layout | None, by: User) -> None:
    """Store it and forget the example. A code that is written anew is that layout's new code."""
    if changes and changes.code != form.facts.code:
        Layout.objects.filter(pk=changes.pk).update(code=form.facts.code)
        record(
            by=by,
            verb="renamed layout",
            subject=f"layout {form.facts.code}",
            changes={"code": (changes.code, form.facts.code)},
        )
    store_layout(form, example.package, by)
    if example.number:
        LayoutExample.objects.filter(pk=example.number).delete()


@transaction.atomic
def read_delivery_by(*, delivery: Delivery, layout: Layout, by: User) -> Outcome:
    """Check a delivery that isn't published anew, by that layout."""
    if not can(by, "deliver", delivery.package.owner, delivery.month) or layout.package_id != delivery.package_id:
        return Outcome(delivery, (no_right_to_layouts(delivery.package.name),), 1)
    if delivery.state in (DeliveryState.CHECKED, DeliveryState.REJECTED):
        Delivery.objects.filter(pk=delivery.pk).update(layout=layout)
    return recheck_delivery(delivery=delivery, by=by)


@transaction.atomic
def retire_layout(*, layout: Layout, retired: bool, by: User) -> list[Found]:
    """Take a layout out of use, or back: new files are no longer read by it. What was read by it stays as it is."""
    if not can(by, "deliver", layout.package.owner):
        return [no_right_to_layouts(layout.package.name)]
    if Layout.objects.filter(pk=layout.pk).exclude(retired=retired).update(retired=retired):
        changes = {"retired": ("no", "yes") if retired else ("yes", "no")}
        verb = "retired layout" if retired else "took layout into use"
        record(by=by, verb=verb, subject=f"layout {layout.code}", detail=layout.package.code, changes=changes)
    return []


@transaction.atomic
def delete_layout(*, layout: Layout, by: User) -> list[Found]:
    """Delete a layout that no delivery was read by."""
    if not can(by, "deliver", layout.package.owner):
        return [no_right_to_layouts(layout.package.name)]
    if was_used(layout):
        message = said(
            "Oppsettet %(code)s er brukt av leveranser og kan ikke slettes. Ta det ut av bruk i stedet.",
            code=layout.code,
        )
        return [Found("layout_is_used", ERROR, message)]
    facts = layout_facts(layout)
    record(by=by, verb="deleted layout", subject=f"layout {facts.code}", detail=layout.package.code)
    layout.delete()
    return []
