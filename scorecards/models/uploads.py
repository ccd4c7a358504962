"""What was taken in and waits: files to be checked, those that could not be kept, and examples to make layouts by."""

from django.conf import settings
from django.db import models

from organisation.fields import MonthField
from scorecards.models.catalogue import Package
from scorecards.models.deliveries import Delivery, KeptMessage


class WaitingCheck(models.Model):
    """A received delivery that is still to be checked. It goes with the check."""

    delivery = models.OneToOneField(Delivery, models.CASCADE, primary_key=True, related_name="waiting")
    due_at = models.DateTimeField(db_index=True)  # from when on the background checks it, unless it was done before
    attempts = models.PositiveSmallIntegerField(default=0)  # checks that have begun
    begun_at = models.DateTimeField(null=True)  # the latest of them

    def __str__(self) -> str:
        return f"check of {self.delivery_id}"


class RefusedDelivery(models.Model):
    """What is left of a file that was taken in and couldn't be kept: why, and where in it, and nothing of the file."""

    number = models.PositiveBigIntegerField(primary_key=True)  # of the delivery that there was
    package = models.ForeignKey(Package, models.PROTECT, related_name="+")
    month = MonthField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"refused delivery {self.number}"


class RefusedFinding(KeptMessage):
    """An error of such a file, and where it stood; never what stood there."""

    refused = models.ForeignKey(RefusedDelivery, models.CASCADE, related_name="findings")
    code = models.CharField(max_length=40)
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ["refused_id", "id"]

    def __str__(self) -> str:
        return f"{self.code} {self.column}{self.row or ''}"


class LayoutExample(models.Model):
    """A workbook that somebody describes a layout by; it goes when the layout is saved, at the latest after a day."""

    package = models.ForeignKey(Package, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"example {self.pk}"
