"""A request's files are not even received where the request is larger than any file may be."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from scorecards.reading import LARGEST_FILE

BESIDE_THE_FILE = 2**20  # bytes of a form's other fields


class TooLargeIsSkipped(FileUploadHandler):
    """First among the handlers: skips what is too large before it takes memory or disk; the form's fields are read."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  # Django's name
        content_length: int,
        *rest: Any,
        **more: Any,
    ) -> None:
        self.is_too_large = content_length > LARGEST_FILE + BESIDE_THE_FILE

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.is_too_large:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def size_of_what_was_skipped(content_length: str) -> int:
    """The request's size where its files were skipped; 0 where they weren't."""
    size = int(content_length or 0)
    return size if size > LARGEST_FILE + BESIDE_THE_FILE else 0
