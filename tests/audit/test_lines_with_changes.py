"""Lines of the log read with the fields that they changed."""

import pytest

from audit.queries import line_with_changes, lines_with_changes, lines_with_detail
from audit.services import record
from tests.builders import a_person

pytestmark = pytest.mark.django_db


def fields(line) -> dict[str, tuple[str, str]]:
    return {change.field: (change.before, change.after) for change in line.changes.all()}


@pytest.fixture(autouse=True)
def lines():
    for name in ("Ett", "To", "Tre"):
        record(
            by=a_person(), verb="changed goal", subject="goal H1", detail=f"change {name}", changes={"name": ("", name)}
        )
    record(by=None, verb="changed goal", subject="goal H2", detail="change To")


def test_the_newest_comes_first_with_its_fields(django_assert_num_queries):
    with django_assert_num_queries(2):
        found = lines_with_changes("goal H1", 2)
        assert [fields(line) for line in found] == [{"name": ("", "Tre")}, {"name": ("", "To")}]


def test_one_line_by_its_number():
    newest = lines_with_changes("goal H1")[0]
    line = line_with_changes(newest.pk)
    assert line is not None
    assert fields(line) == {"name": ("", "Tre")}
    assert line_with_changes(0) is None


def test_what_was_changed_together_is_found_by_the_detail_oldest_first():
    assert [line.subject for line in lines_with_detail("change To")] == ["goal H1", "goal H2"]
    assert lines_with_detail("change") == []
