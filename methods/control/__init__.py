"""Process control: what in a series is more than the usual variation from month to month."""

from methods.control.chart import Chart, Phase, Point, control_chart
from methods.control.limits import SLOW, TRIAL_MONTHS, lag_correlation, process_limits
from methods.control.targets import assurance

__all__ = [
    "SLOW",
    "TRIAL_MONTHS",
    "Chart",
    "Phase",
    "Point",
    "assurance",
    "control_chart",
    "lag_correlation",
    "process_limits",
]
