"""Making the demo: everything in the order in which a county would meet it, and nothing twice."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from accounts.models import User
from demo.behaviour import read_world
from demo.deliveries import Senders, directions
from demo.foundations import load_foundations, people
from demo.publications import is_published, months_of, rank, rankings_to_publish, send, sendings
from demo.simulation import MONTHS, Simulation
from demo.uploads import write_uploads
from scorecards.models import Package
from scorecards.services.places import pending_places, prepare_places

MOST_MONTHS = len(MONTHS) - 1  # the last one is left for the reader to deliver
UPLOADED = "STYRINGSPAKKE"
Tell = Callable[[str], None]


def uploads_folder() -> Path:
    return Path(settings.BASE_DIR) / "build" / "demo"


def seed(months: int, tell: Tell) -> list[Path]:
    """Make the demo with its first `months` months, what is missing of it; the files for the reader to deliver.

    Tells what it is about to do. Raises NotSeededError.
    """
    if not _foundations_stand():
        tell("organisasjon, katalog og personer")
        load_foundations()
    senders = Senders(Simulation(read_world(), directions()))
    wanted = months_of(months)
    for sending in sendings(wanted, senders):
        if not sending.corrects and not is_published(sending):
            tell(sending.file_name)
            send(sending, senders)
    for package, month in list(rankings_to_publish(wanted)):
        tell(f"rangering {package.owner.code} {month}")
        rank(package, month)
    for sending in sendings(wanted, senders):  # after the rankings: one of them is outdated by it
        if sending.corrects and not is_published(sending):
            tell(sending.file_name)
            send(sending, senders)
    if pending_places():
        tell("plasser med intervaller")
        prepare_places()
    return write_uploads(uploads_folder(), Package.objects.get(code=UPLOADED), wanted[-1] + 1, senders)


def _foundations_stand() -> bool:
    """Whether the last thing that the foundations make is there."""
    wanted = {row["email"] for row in people()}
    return wanted <= set(User.objects.filter(email__in=wanted).values_list("email", flat=True))
