"""Goals and packages form trees: nobody is its own parent, nor its parent's parent."""

from collections.abc import Iterator, Mapping, Sequence

from organisation.findings import Found
from organisation.said import said
from scorecards.catalogue_files.lines import Catalogue, GoalLine, PackageLine
from scorecards.catalogue_files.standing import Standing


def parents_in_a_circle(catalogue: Catalogue, standing: Standing) -> Iterator[Found]:
    yield from _circles(catalogue.goals, standing.goals)
    yield from _circles(catalogue.packages, standing.packages)


def _circles(lines: Sequence[GoalLine | PackageLine], standing: Mapping[str, str]) -> Iterator[Found]:
    parents = dict(standing)
    parents |= {line.code.upper(): line.parent.upper() for line in lines if line.gives("parent")}
    for line in lines:
        if line.gives("parent") and _comes_back(line.code.upper(), parents):
            message = said(
                "«%(code)s» ligger under seg selv. Velg en annen overordnet, eller la cellen stå tom.", code=line.code
            )
            yield line.error("own_parent", message, "parent", line.parent)


def _comes_back(code: str, parents: Mapping[str, str]) -> bool:
    """Whether the way up from `code` leads to it again; a circle above it, which it isn't part of, is others' fault."""
    passed = set()
    above = parents.get(code, "")
    while above and above not in passed:
        if above == code:
            return True
        passed.add(above)
        above = parents.get(above, "")
    return False
