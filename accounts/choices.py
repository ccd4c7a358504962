"""The closed lists of accounts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoleName(TextChoices):
    LEADER = "leader", _("leder")
    EMPLOYEE = "employee", _("medarbeider")
    COUNTY = "county", _("fylkesmedarbeider")
    DIRECTORATE = "directorate", _("direktoratet")
    ADMINISTRATOR = "administrator", _("administrator")


class Language(TextChoices):
    """Each in its own words, so that it can be found by who reads it."""

    BOKMAL = "nb", "Bokmål"
    NYNORSK = "nn", "Nynorsk"
    ENGLISH = "en", "English"
