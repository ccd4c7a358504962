"""import_delivery: a file for a package and a month, received and checked, and published where that is asked for."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import acting_person, add_by, add_json, month_argument, refusals_reported, report
from organisation.near_names import did_you_mean
from organisation.said import in_a_row, said, translated
from scorecards.choices import DeliveryState
from scorecards.models import Delivery, Layout, Package
from scorecards.outcomes import Outcome
from scorecards.reading.refusals import LARGEST_FILE, too_many_bytes
from scorecards.services.deliveries import receive_delivery


class Command(BaseCommand):
    help = "Receive and check a delivery; with --publish publish it if it has no errors."
    requires_system_checks = ()  # they import every page, which takes longer than most deliveries

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=existing_file, metavar="FILE")
        parser.add_argument("--package", required=True, metavar="CODE")
        parser.add_argument("--month", required=True, type=month_argument, metavar="YYYY-MM")
        parser.add_argument("--layout", metavar="CODE", help="how the workbook is to be read")
        parser.add_argument("--preliminary", action="store_true", help="the figures are not final")
        parser.add_argument("--publish", action="store_true", help="publish if there are no errors")
        add_by(parser)
        add_json(parser)

    def handle(self, **options: Any) -> None:
        package = package_named(options["package"])
        layout = layout_named(options["layout"]) if options["layout"] else None
        file: Path = options["file"]
        with refusals_reported(self, as_json=options["json"]):
            by = acting_person(options["by"], "deliver", package.owner, options["month"])
            size = file.stat().st_size
            if size > LARGEST_FILE:  # not even read
                outcome = Outcome(None, (too_many_bytes(size),), 1)
            else:
                outcome = receive_delivery(
                    package=package,
                    month=options["month"],
                    content=file.read_bytes(),
                    file_name=file.name,
                    by=by,
                    preliminary=options["preliminary"],
                    layout=layout,
                    publish=options["publish"],
                )
            report(
                self,
                outcome.to_json(),
                as_json=options["json"],
                sentence=in_a_sentence(outcome),
                findings=outcome.findings,
                total=outcome.findings_total,
            )


def existing_file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path


def package_named(code: str) -> Package:
    """The package with that code in any case; an unknown one is wrong usage."""
    package = Package.objects.select_related("owner").filter(code__iexact=code).first()
    if package is None:
        message = in_a_row(said("Ingen pakke har koden %(code)s.", code=code), did_you_mean(code, all_codes(Package)))
        raise CommandError(translated(message), returncode=2)
    return package


def layout_named(code: str) -> Layout:
    layout = Layout.objects.filter(code__iexact=code).first()
    if layout is None:
        message = in_a_row(
            said("Ingen oppskrift har koden %(code)s.", code=code), did_you_mean(code, all_codes(Layout))
        )
        raise CommandError(translated(message), returncode=2)
    return layout


def all_codes(model: type[Package] | type[Layout]) -> list[str]:
    return list(model.objects.values_list("code", flat=True))


def in_a_sentence(outcome: Outcome) -> str:
    """What came of the file, for people."""
    delivery = outcome.delivery
    if delivery is None:
        return _("Filen er avvist og ikke tatt vare på. Rett det som står over, og prøv igjen.")
    words = {"delivery": delivery.pk, "counts": counted(delivery)}
    if outcome.unchanged_file:
        return _("Ingenting er endret: de samme tallene er publisert som leveranse %(delivery)s.") % words
    if delivery.state == DeliveryState.PUBLISHED:
        return _("Leveranse %(delivery)s er publisert: %(counts)s.") % words
    if delivery.state == DeliveryState.CHECKED:
        return _("Leveranse %(delivery)s er kontrollert og kan publiseres: %(counts)s.") % words
    return _("Leveranse %(delivery)s er avvist. Rett feilene i filen og lever den på nytt.") % words


def counted(delivery: Delivery) -> str:
    """How many figures publishing makes or made new, changes and leaves."""
    words = {"added": delivery.added, "changed": delivery.changed, "unchanged": delivery.unchanged}
    return _("%(added)s nye, %(changed)s endret, %(unchanged)s uendret") % words
