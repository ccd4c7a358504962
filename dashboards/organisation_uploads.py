"""Organisation files as they come from a browser, and as the preview's form carries them on to the confirmation."""

import base64
import binascii
import io
import zipfile
from collections.abc import Iterable, Iterator

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from organisation.organisation_files import NamedContent

LARGEST = 1_000_000  # bytes in all: ten times the whole country's
LARGEST_UNPACKED = 30_000_000
ZIP = b"PK\x03\x04"
WORKBOOK = "[Content_Types].xml"  # what only a workbook has in its archive


class UnsuitableUploadError(ValueError):
    """Files that can't be taken in; the text says why and what to do."""


def uploaded(files: "Iterable[UploadedFile[bytes]]") -> list[NamedContent]:
    """Names and bytes of the files. Raises UnsuitableUploadError where there are none, or too much."""
    files = list(files)
    if not files:
        raise UnsuitableUploadError(_("Velg én eller flere filer."))
    if sum(file.size or 0 for file in files) > LARGEST:
        raise UnsuitableUploadError(_("Filene er for store: høyst 1 MB i alt."))
    return [(file.name or "", file.read()) for file in files]


def unpacked(contents: Iterable[NamedContent]) -> list[NamedContent]:
    """The same, with the files of an archive instead of the archive. Raises UnsuitableUploadError."""
    return [each for name, content in contents for each in _unpacked(name, content)]


def _unpacked(name: str, content: bytes) -> Iterator[NamedContent]:
    if not content.startswith(ZIP):
        yield name, content
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
                raise UnsuitableUploadError(_("%(name)s er for stor når den pakkes ut.") % {"name": name})
            if WORKBOOK in archive.namelist():
                yield name, content
                return
            for member in archive.infolist():
                yield member.filename, archive.read(member)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:  # RuntimeError: has a password
        raise UnsuitableUploadError(_("%(name)s kan ikke pakkes ut. Lagre den på nytt.") % {"name": name}) from error


def as_text(content: NamedContent) -> str:
    """A file as a form field carries it."""
    name, content_bytes = content
    return f"{name}\n{base64.b64encode(content_bytes).decode()}"


def from_text(text: str) -> NamedContent:
    """The file that `as_text` wrote. Raises UnsuitableUploadError for another text."""
    name, _newline, encoded = text.replace("\r\n", "\n").partition("\n")
    try:
        return name, base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise UnsuitableUploadError(_("Filen kom ikke hel fram. Last den opp på nytt.")) from error
