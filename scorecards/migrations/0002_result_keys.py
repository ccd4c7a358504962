"""The foreign keys of Result, checked once per statement instead of once per row.

Same promise as PostgreSQL's own: the rows pointed at exist and are locked against deletion until the transaction ends,
and what a result points at cannot be deleted. See docs/decisions/0002-foreign-keys-per-statement.md.
"""

from django.db import migrations

PARENTS = {"indicator_id": "scorecards_indicator", "unit_id": "organisation_unit", "delivery_id": "scorecards_delivery"}

CHECK_NEW_ROWS = """
CREATE FUNCTION scorecards_result_points_at_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE missing bigint;
BEGIN
    {checks}
    RETURN NULL;
END $$;
CREATE TRIGGER result_points_at_rows_on_insert AFTER INSERT ON scorecards_result
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION scorecards_result_points_at_rows();
CREATE TRIGGER result_points_at_rows_on_update AFTER UPDATE ON scorecards_result
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION scorecards_result_points_at_rows();
"""

CHECK_ONE_COLUMN = """
    PERFORM 1 FROM {parent} WHERE id IN (SELECT DISTINCT {column} FROM fresh) FOR KEY SHARE;
    SELECT f.{column} INTO missing FROM (SELECT DISTINCT {column} FROM fresh) f
        LEFT JOIN {parent} p ON p.id = f.{column} WHERE p.id IS NULL LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING MESSAGE = 'result names a row that is not in {parent}: ' || missing;
    END IF;
"""

KEEP_PARENTS = """
CREATE FUNCTION {parent}_is_kept_for_results() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM scorecards_result WHERE {column} = OLD.id) THEN
        RAISE foreign_key_violation USING MESSAGE = 'results name this row of {parent}: ' || OLD.id;
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER is_kept_for_results BEFORE DELETE ON {parent}
    FOR EACH ROW EXECUTE FUNCTION {parent}_is_kept_for_results();
"""

FORWARD = CHECK_NEW_ROWS.replace(
    "{checks}", "".join(CHECK_ONE_COLUMN.format(column=column, parent=parent) for column, parent in PARENTS.items())
) + "".join(KEEP_PARENTS.format(column=column, parent=parent) for column, parent in PARENTS.items())

BACKWARD = "DROP FUNCTION scorecards_result_points_at_rows CASCADE;" + "".join(
    f"DROP FUNCTION {parent}_is_kept_for_results CASCADE;" for parent in PARENTS.values()
)


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0001_initial"), ("organisation", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
