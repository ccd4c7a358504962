"""Pictures of pages held against those that were approved: what a reader would see, not every pixel.

Both are a quarter as large and slightly blurred, so that the edges of letters, which differ from machine to machine,
say nothing. Another build of the browser may break a line elsewhere, which moves all below it: each strip of a picture
is looked for near the place where it stood. A picture is another when more than a small share of it is clearly of
another colour.
"""

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

APPROVED = Path(__file__).parent / "looks"
SMALLER = 4  # times, in both directions
BLUR = 1.5  # pixels of the small picture
CLEARLY = 28  # of 255, in some colour
MOST_OTHER = 0.01  # of the picture
MOST_TALLER = 0.05
STRIP = 12  # rows of the small picture
NEAR = 18  # rows up and down that a strip may have moved
TALLEST = 2000  # pixels of a page that are looked at


def small(screenshot: bytes) -> Image.Image:
    """A screenshot as it is kept."""
    picture = Image.open(io.BytesIO(screenshot)).convert("RGB")
    return picture.crop((0, 0, picture.width, min(picture.height, TALLEST))).reduce(SMALLER)


def share_of_difference(seen: Image.Image, approved: Image.Image) -> float:
    """How much of the picture is clearly of another colour; all of it where the sizes are too different."""
    if seen.width != approved.width or abs(seen.height - approved.height) > MOST_TALLER * approved.height:
        return 1.0
    height = min(seen.height, approved.height)
    first, second = (as_numbers(each.crop((0, 0, each.width, height))) for each in (seen, approved))
    other = sum(_other(first, second[top : top + STRIP], top) for top in range(0, height, STRIP))
    return other / (height * approved.width)


def _other(seen: np.ndarray, strip: np.ndarray, top: int) -> int:
    """Pixels of a strip that are of another colour, where it is found best."""
    last = len(seen) - len(strip)
    places = range(max(0, top - NEAR), min(last, top + NEAR) + 1)
    return min(int((np.abs(seen[at : at + len(strip)] - strip).max(axis=2) > CLEARLY).sum()) for at in places)


def as_numbers(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(BLUR)), dtype=np.int16)
