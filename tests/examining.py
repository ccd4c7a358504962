"""Examining a page in a real browser: accessible, silent, and no wider than the window."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (1440, 360)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIOLATIONS = """rules => axe.run({runOnly: rules}).then(result =>
    result.violations.map(each => each.id + ': ' + each.nodes[0].html.slice(0, 160)))"""


def listen(page: Page) -> list[str]:
    """What the browser has to complain about, from now on: messages, script errors, requests to anywhere else."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def faults(page: Page) -> list[str]:
    """What is wrong with the page that is shown, at each width: axe's violations, and scrolling sideways."""
    page.evaluate(AXE.read_text())  # evaluated, as a script tag would need the policy opened
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"at {width} px: {violation}" for violation in page.evaluate(VIOLATIONS, RULES)]
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            found.append(f"at {width} px it is {needed} px wide")
    return found
