"""The upload page: what its script knows of packages and months, and the pages of what waits or was refused."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.charts import as_json
from dashboards.dates import MONTHS, clock, month_and_year
from dashboards.findings import finding_groups
from dashboards.formatting import current_format
from organisation.months import Month
from scorecards.models import Delivery, Package, RefusedDelivery
from scorecards.queries.today import today
from scorecards.queries.uploads import PublishedMonths, Waiting, findings_of_refused, published_months, without_files


def first_choice(packages: list[Package], package: str | None, month: str | None) -> dict[str, str]:
    """What the form holds at first: the package asked for, else the first that comes in files, and its next month."""
    chosen = next((each for each in packages if each.code == package), None) or first_with_files(packages)
    known = published_months([chosen]).get(chosen.pk, PublishedMonths())
    return {"package": chosen.code, "month": month or str(known.awaited(_this_month()))}


def first_with_files(packages: list[Package]) -> Package:
    """The first package that isn't filled in by hand, else the first."""
    by_hand = without_files(packages)
    return next((each for each in packages if each.pk not in by_hand), packages[0])


def for_the_script(packages: list[Package]) -> str:
    """By package its awaited month and the published ones, and the months' names, as JSON for the page."""
    published, now = published_months(packages), _this_month()
    known = {package: published.get(package.pk, PublishedMonths()) for package in packages}
    facts: dict[str, Any] = {
        package.code: {
            "awaited": str(months.awaited(now)),
            "final": sorted(map(str, months.final)),
            "preliminary": sorted(map(str, months.preliminary)),
        }
        for package, months in known.items()
    }
    return as_json({"packages": facts, "months": [_(name) for name in MONTHS]})


def _this_month() -> Month:
    return Month.of(today())


def waiting_context(delivery: Delivery, waiting: Waiting) -> dict[str, Any]:
    """A received delivery's page: what goes on, in a sentence."""
    size = current_format().numerals.count(max(1, round(delivery.size / 1000)))
    return {
        "here": "deliveries",
        "delivery": delivery,
        "title": _title(delivery.package, delivery.month),
        "lead": _("%(file)s · %(size)s kB") % {"file": delivery.file_name, "size": size},
        "is_checked_now": waiting.begun_at is not None,
        "sentence": _what_goes_on(delivery, waiting),
    }


def _what_goes_on(delivery: Delivery, waiting: Waiting) -> str:
    if waiting.begun_at is not None:
        return _("Kontrollen begynte %(when)s.") % {"when": clock(waiting.begun_at)}
    received = _("Filen ble mottatt %(when)s.") % {"when": clock(delivery.received_at)}
    if not waiting.ahead:
        return received + " " + _("Den kontrolleres straks.")
    ahead = ngettext("Én fil står foran i køen.", "%(n)s filer står foran i køen.", waiting.ahead)
    return received + " " + ahead % {"n": waiting.ahead}


def refused_context(refused: RefusedDelivery) -> dict[str, Any]:
    """The page of a file that was taken in and couldn't be kept."""
    return {
        "here": "deliveries",
        "refused": refused,
        "title": _title(refused.package, refused.month),
        "groups": finding_groups(findings_of_refused(refused)),
    }


def _title(package: Package, month: Month) -> str:
    return _("%(package)s, %(month)s") % {"package": package.name, "month": month_and_year(month)}
