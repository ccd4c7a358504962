"""What an indicator is: why it is measured, what it is part of, what is asked of it, and who to ask about it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import can, can_somewhere
from dashboards import exported
from dashboards.catalogue import facts_in_words
from dashboards.catalogue_context import Standing, own_units, read_standing_catalogue
from dashboards.indicator_page import goals_above_indicator, packages_with, target_groups
from dashboards.kept import made_anew_unless_unchanged
from dashboards.queries import latest_month_of_all
from dashboards.views.catalogue import history_of
from dashboards.views.reading import as_file, wants_file
from dashboards.wrong_figure import question_about
from scorecards.catalogue_files.rows import rows_under
from scorecards.queries.catalogue import Explanation, explain_indicator
from scorecards.queries.indicators import facts_of, find_indicator
from scorecards.services.catalogue import EDIT


@login_required
@made_anew_unless_unchanged
def explain(request: HttpRequest, code: str) -> HttpResponse:
    """What an indicator is, why, how, its weaknesses; where it is used, against which targets, and who changed it."""
    indicator = find_indicator(code)
    if indicator is None:
        raise Http404(_("Ingen indikator har koden %(code)s.") % {"code": code})
    month, standing = latest_month_of_all(), read_standing_catalogue()
    if wants_file(request):
        rows = rows_under(standing.rows, "targets", indicator.code)
        targets = exported.catalogue_rows(rows, exported.TARGETS)
        return as_file(request, f"{indicator.code}-targets", exported.TARGETS, targets)
    explanation = explain_indicator(indicator, standing.names.units, get_language() or "nb")
    context = {
        "here": "indicators",
        "explanation": explanation,
        "facts": explanation.facts,
        "month": month,
        "about": facts_in_words(explanation),
        "above": goals_above_indicator(standing, indicator.code, month),
        "packages": packages_with(standing, indicator.code, month),
        "target_groups": target_groups(explanation, month),
        **_changing(request, standing, explanation),
    }
    return render(request, "indicator.html", context)


@login_required
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Is a figure of the indicator wrong? Who owns it, and the people to ask. Made anew each time: people change."""
    indicator = find_indicator(code)
    if indicator is None:
        raise Http404(_("Ingen indikator har koden %(code)s.") % {"code": code})
    facts = facts_of(indicator, get_language() or "nb")
    question = question_about(facts.name, indicator.owner, request.GET)
    return render(request, "question.html", {"here": "indicators", "facts": facts, "question": question})


def _changing(request: HttpRequest, standing: Standing, explanation: Explanation) -> dict[str, Any]:
    """What the reader may change of an indicator, and what was changed of it."""
    row, own = standing.row("indicators", explanation.facts.code), own_units(request.user, standing)
    may_edit = explanation.owner_code in own or can(request.user, EDIT)
    return {
        "may_edit": may_edit,
        "may_set_targets": can_somewhere(request.user, EDIT),
        "may_edit_targets": any((line.unit_code or explanation.owner_code) in own for line in explanation.targets),
        "history": history_of(standing, "indicators", row, may_edit=may_edit or bool(own)) if row else [],
    }
