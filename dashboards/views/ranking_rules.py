"""The rule that a county's ranking is made by: what it says, its history, and a new version with a preview."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import can
from accounts.refusals import Refused
from accounts.views.reader import own_account
from dashboards.guides import guide
from dashboards.queries import latest_by_county, latest_month_of_all
from dashboards.ranking_preview import preview_context
from dashboards.ranking_rule_form import RuleForm, initial_of
from dashboards.ranking_rules import history_of, rule_in_words
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, placed
from rankings.models import RankingRule
from rankings.queries.inputs import package_items
from rankings.queries.preview import preview_of
from rankings.queries.rules import rule_of, rules_of, versions_of, weights_of, weights_of_many
from rankings.services.publishing import calculable
from rankings.services.rules import as_rule, make_rule


@dataclass(frozen=True, slots=True)
class Asked:
    """The county, the last month that it has figures of, and whether the reader may change its rule."""

    county: PlacedUnit
    month: Month
    may: bool


def _asked(request: HttpRequest, code: str) -> Asked:
    month = latest_month_of_all()
    county = placed(code, month)
    if county is None or county.kind != UnitKind.COUNTY:
        raise Http404(_("Ingen fylker har koden %(code)s.") % {"code": code})
    latest = latest_by_county().get(county.id)
    return Asked(county, latest.results if latest else month, can(request.user, "publish_ranking", county, month))


@login_required
def about(request: HttpRequest) -> HttpResponse:
    """How a ranking is made, what it can't say, and how an interval is read."""
    heading, text = guide("rangering", _language())
    context = {"here": "ranking", "heading": heading, "text": text, "crumbs": [(_("Rangering"), "/ranking/")]}
    return render(request, "guide.html", context)


@login_required
def rule_page(request: HttpRequest, code: str) -> HttpResponse:
    """The rule in force, those that come, and every version there was."""
    asked = _asked(request, code)
    county, versions = asked.county, versions_of(asked.county.id)
    names = {item.indicator.id: item.indicator.name for item in package_items(county, asked.month, _language())}
    rule, weights = rule_of(county.id, asked.month), weights_of_many(versions)
    coming = [other for other in rules_of(county.id) if other.valid_from and other.valid_from > asked.month]
    return render(
        request,
        "ranking_rule.html",
        {
            "here": "ranking",
            "county": county,
            "month": asked.month,
            "rule": rule,
            "lines": rule_in_words(rule, weights.get(rule.pk, {}), names),
            "coming": [(other, rule_in_words(other, weights.get(other.pk, {}), names)) for other in coming],
            "history": history_of(versions, weights, names),
            "may": asked.may,
        },
    )


@login_required
def edit_rule(request: HttpRequest, code: str) -> HttpResponse:
    """A new version: seen as it would rank the last month, then saved."""
    asked = _asked(request, code)
    if not asked.may:
        raise PermissionDenied
    items = package_items(asked.county, asked.month, _language())
    start = _started_from(request, asked)
    if request.method != "POST":
        form = RuleForm(items, initial=dict(initial_of(start, weights_of(start), items, asked.month)))
        return _form_page(request, asked, form, start)
    to_be_saved = request.POST.get("step") == "save"
    form = RuleForm(items, request.POST, to_be_saved=to_be_saved)
    if form.is_valid() and to_be_saved:
        try:
            made = make_rule(county=asked.county, stated=form.stated(), seen=_seen(request), by=own_account(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            text = _("Regelen «%(name)s» er lagret som versjon %(n)s. Rangeringer som er publisert, står som de er.")
            messages.success(request, text % {"name": made.name, "n": made.version})
            return redirect("ranking-rule", code)
    return _form_page(request, asked, form, start)


def _form_page(request: HttpRequest, asked: Asked, form: RuleForm, start: RankingRule) -> HttpResponse:
    """The form, with the preview where what is written is a rule."""
    context = {"here": "ranking", "county": asked.county, "form": form, "seen": start.pk, "month": asked.month}
    if form.is_bound and form.is_valid():
        stated = form.stated()
        names = {item.indicator.id: item.indicator.name for item in form.items}
        try:
            with calculable():
                preview = preview_of(asked.county, asked.month, as_rule(stated, asked.county), stated.weights)
            context["preview"] = preview_context(preview, names)
        except Refused as refused:
            context["obstacle"] = str(refused)
    alone = request.headers.get("X-Part") == "preview"
    return render(request, "ranking_rule_preview_alone.html" if alone else "ranking_rule_edit.html", context)


def _started_from(request: HttpRequest, asked: Asked) -> RankingRule:
    """The version that the address names, else the rule in force."""
    key = request.GET.get("version", "")
    found = RankingRule.objects.filter(county=asked.county.id, pk=int(key)).first() if key.isdigit() else None
    return found or rule_of(asked.county.id, asked.month)


def _seen(request: HttpRequest) -> int | None:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdigit() else None


def _language() -> str:
    return get_language() or "nb"
