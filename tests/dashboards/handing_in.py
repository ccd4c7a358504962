"""Deliveries of the small county's package, handed in by the service as the pages do it."""

from django.test import Client

from scorecards.models import Delivery
from scorecards.services.deliveries import receive_delivery
from tests.dashboards.world import MAY, World, text_of

HEADER = "enhet;indikator;teller;nevner"


def hand_in(world: World, *lines: str, month=MAY, name="mai.csv", **more) -> Delivery:
    """A checked delivery of these lines: `1235;IND0;40;90`."""
    content = more.pop("content", "\n".join([HEADER, *lines, ""]).encode())
    outcome = receive_delivery(
        package=world.package, month=month, content=content, file_name=name, by=more.pop("by", None), **more
    )
    assert outcome.delivery is not None, outcome.findings
    return outcome.delivery


def publish(world: World, *lines: str, **more) -> Delivery:
    """The same, published."""
    delivery = hand_in(world, *lines, publish=True, **more)
    assert delivery.state == "published", list(delivery.findings.values_list("message"))
    return delivery


def page_of(browser: Client, delivery: Delivery, more: str = "") -> str:
    """The delivery's page, or one of those under it."""
    return text_of(browser.get(f"/deliveries/{delivery.pk}/{more}"))
