"""A county that delivers: three offices, a share and a number, and files of their figures."""

from dataclasses import dataclass
from pathlib import Path

from accounts.models import User
from organisation.models import Unit
from organisation.months import Month
from scorecards.models import GroupSummary, Indicator, Package, Result, ResultRevision
from scorecards.outcomes import Outcome
from scorecards.services.deliveries import receive_delivery
from tests.builders import a_country, a_county, a_package, a_person, a_target, an_indicator, an_item, an_office

MAY = Month(2018, 5)
FIGURES = (("1201", "ANDEL", "30", "40"), ("1202", "ANDEL", "10", "40"), ("1203", "ANDEL", "5", "10"))

Line = tuple[str, str, str, str]


@dataclass(frozen=True)
class Delivering:
    """The county, its package and offices by code."""

    county: Unit
    package: Package
    offices: dict[str, Unit]
    share: Indicator
    number: Indicator
    staff: User

    def receive(self, *lines: Line, month: Month = MAY, **more: object) -> Outcome:
        """Receive a long file of these lines: unit, indicator, numerator (or value), denominator."""
        content = long_file(*(lines or FIGURES))
        given = {"package": self.package, "file_name": "mai.csv", "by": self.staff, "content": content} | more
        return receive_delivery(month=month, **given)  # type: ignore[arg-type]

    def publish(self, *lines: Line, month: Month = MAY, **more: object) -> Outcome:
        return self.receive(*lines, month=month, publish=True, **more)

    def value(self, office: str, month: Month = MAY, indicator: Indicator | None = None) -> float | None:
        """The figure that stands; KeyError where none does."""
        found = Result.objects.filter(indicator=indicator or self.share, unit=self.offices[office], month=month).first()
        if found is None:
            raise KeyError(office)
        return found.value


def delivering() -> Delivering:
    country = a_country()
    county = a_county("1200", "NAV Hordaland")
    offices = {code: an_office(code, f"NAV {code}", county=county) for code in ("1201", "1202", "1203")}
    package = a_package("STYR", owner=county)
    share = an_indicator("ANDEL", owner=country)
    number = an_indicator("ANTALL", owner=country, unit="number", pooling="sum", decimals=0)
    for indicator in (share, number):
        an_item(package, indicator)
    a_target(share, 0.7, 0.6)
    return Delivering(county, package, offices, share, number, a_person(role="county", unit=county))


def long_file(*lines: Line) -> bytes:
    """A long file; a figure of the number indicator stands in the column of values."""
    rows = ["enhet;indikator;teller;nevner;verdi"]
    for unit, indicator, above, below in lines:
        rows.append(
            f"{unit};{indicator};;;{above}" if indicator == "ANTALL" else f"{unit};{indicator};{above};{below};"
        )
    return "\n".join([*rows, ""]).encode()


def written(folder: Path, *lines: Line, name: str = "mai.csv") -> Path:
    """The file on disk, for the command."""
    path = folder / name
    path.write_bytes(long_file(*(lines or FIGURES)))
    return path


def everything_that_stands() -> tuple[list[object], ...]:
    """Figures, what groups show and what was replaced: equal before and after where nothing changed."""
    return (
        list(Result.objects.order_by("month", "indicator_id", "unit_id").values_list()),
        list(GroupSummary.objects.order_by("month", "indicator_id", "group_id").values_list()),
        list(ResultRevision.objects.order_by("id").values_list()),
    )
