"""The roles a person can have at a unit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoleName(TextChoices):
    LEADER = "leader", _("leder")
    EMPLOYEE = "employee", _("medarbeider")
    COUNTY = "county", _("fylkesmedarbeider")
    DIRECTORATE = "directorate", _("direktoratet")
    ADMINISTRATOR = "administrator", _("administrator")
