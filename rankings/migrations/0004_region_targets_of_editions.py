from django.db import migrations

# Editions that stand are held against the targets that they showed until now: the catalogue's of their month, the
# nearest one upwards (region, county, country, everyone).
FILL_REGION_TARGETS = """
INSERT INTO rankings_regiontarget (ranking_id, unit_id, indicator_id, green, yellow, green_upper, yellow_upper)
SELECT DISTINCT ON (r.id, p.unit_id, i.indicator_id)
    r.id, p.unit_id, i.indicator_id, t.green, t.yellow, t.green_upper, t.yellow_upper
FROM rankings_ranking r
JOIN rankings_rankingindicator i ON i.ranking_id = r.id
JOIN organisation_placement p ON p.county_id = r.county_id
    AND p.valid_from <= r.month AND (p.valid_to IS NULL OR p.valid_to > r.month)
JOIN organisation_unit region ON region.id = p.unit_id AND region.kind = 'region'
JOIN scorecards_target t ON t.indicator_id = i.indicator_id
    AND t.valid_from <= r.month AND (t.valid_to IS NULL OR t.valid_to > r.month)
LEFT JOIN organisation_unit at ON at.id = t.unit_id
WHERE t.unit_id IS NULL OR t.unit_id IN (p.unit_id, p.county_id) OR at.kind = 'country'
ORDER BY r.id, p.unit_id, i.indicator_id,
    CASE WHEN t.unit_id = p.unit_id THEN 1 WHEN t.unit_id = p.county_id THEN 2 WHEN at.kind = 'country' THEN 3 ELSE 4 END
"""


class Migration(migrations.Migration):

    dependencies = [
        ('rankings', '0003_ties_missing_region_targets'),
    ]

    operations = [
        migrations.RunSQL(FILL_REGION_TARGETS, migrations.RunSQL.noop),
    ]
