"""The closed lists of rankings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Method(TextChoices):
    DISTANCE = "distance", _("avstand til kravet")
    ATTAINMENT = "attainment", _("måloppnåelse")
    STATUS = "status", _("status")
    MEAN_POSITION = "mean_position", _("gjennomsnittlig plass")


class Missing(TextChoices):
    """What a missing result does to a placed office. It is never zero and never made up (METHODS.md 1)."""

    SCALED = "scaled", _("kontorets andre indikatorer teller mer")
    COMPLETE = "complete", _("kontoret rangeres ikke")
    COMMON = "common", _("indikatoren teller ikke for noen")


class Ties(TextChoices):
    """Which place offices with equal scores have."""

    BEST = "best", _("alle får den beste plassen")
    MEAN = "mean", _("alle får midten av plassene de deler")
    TARGETS = "targets", _("det som når krav med mest vekt, står først")


class Group(TextChoices):
    UPPER = "upper", _("klart i øvre halvdel")
    MIDDLE = "middle", _("i midten")
    LOWER = "lower", _("klart i nedre halvdel")


class Reason(TextChoices):
    NO_RESULTS = "no_results", _("ingen resultater")
    TOO_FEW_INDICATORS = "too_few_indicators", _("for få indikatorer")
    NOT_IN_EXISTENCE = "not_in_existence", _("fantes ikke")
