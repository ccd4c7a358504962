"""What stands in a cell: the one place where a figure's state becomes something to look at."""

from markupsafe import Markup, escape

from dashboards.formatting import Format
from dashboards.marks import Marks
from scorecards.figures import Figure, IndicatorFacts


def cell(
    figure: Figure,
    facts: IndicatorFacts,
    form: Format,
    marks: Marks,
    limits: tuple[float, ...] = (),
    *,
    bare: bool = False,
) -> Markup:
    """The value, with an hourglass where it is preliminary and a sign where it was corrected, or why there is none.

    `bare` leaves out the unit.
    """
    if figure.value is None:
        return marks.absences[figure.state]
    text = form.bare(figure.value, facts, limits) if bare else form.value(figure.value, facts, limits)
    return escape(with_marks(text, figure, marks))


def with_marks(text: str, figure: Figure, marks: Marks) -> Markup | str:
    """A value's text with an hourglass before it where it is preliminary, and a sign after it where it was corrected.

    A text without either is left as it is: a page has thousands of them.
    """
    if figure.state == "preliminary":
        text = marks.preliminary + text
    return escape(text) + marks.revised if figure.revised else text
