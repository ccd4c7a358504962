"""What belongs to the demo, and what of it is missing: asked at every start, so it imports nothing heavy."""

import csv
import datetime
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from demo.behaviour import FIRST, World
from organisation.choices import UnitKind
from organisation.months import Month
from rankings.models import Ranking
from scorecards.choices import DeliveryState
from scorecards.models import Delivery, GroupSummary, Package, PackageItem

DATA = Path(__file__).parent / "data"
TELEMARK = DATA / "telemark"
RANKED_MONTHS = 7  # of the last ones, in which rankings are published
UPLOADED = "STYRINGSPAKKE"  # the package whose next month is left for the reader to deliver


class NotSeededError(Exception):
    """The demo could not be made; the text says what stood in the way."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A file of a package that belongs to the demo; `corrects` where it is the late one."""

    package: Package
    month: Month
    corrects: bool = False

    @property
    def file_name(self) -> str:
        return f"{self.package.code.lower()}-{self.month}{'-rettet' if self.corrects else ''}.csv"

    @property
    def at(self) -> datetime.datetime:
        """The national figures come first in the middle of the next month, the counties' a day later."""
        if self.corrects:
            return working_hour(self.month + 2, 10, 13)
        return working_hour(self.month + 1, 14 if self.package.owner.kind == UnitKind.COUNTRY else 15, 9)


@dataclass(frozen=True, slots=True)
class CountyRanking:
    """A ranking that belongs to the demo, of the county that owns the package."""

    package: Package
    month: Month

    @property
    def at(self) -> datetime.datetime:
        return working_hour(self.month + 1, 15, 14)


def working_hour(month: Month, day: int, hour: int) -> datetime.datetime:
    """That hour of that day of the month, or of the Monday after it."""
    date = datetime.date(month.year, month.number, day)
    date += datetime.timedelta(days=max(0, 7 - date.weekday()) if date.weekday() > 4 else 0)
    return timezone.make_aware(datetime.datetime.combine(date, datetime.time(hour)))


def people() -> list[dict[str, str]]:
    """The demo's people as its file has them: email, name, role and unit."""
    with (DATA / "people.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter=";"))


def real_file(month: Month) -> Path:
    """The real figures of a month, where there are some."""
    return TELEMARK / f"{month}.csv"


def months_of(number: int) -> list[Month]:
    """The demo's months, the first ones of the simulation."""
    return [FIRST + at for at in range(number)]


def uploads(last: Month) -> tuple[Path, Path]:
    """The workbooks of the month after the last: the right one, and the one with mistakes."""
    folder = Path(settings.BASE_DIR) / "build" / "demo"
    stem = f"{UPLOADED.lower()}-{last + 1}"
    return folder / f"{stem}.xlsx", folder / f"{stem}-med-feil.xlsx"


def sendings(months: list[Month]) -> list[Sending]:
    """The deliveries of these months: national, of the counties, and the real ones."""
    real = [package for package in _packages(simulated=False) if package.source]
    made_up = [Sending(package, month) for package in _packages() for month in _months_held(package, months)]
    return made_up + [Sending(package, month) for package in real for month in months if real_file(month).exists()]


def corrections(months: list[Month], world: World) -> list[Sending]:
    """The late deliveries for these months that have come when the last of them has."""
    late = {(fix.package, fix.month) for fix in world.corrections if fix.month in months[:-1]}
    packages = {package.code: package for package in _packages()}
    return [Sending(packages[code], month, corrects=True) for code, month in sorted(late)]


def rankings(months: list[Month]) -> list[CountyRanking]:
    """The rankings that are missing: of the last months, where a county's package has prioritised indicators."""
    last = months[-RANKED_MONTHS:]
    published = set(Ranking.objects.filter(month__in=last).values_list("county_id", "month"))
    return [
        CountyRanking(package, month)
        for package in (*_packages(), *_packages(simulated=False))
        if package.owner.kind == UnitKind.COUNTY
        for month in _months_held(package, last, prioritised=True)
        if (package.owner_id, month) not in published
    ]


def not_published(wanted: list[Sending]) -> list[Sending]:
    """Those of the deliveries that haven't been published yet. One query."""
    names = [sending.file_name for sending in wanted]
    published = Delivery.objects.filter(state=DeliveryState.PUBLISHED, file_name__in=names)
    there = set(published.values_list("file_name", flat=True))
    return [sending for sending in wanted if sending.file_name not in there]


def is_complete(months: list[Month], world: World) -> bool:
    """Whether nothing of the demo is missing. A few queries."""
    return (
        foundations_stand()
        and not not_published([*sendings(months), *corrections(months, world)])
        and not rankings(months)
        and not places_pending(months[-1])
        and all(file.exists() for file in uploads(months[-1]))
    )


def foundations_stand() -> bool:
    """Whether the last thing that the foundations make is there."""
    wanted = {row["email"] for row in people()}
    return wanted <= set(User.objects.filter(email__in=wanted).values_list("email", flat=True))


def places_pending(month: Month) -> bool:
    return GroupSummary.objects.filter(month=month, places_prepared=False, group__kind=UnitKind.COUNTY).exists()


def _packages(*, simulated: bool = True) -> list[Package]:
    """The packages that come in files."""
    by_hand = PackageItem.objects.exclude(filled_in_by="").values("package")
    packages = Package.objects.filter(simulated=simulated).exclude(pk__in=by_hand)
    return list(packages.select_related("owner").order_by("pk"))


def _months_held(package: Package, months: list[Month], *, prioritised: bool = False) -> list[Month]:
    """The months in which the package has items, or prioritised ones."""
    items = PackageItem.objects.filter(package=package, priority__gte=1 if prioritised else 0)
    spans = list(items.values_list("valid_from", "valid_to").distinct())
    return [
        month
        for month in months
        if any(begins <= month.first_day and (ends is None or month.first_day < ends) for begins, ends in spans)
    ]
