"""Codes that a workbook holds as numbers, and that may have lost their leading zeros."""

from collections.abc import Iterable
from dataclasses import replace

from organisation.findings import Found
from organisation.organisation_files import OrganisationFiles, Spot, SuccessionLine, UnitLine
from organisation.said import any_of, said

USUAL_LENGTH = 4  # digits of offices and counties in NAV


def restore_zeros(files: OrganisationFiles, standing: Iterable[str]) -> OrganisationFiles:
    """The files with each number read as the one code that fits it, among standing codes and those written as text.

    Adds a warning for each code that was repaired, an error where several fit or a new code seems to have lost zeros.
    """
    written = (line.code for line in files.units if "code" not in line.spot.line.numbers)
    known = {*standing, *written}
    findings = list(files.findings)

    def unit(line: UnitLine) -> UnitLine:
        return replace(
            line,
            code=_restored(line.spot, "code", line.code, known, findings),
            county=_restored(line.spot, "county", line.county, known, findings),
            region=_restored(line.spot, "region", line.region, known, findings),
        )

    def succession(line: SuccessionLine) -> SuccessionLine:
        return replace(
            line,
            predecessor=_restored(line.spot, "from", line.predecessor, known, findings),
            successor=_restored(line.spot, "to", line.successor, known, findings),
        )

    units, successions = [*map(unit, files.units)], [*map(succession, files.successions)]
    return replace(files, units=units, successions=successions, findings=findings)


def _restored(spot: Spot, column: str, code: str, known: set[str], findings: list[Found]) -> str:
    if column not in spot.line.numbers or code in known:
        return code
    fitting = sorted(other for other in known if other.lstrip("0") == code)
    if len(fitting) == 1:
        message = said(
            "Koden %(code)s er et tall i regnearket og er lest som %(read)s. Skriv koder som tekst.",
            code=code,
            read=fitting[0],
        )
        findings.append(spot.warning("code_repaired", message, column))
        return fitting[0]
    if fitting:
        message = said(
            "Koden %(code)s er et tall i regnearket og kan være %(codes)s. Skriv den som tekst.",
            code=code,
            codes=any_of(fitting),
        )
        findings.append(spot.error("ambiguous_code", message, column))
    elif column == "code" and len(code) < USUAL_LENGTH:
        message = said(
            "Koden %(code)s er et tall i regnearket og kan ha mistet nuller foran. Skriv den som tekst.", code=code
        )
        findings.append(spot.error("code_may_have_lost_zeros", message, column))
    return code
