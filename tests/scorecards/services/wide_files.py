"""Wide files of a county's offices, by chance: what the tests of sequences of deliveries publish."""

from dataclasses import dataclass

from hypothesis import strategies as st

from organisation.months import Month
from scorecards.models import Package
from scorecards.outcomes import Outcome
from scorecards.services.deliveries import receive_delivery
from tests.builders import a_country, a_package, an_item
from tests.scorecards.services.county import MAY, Delivering, delivering

OFFICES = ("1201", "1202", "1203")
JUNE = Month(2018, 6)
EMPTY = None  # a cell with nothing in it
Cell = int | str | None  # a count of forty, a marker, or EMPTY
Key = tuple[Month, str, str]  # month, indicator, office


@dataclass(frozen=True)
class Sent:
    """One wide file: a share for each office and a number for each."""

    month: Month
    shares: dict[str, Cell]
    numbers: dict[str, Cell]
    preliminary: bool = False
    national: bool = False  # in the country's package, of which the share is an item too
    narrow: bool = False  # without a column for numbers

    @property
    def shares_alone(self) -> bool:
        return self.national or self.narrow

    def content(self) -> bytes:
        lines = ["enhet;ANDEL teller;ANDEL nevner" + ("" if self.shares_alone else ";ANTALL")]
        for office in sorted({*self.shares, *self.numbers}):
            share = self.shares.get(office)
            above, below = (share, 40) if isinstance(share, int) else (share, share)
            cells = [above, below] if self.shares_alone else [above, below, self.numbers.get(office)]
            lines.append(";".join([office, *("" if cell is EMPTY else str(cell) for cell in cells)]))
        return "\n".join([*lines, ""]).encode()

    def cells(self) -> dict[Key, Cell]:
        offices = sorted({*self.shares, *self.numbers})
        found: dict[Key, Cell] = {(self.month, "ANDEL", office): self.shares.get(office) for office in offices}
        if not self.shares_alone:
            found |= {(self.month, "ANTALL", office): self.numbers.get(office) for office in offices}
        return found


@dataclass(frozen=True)
class World:
    county: Delivering
    national: Package

    def publish(self, sent: Sent) -> Outcome:
        return receive_delivery(
            package=self.national if sent.national else self.county.package,
            month=sent.month,
            content=sent.content(),
            file_name="wide.csv",
            by=None,
            preliminary=sent.preliminary,
            publish=True,
        )


def a_world() -> World:
    """The county, and the country's package that has the share too."""
    county = delivering()
    national = a_package("LANDET", owner=a_country())
    an_item(national, county.share)
    return World(county, national)


cells = st.one_of(st.integers(1, 4).map(lambda n: n * 10), st.sampled_from(["-", "*", "i.a.", EMPTY]), st.just(0))
columns = st.dictionaries(st.sampled_from(OFFICES), cells, max_size=3)
files = st.builds(
    Sent,
    month=st.sampled_from([MAY, MAY, JUNE]),
    shares=columns,
    numbers=columns,
    preliminary=st.booleans(),
    national=st.sampled_from([False, False, True]),
).filter(lambda sent: bool(sent.shares) or (bool(sent.numbers) and not sent.national))
