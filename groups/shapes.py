"""The drawn shape and the colour beside a pseudonym: made from the membership, so that no account shows in them."""

from typing import Final

SHAPES: Final = 24
"""As many as img/shapes.svg has; static/js/room/models/shape.js chooses among them in the same way."""
DEGREES: Final = 10
"""Of the colour circle, for each class in shape.css."""


def shape_of(public_id: str) -> int:
    """Which shape goes with a membership's public id: always the same, each as likely as another."""
    return sum(public_id.encode()) % SHAPES


def hue_class(hue: int) -> str:
    """The class of the style sheets that is nearest to a hue."""
    return f"hue-{hue // DEGREES}"
