"""What belongs to the demo, and what of it is missing: asked at every start, so it imports nothing heavy."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

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
    def is_published(self) -> bool:
        return Delivery.objects.filter(file_name=self.file_name, state=DeliveryState.PUBLISHED).exists()


def people() -> list[dict[str, str]]:
    """The demo's people as its file has them: email, name, role and unit."""
    with (DATA / "people.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter=";"))


def months_of(number: int) -> list[Month]:
    """The demo's months, the first ones of the simulation."""
    return [FIRST + at for at in range(number)]


def uploads(last: Month) -> tuple[Path, Path]:
    """The workbooks of the month after the last: the right one, and the one with mistakes."""
    folder = Path(settings.BASE_DIR) / "build" / "demo"
    stem = f"{UPLOADED.lower()}-{last + 1}"
    return folder / f"{stem}.xlsx", folder / f"{stem}-med-feil.xlsx"


def sendings(months: list[Month]) -> list[Sending]:
    """The deliveries of these months in the order in which they come: national, county, real."""
    packages = sorted(_packages(simulated=True), key=lambda package: package.owner.kind != UnitKind.COUNTRY)
    held = {package.pk: _months_held(package, months) for package in packages}
    real = _packages(simulated=False)
    made_up = [Sending(package, month) for month in months for package in packages if month in held[package.pk]]
    files = [Sending(package, month) for month in months for package in real if (TELEMARK / f"{month}.csv").exists()]
    return sorted(made_up + files, key=lambda sending: sending.month)


def corrections(months: list[Month], world: World) -> list[Sending]:
    """The late deliveries of these months: they come when the rankings are published, and make one of them outdated."""
    late: dict[str, set[Month]] = defaultdict(set)
    for fix in world.corrections:
        late[fix.package].add(fix.month)
    return [
        Sending(package, month, corrects=True)
        for package in _packages(simulated=True)
        for month in sorted(late[package.code] & set(months))
    ]


def rankings(months: list[Month]) -> list[tuple[Package, Month]]:
    """The counties' packages and months that rankings are missing for, where some indicator is prioritised."""
    last = months[-RANKED_MONTHS:]
    published = set(Ranking.objects.filter(month__in=last).values_list("county_id", "month"))
    return [
        (package, month)
        for package in [*_packages(simulated=True), *_packages(simulated=False)]
        if package.owner.kind == UnitKind.COUNTY
        for month in _months_held(package, last, prioritised=True)
        if (package.owner_id, month) not in published
    ]


def is_complete(months: list[Month], world: World) -> bool:
    """Whether nothing of the demo is missing. A few queries."""
    if not foundations_stand():
        return False
    wanted = {sending.file_name for sending in (*sendings(months), *corrections(months, world))}
    published = Delivery.objects.filter(state=DeliveryState.PUBLISHED, file_name__in=wanted)
    return (
        wanted <= set(published.values_list("file_name", flat=True))
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


def _packages(*, simulated: bool) -> list[Package]:
    """The demo's packages: those that are made up, or those that say where their figures come from."""
    packages = Package.objects.filter(simulated=simulated).select_related("owner").order_by("pk")
    return list(packages if simulated else packages.exclude(source=""))


def _months_held(package: Package, months: list[Month], *, prioritised: bool = False) -> list[Month]:
    """The months in which the package has items, or prioritised ones."""
    items = PackageItem.objects.filter(package=package, priority__gte=1 if prioritised else 0)
    spans = list(items.values_list("valid_from", "valid_to").distinct())
    return [
        month
        for month in months
        if any(begins <= month.first_day and (ends is None or month.first_day < ends) for begins, ends in spans)
    ]
