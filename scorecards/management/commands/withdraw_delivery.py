"""withdraw_delivery: a published delivery taken back; what stood before it stands again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import acting_person, add_by, add_json, refusals_reported, report
from scorecards.models import Delivery
from scorecards.services.withdrawing import Withdrawal, withdraw_delivery

LARGEST_ID = 2**63 - 1  # of a row


class Command(BaseCommand):
    help = "Take a published delivery back: what stood before it stands again."
    requires_system_checks = ()  # they import every page

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("delivery", type=int, metavar="ID")
        parser.add_argument("--reason", required=True, metavar="TEXT", help="why, for whoever asks later")
        add_by(parser)
        add_json(parser)

    def handle(self, **options: Any) -> None:
        delivery = delivery_with(options["delivery"])
        with refusals_reported(self, as_json=options["json"]):
            withdrawal = withdraw_delivery(
                delivery=delivery,
                reason=options["reason"],
                by=acting_person(options["by"], "publish", delivery.package.owner, delivery.month),
            )
            report(
                self,
                withdrawal.to_json(),
                as_json=options["json"],
                sentence=in_a_sentence(withdrawal),
                findings=withdrawal.findings,
                total=withdrawal.findings_total,
            )


def delivery_with(number: int) -> Delivery:
    """The delivery with that id; an unknown one is wrong usage."""
    known = Delivery.objects.select_related("package__owner")
    delivery = known.filter(pk=number).first() if 0 < number <= LARGEST_ID else None
    if delivery is None:
        raise CommandError(_("Ingen leveranse har nummeret %(number)s.") % {"number": number}, returncode=2)
    return delivery


def in_a_sentence(withdrawal: Withdrawal) -> str:
    """What came of it, for people; nothing where it was refused."""
    if withdrawal.refused:
        return ""
    sentence = _(
        "Leveranse %(delivery)s er trukket tilbake: %(restored)s tall fra andre leveranser står igjen,"
        " %(removed)s er borte, %(left_alone)s er ikke rørt."
    )
    return sentence % withdrawal.to_json()
