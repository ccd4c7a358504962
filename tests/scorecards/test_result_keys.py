"""The foreign keys of results, which triggers keep instead of PostgreSQL's own checks (docs/decisions/0002)."""

from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from organisation.models import Unit
from organisation.months import Month
from scorecards.models import Delivery, Indicator, Result
from tests.builders import a_delivery, a_result, an_indicator, an_office
from tests.scorecards.two_connections import meanwhile

NOBODY = 2**40  # an id that no row has
MAY = Month(2018, 5)


def insert_result(indicator: int, unit: int, delivery: int) -> None:
    Result.objects.bulk_create([Result(indicator_id=indicator, unit_id=unit, month=MAY, value=1, delivery_id=delivery)])


@pytest.mark.django_db
class TestARowThatIsNotThere:
    @pytest.mark.parametrize("missing", ["indicator", "unit", "delivery"])
    def test_a_result_that_names_one_is_refused(self, missing):
        known = {"indicator": an_indicator().pk, "unit": an_office().pk, "delivery": a_delivery().pk}
        with pytest.raises(IntegrityError, match=str(NOBODY)), transaction.atomic():
            insert_result(**(known | {missing: NOBODY}))
        assert not Result.objects.exists()
        insert_result(**known)
        assert Result.objects.count() == 1

    @pytest.mark.parametrize("column", ["indicator_id", "unit_id", "delivery_id"])
    def test_a_standing_result_cannot_be_made_to_name_one(self, column):
        result = a_result(an_indicator(), an_office(), value=1)
        with pytest.raises(IntegrityError, match=str(NOBODY)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE scorecards_result SET {column} = %s", [NOBODY])
        assert Result.objects.get().delivery_id == result.delivery_id

    def test_one_row_among_many_refuses_them_all(self):
        indicator, delivery, offices = an_indicator(), a_delivery(), [an_office().pk for _ in range(3)]
        with pytest.raises(IntegrityError), transaction.atomic():
            Result.objects.bulk_create(
                Result(indicator=indicator, unit_id=unit, month=MAY, value=1, delivery=delivery)
                for unit in [*offices, NOBODY]
            )
        assert not Result.objects.exists()

    def test_changing_a_figure_and_nothing_else_is_no_trouble(self):
        a_result(an_indicator(), an_office(), value=1)
        Result.objects.update(value=F("value") + 1)
        assert Result.objects.get().value == 2


@pytest.mark.django_db
class TestARowThatResultsName:
    @pytest.mark.parametrize("table", ["scorecards_indicator", "organisation_unit", "scorecards_delivery"])
    def test_it_cannot_be_deleted(self, table):
        office, indicator = an_office(), an_indicator()
        office.placements.all().delete()  # else the placement would keep it
        result = a_result(indicator, office, value=1)
        named = {
            "scorecards_indicator": indicator.pk,
            "organisation_unit": office.pk,
            "scorecards_delivery": result.delivery_id,
        }
        delete = f"DELETE FROM {table} WHERE id = %s"
        with pytest.raises(IntegrityError, match="results name this row"), transaction.atomic():
            run(delete, named[table])
        Result.objects.all().delete()
        run(delete, named[table])  # now it can

    def test_deleting_a_row_that_no_result_names_is_no_trouble(self):
        a_result(an_indicator("MEASURED"), an_office(), value=1)
        an_indicator("UNUSED").delete()
        assert Indicator.objects.get().code == "MEASURED"


def run(statement: str, *parameters: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    """What PostgreSQL's own foreign keys promise holds against others who work at the same time, too."""

    def parents(self) -> tuple[Indicator, Unit, Delivery]:
        office = Unit.objects.create(code=f"O{Unit.objects.count()}", kind="office")
        return an_indicator(), office, a_delivery()

    def test_a_delete_waits_for_a_result_being_written_and_is_then_refused(self):
        for parent in range(3):
            parents = self.parents()
            table, key = parents[parent]._meta.db_table, parents[parent].pk
            with transaction.atomic():
                insert_result(*(each.pk for each in parents))
                deleting = meanwhile(partial(run, f"DELETE FROM {table} WHERE id = %s", key))
                assert deleting.waits_for_a_lock(), table
            assert deleting.ends()
            assert isinstance(deleting.error, IntegrityError), table
        assert Result.objects.count() == 3

    def test_a_result_waits_for_a_delete_and_is_then_refused(self):
        for parent in range(3):
            parents = self.parents()
            table, keys = parents[parent]._meta.db_table, [each.pk for each in parents]
            with transaction.atomic():
                run(f"DELETE FROM {table} WHERE id = %s", keys[parent])
                writing = meanwhile(partial(insert_result, *keys))
                assert writing.waits_for_a_lock(), table
            assert writing.ends()
            assert isinstance(writing.error, IntegrityError), table
        assert not Result.objects.exists()

    def test_two_who_write_results_of_one_indicator_do_not_wait_for_each_other(self):
        indicator, office, delivery = self.parents()
        _, other, _ = self.parents()
        with transaction.atomic():
            insert_result(indicator.pk, office.pk, delivery.pk)
            writing = meanwhile(partial(insert_result, indicator.pk, other.pk, delivery.pk))
            assert writing.ends()
            assert writing.error is None
        assert Result.objects.count() == 2
