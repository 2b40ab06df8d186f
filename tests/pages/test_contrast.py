"""Contrast, computed over the tokens in both themes: every text on every ground that it may meet (WCAG 2.2)."""

import colorsys
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parents[2] / "static" / "css"
TOKENS = (STYLES / "tokens.css").read_text()
OF_TEXT, OF_SHAPES = 4.5, 3.0

TEXTS = ("text", "text-soft", "accent", "accent-strong", "danger")
GROUNDS = ("page", "surface", "quiet", "accent-quiet", "danger-quiet")
ON_ACCENT = {"on-accent": ("accent", "accent-strong")}
EDGES = ("border", "accent", "danger")
"""The edges of fields and buttons, the ring of what has the focus, and the bar of a notice."""
ONLY_DIVIDES = ("divider",)
"""Says nothing that a word or a space beside it does not say."""
ON_TINTS = ("text", "text-soft", "accent", "danger")
HUES = range(360)
RAW_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(", re.IGNORECASE)
SHADE = re.compile(r"rgb\(0 0 0 / \d+%\)")
"""A shadow, or the veil behind a dialog: no text stands on it."""
TINT = re.compile(
    r"hsl\(var\(--hue, \d+\) var\(--raw-(?:tint|shape)-saturation\) var\(--raw-(?:tint|shape)-lightness\)\)"
)

Colour = tuple[float, float, float]
Theme = dict[str, str]


def themes() -> dict[str, Theme]:
    """The tokens of each theme, as they are written."""
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    turned, common = dark.split("\n}\n", 1)
    read = re.compile(r"--([\w-]+):\s*([^;]+);").findall
    base = dict(read(light)) | dict(read(common))
    return {"light": base, "dark": base | dict(read(turned))}


THEMES = themes()


def colour(theme: Theme, name: str) -> Colour:
    """A token of the second tier, through the first."""
    value = theme[f"colour-{name}"]
    raw = re.fullmatch(r"var\(--(raw-[\w-]+)\)", value)
    assert raw, f"{name} is {value}: a meaning points to a raw colour"
    return from_hex(theme[raw[1]])


def from_hex(text: str) -> Colour:
    assert re.fullmatch("#[0-9a-f]{6}", text), text
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def tint(theme: Theme, hue: int, kind: str) -> Colour:
    """The ground of a line or the face of a shape in this hue."""
    saturation, lightness = (
        float(theme[f"raw-{kind}-{part}"].rstrip("%")) / 100 for part in ("saturation", "lightness")
    )
    return colorsys.hls_to_rgb(hue / 360, lightness, saturation)


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, "contrast ratio"."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def too_faint(theme: Theme) -> Iterator[str]:
    """Every pair that does not stand apart enough."""
    for text, ground in [*product(TEXTS, GROUNDS), *((over, under) for over in ON_ACCENT for under in ON_ACCENT[over])]:
        yield from _faint(f"{text} on {ground}", colour(theme, text), colour(theme, ground), OF_TEXT)
    for edge, ground in product(EDGES, GROUNDS):
        yield from _faint(f"edge {edge} on {ground}", colour(theme, edge), colour(theme, ground), OF_SHAPES)
    for hue in HUES:
        for text in ON_TINTS:
            yield from _faint(f"{text} on a line of hue {hue}", colour(theme, text), tint(theme, hue, "tint"), OF_TEXT)
        shape, own_line = tint(theme, hue, "shape"), tint(theme, hue, "tint")
        yield from _faint(f"shape {hue} on its line", shape, own_line, OF_SHAPES)
        for ground in ("page", "surface", "quiet"):
            yield from _faint(f"shape {hue} on {ground}", shape, colour(theme, ground), OF_SHAPES)


def _faint(what: str, one: Colour, other: Colour, least: float) -> Iterator[str]:
    found = contrast(one, other)
    if found < least:
        yield f"{what}: {found:.2f}"


def test_the_measure_is_that_of_the_standard() -> None:
    black, white, grey = from_hex("#000000"), from_hex("#ffffff"), from_hex("#767676")
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(white, grey) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_every_text_and_every_edge_stands_out_from_every_ground(name: str) -> None:
    assert list(too_faint(THEMES[name])) == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"raw-ink-soft": "#a09a90"}, "text-soft on page"),
        ({"raw-edge": "#c8c0b2"}, "edge border on page"),
        ({"raw-tint-lightness": "70%"}, "on a line of hue"),
        ({"raw-shape-lightness": "80%"}, "shape"),
        ({"raw-on-leaf": "#93cbb9"}, "on-accent on accent"),
    ],
)
def test_a_token_that_is_too_faint_is_found(changed: Theme, found: str) -> None:
    assert any(found in each for each in too_faint(THEMES["light"] | changed))


def test_every_colour_that_means_something_is_in_a_pair() -> None:
    means = {name.removeprefix("colour-") for name in THEMES["light"] if name.startswith("colour-")}
    assert means == {*TEXTS, *GROUNDS, *ON_ACCENT, *EDGES, *ONLY_DIVIDES}


def test_the_dark_theme_turns_raw_colours_only() -> None:
    light, dark = THEMES["light"], THEMES["dark"]
    turned = {name for name in light if light[name] != dark[name]}
    assert turned
    assert [name for name in turned if not name.startswith("raw-")] == []
    assert [name for name in light if name.startswith("raw-") and name not in turned] == []


def test_only_the_tokens_name_colours() -> None:
    """All others take one that means something: what was not computed here cannot be seen."""
    own = {path.name: TINT.sub("", SHADE.sub("", path.read_text())) for path in STYLES.glob("*.css")}
    assert RAW_COLOUR.search(own.pop("tokens.css"))
    assert {name: RAW_COLOUR.findall(text) for name, text in own.items() if RAW_COLOUR.search(text)} == {}
    assert [name for name, text in own.items() if "--raw-" in text] == []
