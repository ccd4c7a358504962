"""The closed lists of the organisation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    COUNTRY = "country", _("landet")
    COUNTY = "county", _("fylke")
    REGION = "region", _("region")
    OFFICE = "office", _("kontor")
    SPECIAL = "special", _("spesialenhet")
