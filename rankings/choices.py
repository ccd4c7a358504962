"""The closed lists of rankings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Method(TextChoices):
    DISTANCE = "distance", _("avstand til kravet")
    ATTAINMENT = "attainment", _("måloppnåelse")
    STATUS = "status", _("status")
    MEAN_POSITION = "mean_position", _("gjennomsnittlig plass")


class Group(TextChoices):
    UPPER = "upper", _("klart i øvre halvdel")
    MIDDLE = "middle", _("i midten")
    LOWER = "lower", _("klart i nedre halvdel")


class Reason(TextChoices):
    NO_RESULTS = "no_results", _("ingen resultater")
    TOO_FEW_INDICATORS = "too_few_indicators", _("for få indikatorer")
    NOT_IN_EXISTENCE = "not_in_existence", _("fantes ikke")
