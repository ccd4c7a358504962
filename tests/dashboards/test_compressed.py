"""What is kept of a page is compressed once, and every answer is still the whole page, each with what is its own."""

import gzip
import random
import re
import zlib

import pytest
from django.core.cache import caches

from dashboards.compressed import KeptText, compressed
from scorecards.versions import count_up_version
from tests.builders import a_person
from tests.dashboards.test_kept import behind_the_scenes
from tests.dashboards.world import APRIL, MAY, a_world, browser_of, reader

OFFICE, COUNTY = "/offices/1235/2018-05/", "/counties/1200/2018-05/"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


class TestTheFile:
    @pytest.fixture(autouse=True)
    def nothing_kept(self):
        caches["pages"].clear()

    @pytest.mark.parametrize(
        ("page", "texts"),
        [
            (b"head BODY tail", [b"BODY"]),
            (b"head ONE own TWO tail", [b"ONE", b"TWO"]),
            (b"BODY", [b"BODY"]),
            (b"BODYBODY", [b"BODY", b"BODY"]),
            (b"head tail", [b"", b""]),
            (b"head tail", [b"not there"]),
            (b"TWO before ONE", [b"ONE", b"TWO"]),
            (b"x" * 64 + b"1" + b"x" * 64 + b"2", [b"x" * 64 + b"2"]),
            (b"", []),
        ],
    )
    def test_any_reader_of_gzip_finds_the_page_in_it(self, page, texts):
        for _first_and_again in range(2):
            assert gzip.decompress(compressed(page, KeptText("any", texts), 100)) == page

    def test_large_texts_too_whatever_they_are(self):
        draw = random.Random(1)
        texts = [draw.randbytes(70_000), b"<td>1,0</td>" * 30_000, "Sørøst æ".encode() * 5000]
        page = b"head" + texts[0] + b"own" + texts[1] + texts[2] + b"tail"
        packed = compressed(page, KeptText("large", texts), 100)
        assert gzip.decompress(packed) == page
        assert len(packed) < 75_000

    def test_another_making_has_a_text_of_its_own(self):
        assert gzip.decompress(compressed(b"a OLD b", KeptText("first", [b"OLD"]), 100)) == b"a OLD b"
        assert gzip.decompress(compressed(b"a NEW b", KeptText("second", [b"NEW"]), 100)) == b"a NEW b"

    def test_its_length_tells_little_of_what_is_in_it(self):
        lengths = {len(compressed(b"head BODY tail", KeptText("any", [b"BODY"]), 100)) for _ in range(40)}
        assert len(lengths) > 10

    def test_kept_texts_are_compressed_apart_from_what_is_the_readers_own(self):
        """What one reader's token or name has in common with the text doesn't show in the length."""
        secret, other = b"3b5d5c3712955042212316173ccf37be", b"60b725f10c9c85c70d97880dfe8191b3"
        text = (b"<p>" + secret) * 20
        sizes = {
            len(compressed(own + text + own, KeptText("apart", [text]), 1)) - len(zlib.compress(own)) * 2
            for own in (secret, other)
        }
        assert max(sizes) - min(sizes) <= 4


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def world(self):
        made = a_world()
        for month in (APRIL, MAY):
            made.publish(month, (73, 90), (95, 100), (8, 10))
        caches["pages"].clear()
        return made

    @pytest.fixture
    def employee(self, world):
        return reader("employee", world.offices[0])

    def sent(self, browser, address: str) -> bytes:
        """The page as a browser unpacks it."""
        answer = browser.get(address, headers={"accept-encoding": "gzip, br"})
        assert answer["Content-Encoding"] == "gzip"
        assert answer["Content-Length"] == str(len(answer.content))
        assert "Accept-Encoding" in answer["Vary"]
        return gzip.decompress(answer.content)

    @pytest.mark.parametrize("address", [OFFICE, COUNTY, "/indicators/IND0/2018-05/?county=1200", "/country/2018-05/"])
    def test_are_the_same_packed_and_plain(self, employee, address):
        plain = [TOKEN.sub(b"", employee.get(address).content) for _ in range(2)][1]
        for _first_and_again in range(2):
            assert TOKEN.sub(b"", self.sent(employee, address)) == plain

    def test_are_not_packed_for_who_cannot_unpack(self, employee):
        self.sent(employee, COUNTY)
        answer = employee.get(COUNTY)
        assert "Content-Encoding" not in answer
        assert b"</html>" in answer.content
        assert "Accept-Encoding" in answer["Vary"]

    def test_have_the_readers_own_frame_and_token_each_time(self, world, employee):
        assert len({TOKEN.search(self.sent(employee, COUNTY)).group(1) for _ in range(3)}) == 3
        other = self.sent(reader("employee", world.offices[0], name="Ola Nordmann"), COUNTY)
        assert b"Ola Nordmann" in other
        assert b"Ola Nordmann" not in self.sent(employee, COUNTY)

    def test_are_packed_anew_when_they_are_made_anew(self, employee):
        first = self.sent(employee, OFFICE)
        behind_the_scenes(9)
        assert b"81,1" in first
        assert b"10,0" not in self.sent(employee, OFFICE)
        caches["pages"].clear()
        assert b"10,0" in self.sent(employee, OFFICE)
        behind_the_scenes(45)
        count_up_version()
        assert b"50,0" in self.sent(employee, OFFICE)

    def test_of_two_languages_are_two(self, employee):
        pages = [self.sent(employee, f"{COUNTY}?lang={language}") for language in ("nb", "en", "nb", "en")]
        assert [b'<html lang="en">' in page for page in pages] == [False, True, False, True]
        assert TOKEN.sub(b"", pages[0]) == TOKEN.sub(b"", pages[2])

    def test_say_what_has_changed_to_the_one_whom_it_concerns(self, world):
        person = a_person(role="employee", unit=world.voss)
        self.sent(browser_of(person), OFFICE)
        world.publish(MAY, (45, 90), (95, 100), (8, 10))
        told = self.sent(browser_of(person), OFFICE).decode()
        assert "Siden du så på siden" in told
        assert told.count("</html>") == 1
        assert "Siden du så på siden" not in self.sent(reader("employee", world.voss), OFFICE).decode()

    def test_that_are_missing_are_answered_as_before(self, employee):
        answer = employee.get("/counties/7777/2018-05/", headers={"accept-encoding": "gzip"})
        assert answer.status_code == 404
        assert b"</html>" in gzip.decompress(answer.content)

    def test_a_browser_that_has_the_page_is_sent_nothing(self, employee):
        self.sent(employee, COUNTY)
        etag = employee.get(COUNTY, headers={"accept-encoding": "gzip"})["ETag"]
        answer = employee.get(COUNTY, headers={"accept-encoding": "gzip", "if-none-match": etag})
        assert (answer.status_code, answer.content) == (304, b"")
        assert "Content-Encoding" not in answer
