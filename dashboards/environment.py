"""What templates know besides their context: the frame, icons and marks, months, days and whole numbers in words."""

from jinja2 import Environment

from dashboards import dates, marks
from dashboards.formatting import current_format
from dashboards.frame import frame_of


def install(environment: Environment) -> None:
    """Make the formats known to templates."""
    environment.globals.update(frame_of=frame_of, icon=marks.icon, marks=marks.current_marks)
    environment.filters.update(
        month=dates.month_and_year,
        month_name=dates.month_name,
        day=dates.day,
        day_and_time=dates.day_and_time,
        number=lambda count: current_format().numerals.count(count),
    )
