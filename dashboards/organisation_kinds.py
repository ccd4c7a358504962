"""The guided changes to choose from: address, words and form of each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dashboards import organisation_forms as forms


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """A kind of change as the pages name it. `of_units` are the kinds of units on whose page it is offered."""

    slug: str
    title: str | Promise
    about: str | Promise
    form: type[forms.ChangeForm]
    of_units: tuple[str, ...] = ()


KINDS = {
    kind.slug: kind
    for kind in (
        ChangeKind(
            "merge-offices",
            _("Slå sammen kontor"),
            _("To eller flere kontor blir til ett: et nytt, eller ett av dem som får de andre i seg."),
            forms.MergeOfficesForm,
            ("office",),
        ),
        ChangeKind(
            "split-office",
            _("Del et kontor"),
            _("Ett kontor blir til flere, eller gir fra seg noe til et nytt."),
            forms.SplitOfficeForm,
            ("office",),
        ),
        ChangeKind(
            "move",
            _("Flytt kontor"),
            _("Kontor eller spesialenheter hører fra en dato til en annen region eller et annet fylke."),
            forms.MoveForm,
            ("office", "special"),
        ),
        ChangeKind(
            "rename",
            _("Gi nytt navn"),
            _("Enheten er den samme. Måneder før datoen viser det gamle navnet."),
            forms.RenameForm,
            ("office", "special", "region", "county"),
        ),
        ChangeKind(
            "close",
            _("Legg ned en enhet"),
            _("Enheten finnes ikke lenger fra datoen. Andre kan ha tatt over."),
            forms.CloseForm,
            ("office", "special"),
        ),
        ChangeKind("open", _("Ny enhet"), _("Et nytt kontor eller en ny spesialenhet."), forms.OpenForm),
        ChangeKind(
            "regions",
            _("Tegn regionene på nytt"),
            _("Fordel kontorene i et fylke på regioner, også nye. Regioner uten kontor legges ned."),
            forms.RegionsForm,
            ("county", "region"),
        ),
        ChangeKind(
            "merge-counties",
            _("Slå sammen fylker"),
            _("Fylker blir til ett, og kontorene følger med. Rangeringer og pakker fra før blir stående."),
            forms.MergeCountiesForm,
            ("county",),
        ),
        ChangeKind(
            "split-county",
            _("Del et fylke"),
            _("Ett fylke blir til flere. Regioner følges av kontorene sine."),
            forms.SplitCountyForm,
            ("county",),
        ),
    )
}
