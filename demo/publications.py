"""The demo's deliveries, month by month, walked in by the same way as users' files; rankings; and a late correction."""

from collections.abc import Iterator
from dataclasses import dataclass

from demo.deliveries import Senders
from demo.files import long_csv
from demo.foundations import TELEMARK, NotSeededError, sender
from demo.simulation import FIRST
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import placed
from organisation.spans import holds_in
from rankings.models import Ranking
from rankings.services import publish_ranking
from scorecards.choices import DeliveryState
from scorecards.models import Delivery, Package, PackageItem
from scorecards.services.deliveries import receive_delivery

RANKED_MONTHS = 7  # of the last ones, in which rankings are published


@dataclass(frozen=True, slots=True)
class Sending:
    """A file of a package that belongs to the demo; `corrects` where it is the late one."""

    package: Package
    month: Month
    corrects: bool = False

    @property
    def file_name(self) -> str:
        return f"{self.package.code.lower()}-{self.month}{'-rettet' if self.corrects else ''}.csv"


def months_of(number: int) -> list[Month]:
    """The demo's months, the first ones of the simulation."""
    return [FIRST + at for at in range(number)]


def sendings(months: list[Month], senders: Senders) -> Iterator[Sending]:
    """Every delivery of these months in the order in which they come: national, county, real; corrections at last."""
    packages = list(Package.objects.filter(simulated=True).select_related("owner").order_by("pk"))
    packages.sort(key=lambda package: package.owner.kind != UnitKind.COUNTRY)
    real = list(Package.objects.filter(simulated=False).exclude(source="").select_related("owner"))
    for month in months:
        for package in packages:
            if PackageItem.objects.filter(holds_in(month), package=package).exists():
                yield Sending(package, month)
        for package in real:
            if (TELEMARK / f"{month}.csv").exists():
                yield Sending(package, month)
    for package in packages:
        for month in senders.corrected_months(package.code):
            if month in months:
                yield Sending(package, month, corrects=True)


def is_published(sending: Sending) -> bool:
    return Delivery.objects.filter(
        package=sending.package, month=sending.month, file_name=sending.file_name, state=DeliveryState.PUBLISHED
    ).exists()


def send(sending: Sending, senders: Senders) -> None:
    """Deliver and publish. Raises NotSeededError where it is not in order."""
    package, month = sending.package, sending.month
    if not package.simulated:
        content = (TELEMARK / f"{month}.csv").read_bytes()
    elif sending.corrects:
        content = long_csv(senders.corrected_lines(package, month), month)
    else:
        content = long_csv(senders.lines(package, month), month)
    outcome = receive_delivery(
        package=package,
        month=month,
        content=content,
        file_name=sending.file_name,
        by=sender(package.owner),
        publish=True,
    )
    if outcome.delivery is None or outcome.delivery.state != DeliveryState.PUBLISHED:
        raise NotSeededError(f"{sending.file_name}: " + "; ".join(found.message for found in outcome.findings[:5]))


def rankings_to_publish(months: list[Month]) -> Iterator[tuple[Package, Month]]:
    """The counties' packages and months whose rankings the demo has: where some indicator is prioritised."""
    prioritised = Package.objects.filter(owner__kind=UnitKind.COUNTY, items__priority__gte=1).select_related("owner")
    for package in prioritised.distinct().order_by("pk"):
        for month in months[-RANKED_MONTHS:]:
            items = PackageItem.objects.filter(holds_in(month), package=package, priority__gte=1)
            if items.exists() and not Ranking.objects.filter(county=package.owner, month=month).exists():
                yield package, month


def rank(package: Package, month: Month) -> None:
    """Publish the ranking of the package's county."""
    county = placed(package.owner.code, month)
    if county is not None:
        publish_ranking(county=county, month=month, by=sender(package.owner))
