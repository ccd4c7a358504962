"""A delivery's way in: received and checked. What is wrong with the file is found all at once, and kept with it."""

import datetime
import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.permissions import can
from audit.services import record
from organisation.findings import Found
from organisation.months import Month
from organisation.queries import AnyUnit
from organisation.said import kept
from scorecards.checks import Checked, check_delivery
from scorecards.choices import DeliverySource, DeliveryState
from scorecards.compare import Comparison, compare
from scorecards.findings import closed, no_right_to_deliver, not_read_yet, same_file
from scorecards.garbage import no_search_for_garbage
from scorecards.models import Delivery, DeliveryFile, Finding, Layout, Package, WaitingCheck
from scorecards.outcomes import Outcome
from scorecards.parsing import ParsedFile
from scorecards.publish import lock_month
from scorecards.queries.deliveries import parsed_file, same_file_published, warnings_before
from scorecards.queries.delivery_context import delivery_context
from scorecards.queries.figure_history import with_history
from scorecards.queries.uploads import is_unread
from scorecards.services.publishing import publish_checked

if TYPE_CHECKING:
    from accounts.models import User

MOST_WITH_HISTORY = 10_000  # figures that are held against the months before while they are published
LONGEST_CHECK = datetime.timedelta(minutes=10)  # after which a check that began here is taken to have been stopped


@no_search_for_garbage()
def receive_delivery(
    *,
    package: Package,
    month: Month,
    content: bytes,
    file_name: str,
    by: "User | None",
    preliminary: bool = False,
    layout: Layout | None = None,
    publish: bool = False,
    source: str = DeliverySource.FILE,
    right: tuple[str, AnyUnit] | None = None,
    check_later: bool = False,
) -> Outcome:
    """Take in a file: check it, keep it with its findings, and with `publish` publish it if it has no errors.

    With `check_later` it is only taken in; `services.uploads` checks it, and removes it if it may not be kept.

    `by` is whose right is checked; None where a command does it. `right` is a verb and a unit: to deliver for the
    package's owner, unless said. A file that can't be read, or holds personal data, is not kept. A file whose very
    figures stand already changes nothing.
    """
    verb, unit = right or ("deliver", package.owner)
    if by is not None and not can(by, verb, unit, month):
        return _refused(None, no_right_to_deliver(package.name))
    digest = hashlib.sha256(content).hexdigest()
    earlier = same_file_published(package, month, digest, preliminary=preliminary)
    if earlier is not None:
        return Outcome(earlier, (same_file(earlier.pk),), 1, unchanged_file=True)
    delivery = Delivery(
        package=package, month=month, file_name=_as_text(file_name), size=len(content), sha256=digest,
        layout=layout, source=source, preliminary=preliminary, received_by=by,
    )  # fmt: skip
    if check_later:
        _keep(delivery, content, by, due_at=timezone.now())
        return Outcome(delivery)
    parsed = parsed_file(delivery, content)
    if not parsed.may_be_kept:
        return Outcome(None, tuple(parsed.findings.kept), parsed.findings.total)
    _keep(delivery, content, by, due_at=timezone.now() + LONGEST_CHECK)
    return check_kept(delivery, parsed, by, publish=publish)


def _as_text(file_name: str) -> str:
    """A name as a database can hold it: a disk's may be bytes that are no text, and longer."""
    return file_name.encode("utf-8", "replace").decode().replace("\0", "")[:255]


@transaction.atomic
def _keep(delivery: Delivery, content: bytes, by: "User | None", *, due_at: datetime.datetime) -> None:
    """Keep the file. Whatever becomes of this process, the background has it checked when that is due."""
    delivery.save(force_insert=True)
    DeliveryFile.objects.create(delivery=delivery, content=content)
    WaitingCheck.objects.create(delivery=delivery, due_at=due_at)
    record(by=by, verb="received delivery", subject=delivery, detail=f"{delivery.package.code} {delivery.month}")


@transaction.atomic
def check_kept(delivery: Delivery, parsed: ParsedFile, by: "User | None", *, publish: bool) -> Outcome:
    """Check a kept file against what stands, under the month's lock where the figures are to be published at once.

    Then a country's figures are not held against two years of history once more, which takes longer than all the rest:
    what an earlier check found of that stands.
    """
    if publish:
        lock_month(delivery.month)
    if parsed.layout is not None and delivery.layout is None:  # it fits one that nobody chose
        delivery.layout = Layout.objects.filter(code=parsed.layout.code).first()
    context = delivery_context(
        delivery.package,
        delivery.month,
        preliminary=delivery.preliminary,
        is_whole=delivery.source == DeliverySource.FILE,
    )
    if not publish or len(parsed.pairs) <= MOST_WITH_HISTORY:
        context = with_history(context, parsed)
    checked = check_delivery(parsed, context)
    if context.history is None:
        checked.findings.extend(warnings_before(delivery, "large_change"))
    changes = compare(checked.figures, context.standing, preliminary=delivery.preliminary)
    _store_check(delivery, checked, changes)
    if publish and delivery.state == DeliveryState.CHECKED:
        publish_checked(delivery, checked.figures, changes, by=by)
    return Outcome(delivery, tuple(checked.findings.kept), checked.findings.total)


def _store_check(delivery: Delivery, checked: Checked, changes: Comparison) -> None:
    """Keep what was found, in place of what was found before, and what publishing would do."""
    delivery.state = DeliveryState.REJECTED if checked.findings.stop else DeliveryState.CHECKED
    delivery.rows = checked.rows or 0
    delivery.results = checked.results or 0
    delivery.added, delivery.changed, delivery.unchanged = map(len, (changes.added, changes.changed, changes.unchanged))
    delivery.findings_total = checked.findings.total
    delivery.save()
    WaitingCheck.objects.filter(delivery=delivery).delete()
    delivery.findings.all().delete()
    Finding.objects.bulk_create(
        Finding(
            delivery=delivery,
            severity=found.severity,
            code=found.code,
            sheet=found.sheet[:100],
            row=found.row,
            column=found.column,
            value=found.value[:200],
            **kept(found.message),
        )
        for found in checked.findings.kept
    )


@no_search_for_garbage()
@transaction.atomic
def publish_delivery(*, delivery: Delivery, by: "User | None") -> Outcome:
    """Publish a delivery that was checked before: it is checked again, since others may have published meanwhile.

    With an error among the findings nothing is published, and the delivery is rejected.
    """
    delivery = Delivery.objects.select_related("package__owner", "layout", "file").get(pk=delivery.pk)
    if by is not None and not can(by, "publish", delivery.package.owner, delivery.month):
        return _refused(delivery, no_right_to_deliver(delivery.package.name))
    lock_month(delivery.month)
    delivery.refresh_from_db(fields=["state"], from_queryset=Delivery.objects.select_for_update())
    if delivery.state not in (DeliveryState.CHECKED, DeliveryState.RECEIVED):
        return _refused(delivery, closed(DeliveryState(delivery.state).label))
    if is_unread(delivery):
        return _refused(delivery, not_read_yet())
    parsed = parsed_file(delivery, bytes(delivery.file.content))
    return check_kept(delivery, parsed, by, publish=True)


@transaction.atomic
def reject_delivery(*, delivery: Delivery, by: "User | None") -> Outcome:
    """Put a delivery aside that is not to be published. Its file and findings are kept."""
    delivery = Delivery.objects.select_related("package__owner").select_for_update(of=("self",)).get(pk=delivery.pk)
    if by is not None and not can(by, "deliver", delivery.package.owner, delivery.month):
        return _refused(delivery, no_right_to_deliver(delivery.package.name))
    if delivery.state in (DeliveryState.PUBLISHED, DeliveryState.WITHDRAWN):
        return _refused(delivery, closed(DeliveryState(delivery.state).label))
    if is_unread(delivery):
        return _refused(delivery, not_read_yet())
    delivery.state = DeliveryState.REJECTED
    delivery.save(update_fields=["state"])
    record(by=by, verb="rejected delivery", subject=delivery)
    return Outcome(delivery)


def _refused(delivery: Delivery | None, found: Found) -> Outcome:
    return Outcome(delivery, (found,), 1)
