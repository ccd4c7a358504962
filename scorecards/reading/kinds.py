"""What a file that is neither text nor a workbook seems to be, so that the message can say what to do."""

from organisation.said import said

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")

BEGINNINGS = {
    b"%PDF": said("en PDF"),
    b"\x89PNG": said("et bilde"),
    b"\xff\xd8\xff": said("et bilde"),
    b"GIF8": said("et bilde"),
    b"{\\rtf": said("et tekstdokument (RTF)"),
    b"\x1f\x8b": said("en pakket fil"),
    b"7z\xbc\xaf": said("en pakket fil"),
    b"Rar!": said("en pakket fil"),
    b"<?xml": said("en XML-fil"),
}
WEB_PAGE = (b"<html", b"<!doctype html", b"<table")


def seems_to_be(content: bytes) -> str:
    """`en PDF` and the like, by how the file begins; empty where it may be text."""
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, kind in BEGINNINGS.items():
        if start.startswith(beginning):
            return kind
    if start.lower().startswith(WEB_PAGE):
        return said("en nettside")
    if b"\0" in content and not content.startswith(UTF_16_MARKS):
        return said("verken tekst eller en arbeidsbok")
    return ""
