"""Takes what the browser needs out of the npm packages: `python -m nav_mrs.assets`, part of `make setup`.

Single files are copied, and the icons in use become one sprite: `<svg><use href="/static/icons.svg#red"/></svg>`.
"""

import shutil
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
TARGET = ROOT / "build" / "assets"
ICON_FOLDER = PACKAGES / "@navikt/aksel-icons/dist/svg"

# Not ds-css's index.css, which names fonts at a CDN, nor its print.css, which prints addresses after links.
VENDOR_FILES = {
    "reset.min.css": "@navikt/ds-css/dist/global/reset.min.css",
    "tokens.min.css": "@navikt/ds-css/dist/global/tokens.min.css",
    "baseline.min.css": "@navikt/ds-css/dist/global/baseline.min.css",
    "components.min.css": "@navikt/ds-css/dist/components.min.css",
    "source-sans-3-latin-wght-normal.woff2": (
        "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2"
    ),
    "plotly-basic.min.js": "plotly.js-basic-dist-min/plotly-basic.min.js",
}

# name in our templates: name among Aksel's icons
ICONS = {
    "add": "PlusCircle",
    "arrow": "ArrowRight",
    "calendar": "Calendar",
    "changed": "ArrowsCirclepath",
    "close": "XMark",
    "comment": "Chat",
    "county": "Buildings2",
    "data": "Database",
    "directorate": "Buildings3",
    "down": "ChevronDown",
    "download": "Download",
    "edit": "Pencil",
    "file": "FileText",
    "funnel": "Filter",
    "good": "TrendUp",
    "green": "CheckmarkCircleFill",
    "help": "QuestionmarkCircle",
    "hidden": "EyeSlash",
    "info": "InformationSquare",
    "learn": "HandShakeHeart",
    "link": "Link",
    "lock": "PadlockLocked",
    "meeting": "Monitor",
    "menu": "MenuHamburger",
    "next": "ChevronRight",
    "none": "MinusCircle",
    "notice": "Megaphone",
    "office": "Buildings3",
    "person": "PersonCircle",
    "plan": "TasklistFill",
    "preliminary": "HourglassTopFilled",
    "prev": "ChevronLeft",
    "print": "PrinterSmall",
    "red": "XMarkOctagonFill",
    "search": "MagnifyingGlass",
    "target": "LineGraphDot",
    "trend": "TrendDown",
    "warning": "ExclamationmarkTriangle",
    "yellow": "ExclamationmarkTriangleFill",
}
SVG = "http://www.w3.org/2000/svg"


def build_assets(target: Path = TARGET) -> None:
    """Write the vendor files and the sprite into that folder, which holds nothing else."""
    shutil.rmtree(target, ignore_errors=True)
    vendor = target / "vendor"
    vendor.mkdir(parents=True)
    for name, source in VENDOR_FILES.items():
        shutil.copyfile(PACKAGES / source, vendor / name)
    (target / "icons.svg").write_text(sprite(ICON_FOLDER))


def sprite(folder: Path) -> str:
    """All icons as one SVG of symbols, without their titles: a page names an icon where it stands for something."""
    ElementTree.register_namespace("", SVG)
    whole = ElementTree.Element(f"{{{SVG}}}svg")
    for name, icon in ICONS.items():
        drawing = ElementTree.parse(folder / f"{icon}.svg").getroot()
        symbol = ElementTree.SubElement(whole, f"{{{SVG}}}symbol", id=name, viewBox=drawing.attrib["viewBox"])
        symbol.extend(part for part in drawing if part.tag != f"{{{SVG}}}title")
    return ElementTree.tostring(whole, encoding="unicode") + "\n"


if __name__ == "__main__":
    build_assets()
