"""How numbers, dates and words look on screen."""

from jinja2 import Environment


def install(environment: Environment) -> None:
    """Make the formats known to templates."""
