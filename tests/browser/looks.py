"""Pictures of pages held against those that were approved: what a reader would see, not every pixel.

Both are a quarter as large and slightly blurred, so that the edges of letters, which differ from machine to machine,
say nothing. A picture is another when more than a small share of it is clearly of another colour.
"""

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

APPROVED = Path(__file__).parent / "looks"
SMALLER = 4  # times, in both directions
BLUR = 1.5  # pixels of the small picture
CLEARLY = 28  # of 255, in some colour
MOST_OTHER = 0.004  # of the picture
MOST_TALLER = 0.01
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
    return float((np.abs(first - second).max(axis=2) > CLEARLY).mean())


def as_numbers(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(BLUR)), dtype=np.int16)
