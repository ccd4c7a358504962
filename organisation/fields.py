"""How a month is kept in the database: as the date of its first day."""

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable

from organisation.months import Month

if TYPE_CHECKING:
    DateField = models.Field[Any, Any]  # whose types a subclass may narrow as it likes
else:
    DateField = models.DateField


class MonthField(DateField):
    """A Month in Python, its first day in the database, which checks that it is one.

    `checked=False` leaves the check out where tens of thousands of rows are written at a time.
    """

    def __init__(self, *args: Any, checked: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checked = checked

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs if self.checked else {**kwargs, "checked": False}

    def db_check(self, connection: Any) -> str | None:
        return f"EXTRACT(DAY FROM {connection.ops.quote_name(self.column)}) = 1" if self.checked else None

    _pyi_private_set_type: Month | str | datetime.date | Combinable  # what type checkers take a field's value to be
    _pyi_private_get_type: Month
    _pyi_lookup_exact_type: Month | str | datetime.date

    def from_db_value(self, value: datetime.date | None, *_: object) -> Month | None:
        return None if value is None else Month.of(value)

    def to_python(self, value: Any) -> Month | None:
        if value is None or isinstance(value, Month):
            return value
        if isinstance(value, datetime.date):
            return Month.of(value)
        try:
            return Month.parse(value)
        except (TypeError, ValueError) as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value: Any) -> datetime.date | None:
        month = self.to_python(value)
        return None if month is None else month.first_day

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return connection.ops.adapt_datefield_value(value if prepared else self.get_prep_value(value))

    def value_to_string(self, obj: models.Model) -> str:
        month = self.value_from_object(obj)
        return "" if month is None else str(month)
