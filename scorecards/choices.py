"""The closed lists of scorecards: words as in files, labels as on screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitOfMeasure(TextChoices):
    SHARE = "share", _("andel")
    NUMBER = "number", _("antall")
    DAYS = "days", _("dager")
    INDEX = "index", _("indeks")
    RATE = "rate", _("rate")


class Direction(TextChoices):
    HIGHER = "higher", _("høyere er bedre")
    LOWER = "lower", _("lavere er bedre")
    INSIDE = "inside", _("innenfor et intervall")
    NONE = "none", _("ingen retning")


class IndicatorKind(TextChoices):
    INPUT = "input", _("innsats")
    ACTIVITY = "activity", _("aktivitet")
    OUTCOME = "outcome", _("resultat")


class Pooling(TextChoices):
    RATIO = "ratio", _("teller over nevner")
    MEAN = "mean", _("gjennomsnitt")
    SUM = "sum", _("sum")
    NONE = "none", _("slås ikke sammen")


class Part(TextChoices):
    MALEKORT = "malekort", _("målekort")
    TILLEGG = "tillegg", _("tillegg")


class DeliveryState(TextChoices):
    RECEIVED = "received", _("mottatt")
    CHECKED = "checked", _("kontrollert")
    REJECTED = "rejected", _("avvist")
    PUBLISHED = "published", _("publisert")
    WITHDRAWN = "withdrawn", _("trukket tilbake")


class DeliverySource(TextChoices):
    FILE = "file", _("fil")
    FORM = "form", _("skjema")


class FilledInBy(TextChoices):
    """Who counts an indicator by hand. Empty in the database where its figures come in files."""

    OWNER = "owner", _("eieren selv")
    OFFICES = "offices", _("kontorene under eieren")


class Severity(TextChoices):
    ERROR = "E", _("feil")
    WARNING = "W", _("advarsel")


class Absence(TextChoices):
    """Why a delivered figure has no value. Empty in the database where there is one."""

    HIDDEN = "too_few", _("for få")
    NOT_DELIVERED = "not_delivered", _("ikke levert")
    NOT_APPLICABLE = "not_applicable", _("gjelder ikke")
    UNDER_REVIEW = "under_review", _("til kontroll")


class Period(TextChoices):
    """The spans over which a total is shown."""

    MONTH = "month", _("måneden")
    YEAR_TO_DATE = "year_to_date", _("hittil i år")
    ROLLING = "rolling", _("siste tolv måneder")
