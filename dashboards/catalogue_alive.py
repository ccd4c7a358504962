"""How many indicators are alive where one is added, in words, and what a new one begins with."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.permissions import Reader
from dashboards.queries import home_of, latest_month_of_all
from organisation.queries import nearest_placement
from scorecards.queries.alive import LiveGroup, live_indicators


def alive_where(reader: Reader) -> dict[str, Any]:
    """For the reader's own unit: a line per owner and way of reporting, and how many there are."""
    home, month = home_of(reader), latest_month_of_all()
    unit = nearest_placement(home.unit_code, month) if home else None
    groups = live_indicators(unit, month) if unit else ()
    return {"alive": [in_words(group) for group in groups], "alive_total": sum(group.number for group in groups)}


def in_words(group: LiveGroup) -> str:
    """`Hele landet: 24, kommer i filer`."""
    ways = {
        "files": _("kommer i filer"),
        "owner": _("fylles inn av eieren"),
        "offices": _("fylles inn av kontorene"),
        "nobody": _("er ikke i noen pakke her"),
    }
    return f"{group.owner_name}: {group.number}, {ways[group.reported_by]}"


def proposed_row(reader: Reader) -> dict[str, str]:
    """What a new row begins with: the reader's own unit, from the month after the last one with figures."""
    home = home_of(reader)
    first = str(latest_month_of_all() + 1)
    return {"order": "0", "decimals": "1", "owner": home.unit_code if home else "", "valid_from": first}
