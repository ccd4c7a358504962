"""What a package's month is called in the calendar: an icon, a word, a line under it, and a sentence."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.dates import day, day_near_date, month_name
from dashboards.formatting import listed
from organisation.months import Month
from scorecards.calendar import Cell, CellState, Share
from scorecards.queries.calendar import PackageMonth
from scorecards.services.reminders import Reminded

# state: icon, and what the cell is filled with where it is not late
LOOKS: Mapping[CellState, tuple[str, str]] = {
    CellState.LATE: ("red", "late"),
    CellState.WITH_ERRORS: ("close", "open"),
    CellState.WITHDRAWN: ("close", "open"),
    CellState.PARTLY: ("edit", "open"),
    CellState.WAITING: ("file", "open"),
    CellState.CHECKING: ("changed", "open"),
    CellState.SOON: ("calendar", "open"),
    CellState.PRELIMINARY: ("preliminary", "preliminary"),
    CellState.FINAL: ("green", "final"),
    CellState.NOT_DUE: ("calendar", "due"),
    CellState.NOT_EXPECTED: ("", "none"),
    CellState.BEFORE: ("", "none"),
    CellState.AFTER: ("", "none"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """A cell's icon, colour, word, the line under it, and all of it in a sentence."""

    icon: str
    color: str
    word: str
    about: str
    sentence: str


def look_of(of: PackageMonth, package: str) -> Look:
    cell = of.cell
    icon, color = LOOKS[cell.state]
    late = cell.days_late > 0
    return Look(
        icon="red" if late else icon,
        color="late" if late else color,
        word=_word(cell),
        about=_under(of),
        sentence=_sentence(of, package),
    )


def _word(cell: Cell) -> str:
    label = str(CellState(cell.state).label)
    return label[:1].upper() + label[1:]


def _under(of: PackageMonth) -> str:
    """The line under the word: what is most worth knowing."""
    cell = of.cell
    if cell.days_late and cell.filled and cell.state in (CellState.LATE, CellState.PARTLY):
        return _("%(n)s av %(of)s") % {"n": cell.filled.known, "of": cell.filled.expected}
    if cell.days_late:
        return days(cell.days_late)
    if cell.state in (CellState.SOON, CellState.NOT_DUE):
        return _("frist %(day)s") % {"day": day_near_date(cell.due, cell.month)}
    if cell.waiting:
        return _("rettelse venter")
    for share in (cell.filled, of.offices):
        if share and not share.is_whole:
            return _("%(n)s av %(of)s") % {"n": share.known, "of": share.expected}
    if cell.corrections:
        return _("rettet %(n)s ganger") % {"n": cell.corrections} if cell.corrections > 1 else _("rettet")
    return ""


def days(number: int) -> str:
    return ngettext("%(n)s dag", "%(n)s dager", number) % {"n": number}


def _sentence(of: PackageMonth, package: str) -> str:
    """`Styringspakken, mai 2018: endelig, 38 av 40 kontor, 1 rettelse. Frist 15. juni.`"""
    cell = of.cell
    parts = [str(CellState(cell.state).label)]
    if cell.days_late:
        parts.append(_("%(days)s over fristen") % {"days": days(cell.days_late)})
    parts += [text for text in (_offices(of.offices), _indicators(of.indicators), filled_in(cell.filled)) if text]
    if cell.corrections:
        n = cell.corrections
        parts.append(ngettext("%(n)s rettelse", "%(n)s rettelser", n) % {"n": n})
    if cell.withdrawn:
        parts.append(_("%(n)s trukket tilbake") % {"n": cell.withdrawn})
    if cell.waiting:
        parts.append(_("en rettelse venter på publisering"))
    return _("%(package)s, %(month)s: %(what)s. Frist %(day)s.") % {
        "package": package,
        "month": f"{month_name(cell.month)} {cell.month.year}",
        "what": ", ".join(parts),
        "day": day(cell.due),
    }


def _offices(share: Share | None) -> str:
    if share is None or not share.expected:
        return ""
    return _("%(n)s av %(of)s kontor") % {"n": share.known, "of": share.expected}


def _indicators(share: Share | None) -> str:
    if share is None or share.is_whole:
        return ""
    return _("%(n)s av %(of)s indikatorer") % {"n": share.known, "of": share.expected}


def filled_in(share: Share | None) -> str:
    """`5 av 8 har fylt ut`; empty where nobody fills in by hand."""
    if share is None:
        return ""
    return _("%(n)s av %(of)s har fylt ut") % {"n": share.known, "of": share.expected}


def due_in_words(due: datetime.date, left: int, month: Month) -> str:
    """`i dag`, `i morgen`, `om 3 dager`, and farther away the day."""
    if left == 0:
        return _("i dag")
    if left == 1:
        return _("i morgen")
    return _("om %(n)s dager") % {"n": left} if 1 < left <= 3 else day_near_date(due, month)


def usually_delivers(last: str, people: tuple[str, ...]) -> str:
    """`Ole Vik pleier å levere.` Whoever did it last, or else those whose task it is."""
    if last:
        return _("%(name)s pleier å levere.") % {"name": last}
    if not people:
        return _("Ingen har rollen for å levere.")
    return _("%(names)s skal levere.") % {"names": listed(list(people[:3]))}


def reminded_in_words(done: Reminded) -> Iterator[tuple[int, str]]:
    """What came of reminding: levels and texts of messages."""
    if done.sent:
        names = {"names": listed([letter.person.name for letter in done.sent])}
        if settings.SENDS_MAIL:
            yield messages.SUCCESS, _("Påminnelse er sendt til %(names)s.") % names
        else:
            yield messages.SUCCESS, _("Påminnelsen til %(names)s er skrevet i loggen: her sendes ikke e-post.") % names
    if done.declined:
        names = {"names": listed([person.name for person in done.declined])}
        yield messages.INFO, _("%(names)s har sagt nei takk til påminnelser.") % names
    for found in done.findings:
        yield messages.ERROR, found.text
