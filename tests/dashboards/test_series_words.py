"""What is said of an indicator over time: where the lines end, its chart in a sentence, where a figure came from."""

import dataclasses
import datetime

import pytest

from dashboards.formatting import format_for
from dashboards.series_words import describe, labels_of, origin_in_words
from organisation.queries import PlacedUnit
from scorecards.queries.origin import Origin
from tests.dashboards.figures import MAY, a_series, facts

FORM = format_for("nb")
NB = "\u00a0"
VOSS = PlacedUnit(1, "1235", "NAV Voss", "office")


class TestLabels:
    def test_every_line_is_named_with_its_last_value(self):
        labels = labels_of(VOSS, a_series(0.8, 0.811), FORM)
        assert labels.full == ("NAV Voss 81,1", f"krav 90{NB}%", "snitt 85,0", "samlet 86,0")

    def test_the_narrow_ones_keep_mean_and_county_apart(self):
        assert labels_of(VOSS, a_series(0.811), FORM).short == ("81,1", f"90{NB}%", "snitt", "samlet")

    def test_a_line_that_ends_early_says_its_own_last_value(self):
        assert labels_of(VOSS, a_series(0.8, 0.75, None), FORM).own == "NAV Voss 75,0"

    def test_without_any_value_the_name_stands_alone(self):
        assert labels_of(VOSS, a_series(None), FORM).own == "NAV Voss "


class TestDescription:
    def test_is_one_sentence_about_the_line_and_one_for_each_beside_it(self):
        assert describe(VOSS, a_series(0.8, 0.811), FORM) == (
            f"Linjediagram for NAV Voss fra mai 2017 til juni 2017: fra 80,0{NB}% til 81,1{NB}%. Krav: ≥{NB}90{NB}%."
            f" Snitt av kontorene: 85,0{NB}%. Fylket samlet: 86,0{NB}%. Samme tall står i tabellen under."
        )

    def test_goes_from_the_first_known_month_to_the_last(self):
        text = describe(VOSS, a_series(None, 0.8, 0.9, None), FORM)
        assert "fra juni 2017 til juli 2017" in text

    def test_leaves_out_what_there_is_not(self):
        figures = a_series(0.8, target=None)
        bare = dataclasses.replace(figures.months[0], county_mean=None, county_pooled=None)
        text = describe(VOSS, dataclasses.replace(figures, months=(bare,)), FORM)
        assert "Krav" not in text
        assert "Snitt" not in text
        assert "samlet" not in text

    def test_is_empty_without_figures(self):
        assert describe(VOSS, a_series(None, None), FORM) == ""

    def test_days_are_said_as_days(self):
        assert f"fra 13,1{NB}dager til 14,0{NB}dager" in describe(
            VOSS, a_series(13.1, 14.0, of=facts(unit="days"), target=None), FORM
        )


class TestOrigin:
    def origin(self, **changed) -> Origin:
        at = datetime.datetime(2018, 6, 15, 7, 42, tzinfo=datetime.UTC)
        return dataclasses.replace(
            Origin(7, "mai.csv", "file", "STYR", "Styringspakken", at, "Kari Nordmann"), **changed
        )

    def test_a_file_says_its_name_its_package_when_and_by_whom(self):
        assert origin_in_words(MAY, self.origin()) == (
            "Tallet for mai 2018 kom i filen mai.csv til Styringspakken, publisert 15. juni 2018 kl. 09.42"
            " av Kari Nordmann."
        )

    def test_where_a_command_published_it_nobody_is_named(self):
        text = origin_in_words(MAY, self.origin(published_by=""))
        assert text.endswith("publisert 15. juni 2018 kl. 09.42.")

    def test_what_was_filled_in_by_hand_names_no_file(self):
        text = origin_in_words(MAY, self.origin(source="form"))
        assert text == "Tallet for mai 2018 er fylt inn i skjemaet for Styringspakken, 15. juni 2018 kl. 09.42."

    @pytest.mark.parametrize("source", ["file", "form"])
    def test_without_a_time_there_is_a_dash(self, source):
        assert "–" in origin_in_words(MAY, self.origin(source=source, published_at=None))
