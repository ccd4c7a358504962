"""Size in words, why nobody is named, and what it takes to be."""

import pytest

from dashboards.learning_words import size_in_words, what_it_takes, why_nobody
from dashboards.numbers import NORWEGIAN
from methods.learning import GOOD, STEADY
from scorecards.learning import Nobody, Way
from scorecards.queries.learning import COUNTRY, COUNTY

LOUD = ("dårlig", "verst", "best", "taper", "vinner", "flink")


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (1.0, "omtrent like stort"),
        (1.25, "omtrent like stort"),
        (0.8, "omtrent like stort"),
        (1.26, "halvannen gang så stort"),
        (1.75, "halvannen gang så stort"),
        (0.79, "to tredeler så stort"),
        (0.6, "to tredeler så stort"),
        (1.8, "dobbelt så stort"),
        (2.5, "dobbelt så stort"),
        (0.5, "halvparten så stort"),
        (0.4, "halvparten så stort"),
        (2.6, "3 ganger så stort"),
        (12.4, "12 ganger så stort"),
        (0.39, "under halvparten så stort"),
        (0.2, "under halvparten så stort"),
        (0.19, "mye mindre"),
    ],
)
def test_a_ratio_of_sizes_in_words(ratio, words):
    assert size_in_words(ratio, NORWEGIAN) == words


def test_a_large_number_of_times_is_written_as_numbers_are():
    assert size_in_words(1234, NORWEGIAN) == "1\u00a0234 ganger så stort"


@pytest.mark.parametrize("reason", Nobody)
@pytest.mark.parametrize("where", [COUNTY, COUNTRY])
def test_every_reason_is_said_in_whole_sentences_and_none_is_a_verdict(reason, where):
    text = why_nobody(reason, "NAV Voss", where)
    assert text[0].isupper()
    assert text.endswith(".")
    assert not any(word in text.lower().split() for word in LOUD)


def test_each_reason_is_said_in_its_own_words():
    texts = {why_nobody(reason, "NAV Voss", COUNTY) for reason in Nobody}
    assert len(texts) == len(Nobody)


def test_nobody_is_nobody_of_where_was_looked():
    assert "i fylket" in why_nobody(Nobody.NOBODY, "NAV Voss", COUNTY)
    assert "i landet" in why_nobody(Nobody.NOBODY, "NAV Voss", COUNTRY)


@pytest.mark.parametrize("reason", [Nobody.NOT_KNOWN, Nobody.REACHES])
def test_what_is_about_the_office_names_it(reason):
    assert "NAV Voss" in why_nobody(reason, "NAV Voss", COUNTY)


def test_what_it_takes_says_the_limits_that_are_used_and_that_some_may_be_luck():
    text = " ".join(what_it_takes("NAV Voss", [Way.CASES]))
    assert f"{100 * STEADY:.0f} %" in text
    assert f"{100 * GOOD:.0f} %" in text
    assert "NAV Voss" in text
    assert "flaks" in text


def test_a_size_that_is_not_known_is_a_dash():
    assert size_in_words(None, NORWEGIAN) == "–"


class TestHowItIsJudged:
    def text(self, *ways):
        return " ".join(what_it_takes("NAV Voss", ways))

    def test_of_a_share_it_says_nothing_of_months_that_swing(self):
        assert "Alle månedene samlet er det bedre enn NAV Voss" in self.text(Way.CASES)
        assert "svinger" not in self.text(Way.CASES)

    def test_of_other_figures_it_says_that_the_months_are_what_is_looked_at(self):
        text = self.text(Way.MONTHS)
        assert "Snittet av månedene er bedre enn snittet til NAV Voss" in text
        assert "hvor mye kontorene svinger fra måned til måned" in text
        assert "forskjellene mellom kontorene samlet være større enn svingningene" in text

    def test_where_both_are_on_the_page_it_tells_them_apart(self):
        text = self.text(Way.CASES, Way.MONTHS)
        assert "For andeler ser vi av antallet" in text
        assert "For andre tall" in text

    def test_where_nothing_can_be_judged_there_is_nothing_to_say(self):
        assert what_it_takes("NAV Voss", []) == []

    @pytest.mark.parametrize("ways", [[Way.CASES], [Way.MONTHS], [Way.CASES, Way.MONTHS]])
    def test_every_line_is_a_sentence_and_says_that_some_may_be_luck(self, ways):
        lines = what_it_takes("NAV Voss", ways)
        assert all(line[0].isupper() and line.endswith(".") for line in lines)
        assert "flaks" in lines[-1]
