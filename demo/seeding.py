"""Making the demo: everything in the order in which a county would meet it, by the same way as users' files."""

from collections.abc import Callable

from demo.behaviour import read_world
from demo.deliveries import Senders, directions
from demo.files import long_csv, wide_table, workbook_of
from demo.foundations import load_foundations, sender
from demo.mistakes import read_slips, with_mistakes
from demo.plan import (
    TELEMARK,
    UPLOADED,
    NotSeededError,
    Sending,
    corrections,
    foundations_stand,
    places_pending,
    rankings,
    sendings,
    uploads,
)
from demo.simulation import Simulation
from organisation.months import Month
from organisation.queries import placed
from rankings.services import publish_ranking
from scorecards.choices import DeliveryState
from scorecards.models import Package
from scorecards.services.deliveries import receive_delivery
from scorecards.services.places import prepare_places

Tell = Callable[[str], None]


def seed(months: list[Month], tell: Tell) -> None:
    """Make what is missing of the demo, and tell what is being made. Raises NotSeededError."""
    if not foundations_stand():
        tell("organisasjon, katalog og personer")
        load_foundations()
    world = read_world()
    senders = Senders(Simulation(world, directions()))
    send_all(sendings(months), senders, tell)
    for package, month in rankings(months):
        tell(f"rangering {package.owner.code} {month}")
        rank(package, month)
    send_all(corrections(months, world), senders, tell)
    if places_pending(months[-1]):
        tell(f"plasser {months[-1]}")
        prepare_places(month=months[-1])  # those of the other months are prepared while the demo is being read
    write_uploads(months[-1], senders)


def send_all(wanted: list[Sending], senders: Senders, tell: Tell) -> None:
    """Deliver and publish those that haven't been. Raises NotSeededError where one is not in order."""
    for sending in wanted:
        if sending.is_published:
            continue
        tell(sending.file_name)
        outcome = receive_delivery(
            package=sending.package,
            month=sending.month,
            content=content_of(sending, senders),
            file_name=sending.file_name,
            by=sender(sending.package.owner),
            publish=True,
        )
        if outcome.delivery is None or outcome.delivery.state != DeliveryState.PUBLISHED:
            why = "; ".join(found.message for found in outcome.findings[:5])
            raise NotSeededError(f"{sending.file_name}: {why}")


def content_of(sending: Sending, senders: Senders) -> bytes:
    """The file itself: the real one of that month, or a made-up one."""
    if not sending.package.simulated:
        return (TELEMARK / f"{sending.month}.csv").read_bytes()
    lines = senders.lines(sending.package, sending.month, corrected=sending.corrects)
    return long_csv(lines, sending.month)


def rank(package: Package, month: Month) -> None:
    """Publish the ranking of the package's county."""
    county = placed(package.owner.code, month)
    if county is not None:
        publish_ranking(county=county, month=month, by=sender(package.owner))


def write_uploads(last: Month, senders: Senders) -> None:
    """Next month's package as people send it, right and with their mistakes, for the reader of the demo to deliver."""
    right, wrong = uploads(last)
    right.parent.mkdir(parents=True, exist_ok=True)
    package = Package.objects.select_related("owner").get(code=UPLOADED)
    table = wide_table(senders.lines(package, last + 1))
    right.write_bytes(workbook_of(table, last + 1, package.name))
    wrong.write_bytes(workbook_of(with_mistakes(table, *read_slips()), last + 1, package.name))
