"""A delivery's page from what is stored of it: state, findings by kind, what changes, and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.change_rows import section
from dashboards.dates import day_and_time, month_and_year
from dashboards.findings import AnyFinding, Words, choice_from, choices, chosen, finding_groups
from dashboards.formatting import current_format
from dashboards.layout_list import layout_step
from organisation.choices import UnitKind
from scorecards.choices import DeliveryState, Severity
from scorecards.models import Delivery
from scorecards.queries.change_lines import Changes

FEW = 10  # findings that need no choosing among
UNPUBLISHED = (DeliveryState.RECEIVED, DeliveryState.CHECKED, DeliveryState.REJECTED)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the reader may do with the delivery in the state that it has."""

    publish: bool = False
    withdraw: bool = False
    reject: bool = False
    recheck: bool = False
    deliver_again: bool = False


def allowed(delivery: Delivery, *, may_deliver: bool, may_publish: bool) -> Allowed:
    state = delivery.state
    return Allowed(
        publish=may_publish and state == DeliveryState.CHECKED,
        withdraw=may_publish and state == DeliveryState.PUBLISHED,
        reject=may_deliver and state == DeliveryState.CHECKED,
        recheck=may_deliver and state in (DeliveryState.CHECKED, DeliveryState.REJECTED),
        deliver_again=may_deliver and state == DeliveryState.WITHDRAWN,
    )


def page_context(
    delivery: Delivery,
    findings: Sequence[AnyFinding],
    changes: Changes,
    asked: Mapping[str, str],
    may: Allowed,
    *,
    has_ranking: bool,
    words: Words | None = None,
) -> dict[str, Any]:
    """What the template shows. `asked` is the address's query, `words` what stands around the findings' cells."""
    errors = sum(finding.severity == Severity.ERROR for finding in findings)
    choice = choice_from(asked)
    found = chosen(findings, choice, words)
    state = DeliveryState(delivery.state)
    is_published = state == DeliveryState.PUBLISHED
    return {
        **about(delivery),
        "figures": figure_strip(delivery, errors, len(findings) - errors, changes),
        "choice": choice,
        "choices": choices(findings, choice, words) if len(findings) > FEW or choice.is_made else None,
        "groups": finding_groups(found, choice),
        "chosen": len(found),
        "has_findings": bool(findings),
        "not_shown": delivery.findings_total - len(findings),
        "section": section(changes, asked, brief=True, address=f"/deliveries/{delivery.pk}/changes/"),
        "unchanged": changes.unchanged,
        "heading": heading_of_changes(state),
        "about_changes": about_changes(delivery, changes, has_ranking),
        "may": may,
        "why_not": why_not(delivery, errors),
        "next_steps": next_steps(delivery, changes, has_ranking) if is_published else layout_step(delivery, findings),
        "withdrawal": about_withdrawal(delivery) if state == DeliveryState.WITHDRAWN else "",
    }


def about(delivery: Delivery) -> dict[str, Any]:
    """Which delivery a page is about."""
    package, month = delivery.package.name, month_and_year(delivery.month)
    return {
        "here": "deliveries",
        "delivery": delivery,
        "title": _("%(package)s, %(month)s") % {"package": package, "month": month},
        "lead": lead_of(delivery),
        "simulated": delivery.package.simulated,
        "source": delivery.package.source,
    }


def kind_of(preliminary: bool) -> str:
    return _("foreløpige tall") if preliminary else _("endelige tall")


def lead_of(delivery: Delivery) -> str:
    """File, size, when and by whom, and the beginning and end of its SHA-256."""
    size = current_format().numerals.count(max(1, round(delivery.size / 1000)))
    parts = [delivery.file_name, _("%(size)s kB") % {"size": size}]
    parts.append(_("lastet opp %(when)s") % {"when": day_and_time(delivery.received_at)})
    if delivery.received_by:
        parts.append(delivery.received_by.name)
    parts.append(f"SHA-256 {delivery.sha256[:4]}…{delivery.sha256[-4:]}")
    return " · ".join(parts)


def figure_strip(delivery: Delivery, errors: int, warnings: int, changes: Changes) -> list[tuple[str, str, str]]:
    """State, errors, warnings, lines read, and what changed or would change now: others may have published since."""
    count = current_format().numerals.count
    state = str(delivery.get_state_display())
    was_published = delivery.state in (DeliveryState.PUBLISHED, DeliveryState.WITHDRAWN)
    when = delivery.withdrawn_at if delivery.state == DeliveryState.WITHDRAWN else delivery.published_at
    about_state = [kind_of(delivery.preliminary), *([day_and_time(when)] if was_published and when else [])]
    changed, added, unchanged = (
        (delivery.changed, delivery.added, delivery.unchanged)
        if was_published
        else (len(changes.changed), len(changes.added), changes.unchanged)
    )
    rest = {"added": count(added), "unchanged": count(unchanged)}
    return [
        (_("Tilstand"), state[:1].upper() + state[1:], ", ".join(about_state)),
        (_("Feil"), count(errors), _("må rettes før publisering") if errors else _("ingen ting stopper publisering")),
        (_("Advarsler"), count(warnings), _("kan publiseres")),
        (_("Linjer lest"), count(delivery.rows), _number_of_figures(delivery.results)),
        (
            _("Endret") if was_published else _("Ville endret"),
            count(changed),
            _("%(added)s nye, %(unchanged)s uendret") % rest,
        ),
    ]


def _number_of_figures(number: int) -> str:
    """`1 080 tall`."""
    return ngettext("%(num)s tall", "%(num)s tall", number) % {"num": current_format().numerals.count(number)}


def heading_of_changes(state: DeliveryState) -> str:
    if state == DeliveryState.PUBLISHED:
        return _("Dette endret seg")
    return _("Dette hadde endret seg") if state == DeliveryState.WITHDRAWN else _("Dette ville endre seg")


def about_changes(delivery: Delivery, changes: Changes, has_ranking: bool) -> str:
    """What changes against what is published, in a few sentences."""
    month = month_and_year(delivery.month)
    sentences = []
    if delivery.state == DeliveryState.REJECTED:
        text = _("Ingen ting endres av en leveranse som er %(state)s.")
        sentences.append(text % {"state": delivery.get_state_display()})
        if not changes.changed and not changes.added:
            return sentences[0]
        sentences.append(_("Med det som er uten feil, ville den gjort dette:"))
    if not changes.changed:
        if changes.added:
            text = (
                _("Ingen publiserte tall endres. %(n)s tall er nye.")
                if delivery.state in UNPUBLISHED
                else _("Ingen publiserte tall ble endret. %(n)s tall kom til.")
            )
            sentences.append(text % {"n": current_format().numerals.count(len(changes.added))})
        else:
            sentences.append(_("Alle tallene er som de som er publisert."))
    else:
        sentences.append(_("Mot det som var publisert for %(month)s.") % {"month": month})
    sentences += noticed(changes, was_published=delivery.state not in UNPUBLISHED)
    if has_ranking and changes.changed and delivery.state in UNPUBLISHED and not delivery.preliminary:
        sentences.append(_("Rangeringen for %(month)s blir merket som utdatert.") % {"month": month})
    return " ".join(sentences)


def noticed(changes: Changes, *, was_published: bool) -> list[str]:
    """How many offices turn a status, and how many figures are unusual; a sentence each, where there are any."""
    sentences = []
    if n := changes.changed.of_units_turning():
        if was_published:
            text = ngettext("Ett kontor skiftet status.", "%(n)s kontor skiftet status.", n)
        else:
            text = ngettext("Ett kontor skifter status.", "%(n)s kontor skifter status.", n)
        sentences.append(text % {"n": n})
    if n := changes.unusual:
        text = ngettext("Ett tall er utenfor vanlig variasjon.", "%(n)s tall er utenfor vanlig variasjon.", n)
        sentences.append(text % {"n": n})
    return sentences


def why_not(delivery: Delivery, errors: int) -> str:
    """Why it can't be published, in words; empty where it can."""
    if delivery.state != DeliveryState.REJECTED:
        return ""
    if errors:
        return ngettext(
            "Kan ikke publiseres før feilen er rettet i filen.",
            "Kan ikke publiseres før de %(n)s feilene er rettet i filen.",
            errors,
        ) % {"n": errors}
    return _("Leveransen er avvist. Kontroller den på nytt hvis den skal brukes likevel.")


def next_steps(delivery: Delivery, changes: Changes, has_ranking: bool) -> list[tuple[str, str]]:
    """Where the figures that were published can be seen, and what follows from them: text and address."""
    owner, month = delivery.package.owner, delivery.month
    in_words = month_and_year(month)
    lines = changes.changed or changes.added
    steps = []
    is_county = owner.kind == UnitKind.COUNTY
    if is_county:
        steps.append((_("Se fylket i %(month)s") % {"month": in_words}, f"/counties/{owner.code}/{month}/"))
    elif owner.kind == UnitKind.COUNTRY:
        steps.append((_("Se fylkene"), "/counties/"))
    if lines:
        facts = lines[0].indicator
        query = f"?county={owner.code}" if is_county else ""
        text = _("Sammenlign kontorene på %(indicator)s") % {"indicator": facts.name}
        steps.append((text, f"/indicators/{facts.code}/{month}/{query}"))
    if is_county and not delivery.preliminary:
        text = _("Til rangeringen, som kan lages på nytt") if has_ranking else _("Lag rangeringen for %(month)s")
        steps.append((text % {"month": in_words}, f"/rankings/{owner.code}/{month}/"))
    return steps


def about_withdrawal(delivery: Delivery) -> str:
    """Who took it back, when and why."""
    when = day_and_time(delivery.withdrawn_at) if delivery.withdrawn_at else ""
    texts = {"when": when, "reason": delivery.withdrawn_reason}
    if delivery.withdrawn_by is None:
        return _("%(when)s. Grunn: %(reason)s") % texts
    return _("%(when)s av %(name)s. Grunn: %(reason)s") % {**texts, "name": delivery.withdrawn_by.name}
