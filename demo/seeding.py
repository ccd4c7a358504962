"""Making the demo: everything in the order in which a county would meet it, by the same way as users' files."""

from collections.abc import Callable

from demo.behaviour import read_world
from demo.deliveries import Senders, directions
from demo.files import long_csv, wide_table, workbook_of
from demo.foundations import load_foundations, sender
from demo.local_goals import fill_in, make_local_goals
from demo.local_plan import not_filled_in
from demo.mistakes import read_slips, with_mistakes
from demo.plan import (
    UPLOADED,
    CountyRanking,
    NotSeededError,
    Sending,
    corrections,
    foundations_stand,
    not_published,
    places_pending,
    rankings,
    real_file,
    sendings,
    uploads,
)
from demo.simulation import Simulation
from organisation.months import Month
from organisation.queries import placed
from rankings.models import Ranking
from rankings.services.publishing import publish_ranking
from scorecards.choices import DeliveryState
from scorecards.models import Delivery, Package, ResultRevision
from scorecards.services.deliveries import receive_delivery
from scorecards.services.places import prepare_places

Tell = Callable[[str], None]


def seed(months: list[Month], tell: Tell) -> None:
    """Make what is missing of the demo in the order in which it happened, and tell what. Raises NotSeededError."""
    if not foundations_stand():
        tell("organisasjon, katalog og personer")
        load_foundations()
    world = read_world()
    senders = Senders(Simulation(world, directions()))
    steps: list[Sending | CountyRanking] = [
        *not_published([*sendings(months), *corrections(months, world)]),
        *rankings(months),
    ]
    for step in sorted(steps, key=lambda step: step.at):
        if isinstance(step, Sending):
            tell(step.file_name)
            send(step, senders)
        else:
            tell(f"rangering {step.package.owner.code} {step.month}")
            rank(step)
    make_local_goals(months)
    for filling in not_filled_in(months):
        tell(filling.file_name)
        fill_in(filling, months[-1])
    if places_pending(months[-1]):
        tell(f"plasser {months[-1]}")
        prepare_places(month=months[-1])  # those of the other months are prepared while the demo is being read
    write_uploads(months[-1], senders)


def send(sending: Sending, senders: Senders) -> None:
    """Deliver and publish, and date it as if it had been done in its time. Raises NotSeededError."""
    outcome = receive_delivery(
        package=sending.package,
        month=sending.month,
        content=content_of(sending, senders),
        file_name=sending.file_name,
        by=sender(sending.package.owner),
        publish=True,
    )
    delivery = outcome.delivery
    if delivery is None or delivery.state != DeliveryState.PUBLISHED:
        why = "; ".join(found.message for found in outcome.findings[:5])
        raise NotSeededError(f"{sending.file_name}: {why}")
    Delivery.objects.filter(pk=delivery.pk).update(received_at=sending.at, published_at=sending.at)
    ResultRevision.objects.filter(replaced_by=delivery).update(replaced_at=sending.at)


def content_of(sending: Sending, senders: Senders) -> bytes:
    """The file itself: the real one of that month, or a made-up one."""
    if not sending.package.simulated:
        return real_file(sending.month).read_bytes()
    lines = senders.lines(sending.package, sending.month, corrected=sending.corrects)
    return long_csv(lines, sending.month)


def rank(ranking: CountyRanking) -> None:
    """Publish a ranking, and date it as if it had been done in its time."""
    owner = ranking.package.owner
    county = placed(owner.code, ranking.month)
    if county is not None:
        edition = publish_ranking(county=county, month=ranking.month, by=sender(owner))
        Ranking.objects.filter(pk=edition.pk).update(published_at=ranking.at)


def write_uploads(last: Month, senders: Senders) -> None:
    """Next month's package as people send it, right and with their mistakes, for the reader of the demo to deliver."""
    right, wrong = uploads(last)
    right.parent.mkdir(parents=True, exist_ok=True)
    package = Package.objects.select_related("owner").get(code=UPLOADED)
    table = wide_table(senders.lines(package, last + 1))
    right.write_bytes(workbook_of(table, last + 1, package.name))
    wrong.write_bytes(workbook_of(with_mistakes(table, *read_slips()), last + 1, package.name))
