"""Every code that a line refers to is in the file itself or stands already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from organisation.findings import Found
from organisation.near_names import did_you_mean
from organisation.said import in_a_row, said
from scorecards.catalogue_files.lines import Catalogue, Line
from scorecards.catalogue_files.standing import Standing


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of a table that names codes of another table, or units."""

    table: str
    column: str
    to: str


REFERENCES = (
    Reference("goals", "parent", "goals"),
    Reference("goals", "perspective", "perspectives"),
    Reference("goals", "owner", "units"),
    Reference("indicators", "goal", "goals"),
    Reference("indicators", "owner", "units"),
    Reference("indicators", "related", "indicators"),
    Reference("packages", "owner", "units"),
    Reference("packages", "parent", "packages"),
    Reference("items", "package", "packages"),
    Reference("items", "indicator", "indicators"),
    Reference("targets", "indicator", "indicators"),
    Reference("targets", "unit", "units"),
)
CODES = {
    "units": ("unknown_unit", said("Enheten")),
    "perspectives": ("unknown_perspective", said("Perspektivet")),
    "goals": ("unknown_goal", said("Målet")),
    "indicators": ("unknown_indicator", said("Indikatoren")),
    "packages": ("unknown_package", said("Pakken")),
}


def codes_nobody_defines(catalogue: Catalogue, standing: Standing) -> Iterator[Found]:
    known = {name: _known_codes(name, catalogue, standing) for name in CODES}
    for reference in REFERENCES:
        lines: Sequence[Line] = getattr(catalogue, reference.table)
        for line in lines:
            for code in _codes_in(line, reference.column):
                if (code if reference.to == "units" else code.upper()) not in known[reference.to]:
                    yield _unknown(line, reference, code, known[reference.to])


def _known_codes(name: str, catalogue: Catalogue, standing: Standing) -> dict[str, str]:
    """The codes as they are compared, and as they are shown."""
    if name == "units":
        return {code: code for code in standing.units}
    written = catalogue.written_codes.get(name, frozenset())
    return {code.upper(): code for code in (*getattr(standing, name), *sorted(written))}


def _codes_in(line: Line, column: str) -> tuple[str, ...]:
    found: str | tuple[str, ...] = getattr(line, column)
    if isinstance(found, tuple):
        return found
    return (found,) if found else ()


def _unknown(line: Line, reference: Reference, code: str, known: dict[str, str]) -> Found:
    finding, noun = CODES[reference.to]
    remedy = (
        said("Last organisasjonen som har den, eller rett koden.")
        if reference.to == "units"
        else said("Rett koden, eller legg den til i tabellen %(table)s.", table=reference.to)
    )
    is_unknown = said("%(Thing)s «%(code)s» finnes ikke.", Thing=noun, code=code)
    message = in_a_row(is_unknown, did_you_mean(code, known.values()), remedy)
    return line.error(finding, message, reference.column, code)


def indicators_related_to_themselves(catalogue: Catalogue) -> Iterator[Found]:
    for line in catalogue.indicators:
        if line.code.upper() in {code.upper() for code in line.related}:
            message = said("%(code)s står som beslektet med seg selv. Ta koden ut av cellen.", code=line.code)
            yield line.error("related_to_itself", message, "related", line.code)
