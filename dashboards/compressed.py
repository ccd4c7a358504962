"""Pages over the wire: what is kept of a page is compressed once, and only what stands around it each time.

Compressing is most of what a page costs that was made before. A gzip file may consist of blocks that know nothing of
each other, so that the kept text's blocks serve in every answer, whatever the frame around it says.
"""

import secrets
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

HEADER: Final = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff"  # gzip, by deflate, with a file name; no time, any system
LEVEL: Final = 6  # as Django compresses the other pages
WITHOUT_HEADER: Final = -zlib.MAX_WBITS
BEGINNING: Final = 64  # bytes by which a text is searched for


@dataclass(frozen=True, slots=True)
class KeptText:
    """The texts of a page that are the same in every answer, in their order; `name` is that of this making of it."""

    name: str
    texts: Sequence[bytes]


class KeptIsCompressedOnce(GZipMiddleware):
    """Django's middleware, which does all other pages: `request.META["kept"]` is the KeptText of one that is kept."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kept = request.META.get("kept")
        accepted = re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if kept is None or not accepted or not isinstance(response, HttpResponse) or response.status_code != 200:
            return super().process_response(request, response)
        response.content = compressed(response.content, kept, self.max_random_bytes)
        response["Content-Length"] = str(len(response.content))
        response["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ("Accept-Encoding",))
        return response


def compressed(page: bytes, kept: KeptText, most_padding: int) -> bytes:
    """The page as a gzip file, whose length is blurred by a file name of up to so many letters, as Django's is."""
    written = [HEADER, b"a" * secrets.randbelow(most_padding), b"\0"]
    done = 0
    for text, blocks in zip(kept.texts, _kept_blocks(kept), strict=True):
        at = _place(page, text, done)
        if at >= 0:
            written += [_blocks(page[done:at]), blocks]
            done = at + len(text)
    written += [_blocks(page[done:], last=True), struct.pack("<II", zlib.crc32(page), len(page) & 0xFFFFFFFF)]
    return b"".join(written)


def _place(page: bytes, text: bytes, start: int) -> int:
    """Where the page has the text, -1 for nowhere: `find` alone studies a long text for longer than it searches."""
    at = page.find(text[:BEGINNING], start)
    while at >= 0 and not page.startswith(text, at):
        at = page.find(text[:BEGINNING], at + 1)
    return at


def _kept_blocks(kept: KeptText) -> Sequence[bytes]:
    blocks: Sequence[bytes] | None = caches["pages"].get(kept.name)
    if blocks is None:
        blocks = [_blocks(text) for text in kept.texts]
        caches["pages"].set(kept.name, blocks)
    return blocks


def _blocks(text: bytes, *, last: bool = False) -> bytes:
    """The text in blocks of whole bytes, which refer to nothing before them."""
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, WITHOUT_HEADER)
    return deflate.compress(text) + deflate.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)
