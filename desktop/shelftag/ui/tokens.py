"""Theme tokens: every colour, size and radius of the window, for light and for dark."""

from dataclasses import dataclass

CAPTION, SMALL, BODY, SUBTITLE, TITLE = 11, 12, 13, 15, 21
"""The type scale, in device-independent pixels."""
RADIUS_SMALL, RADIUS, RADIUS_LARGE = 6, 8, 12
CONTROL_HEIGHT = 32


@dataclass(frozen=True)
class Tokens:
    """The colours of a theme, as ``#rrggbb``.

    Text on ``surface``, ``canvas``, ``sidebar`` and ``raised`` keeps a contrast of at least 4.5:1
    (tested).

    Attributes:
        name: ``light`` or ``dark``.
        canvas: Behind the grid.
        sidebar: Behind the tree.
        surface: Cards, inspector, menus.
        raised: Fields and buttons.
        hover: Under the pointer.
        pressed: While pressed; also the chosen row without focus.
        tile: Behind a photo that does not fill its tile.
        border: Hairlines.
        border_strong: Edges of fields.
        text: What is read first.
        muted: What is read second.
        accent: The one accent colour.
        accent_hover: The accent under the pointer.
        accent_soft: The accent as a background.
        accent_text: Text and icons in the accent colour.
        on_accent: Text on the accent.
        review: Text and icons of what waits for review.
        review_soft: Its background.
        review_fill: Its part of a bar.
        accepted: Of what the model accepted.
        accepted_soft: Its background.
        accepted_fill: Its part of a bar.
        confirmed: Of what the owner confirmed.
        confirmed_soft: Its background.
        confirmed_fill: Its part of a bar.
        danger: Errors.
        danger_soft: Their background.
        toast: Behind notices.
        on_toast: Text on notices.
        toast_accent: The button on notices.
    """

    name: str
    canvas: str
    sidebar: str
    surface: str
    raised: str
    hover: str
    pressed: str
    tile: str
    border: str
    border_strong: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    accent_text: str
    on_accent: str
    review: str
    review_soft: str
    review_fill: str
    accepted: str
    accepted_soft: str
    accepted_fill: str
    confirmed: str
    confirmed_soft: str
    confirmed_fill: str
    danger: str
    danger_soft: str
    toast: str
    on_toast: str
    toast_accent: str

    def state(self, state: str) -> str:
        """Returns the colour of a product's state."""
        return {"review": self.review, "accepted": self.accepted}.get(state, self.confirmed)

    def state_soft(self, state: str) -> str:
        """Returns the background colour of a product's state."""
        colours = {"review": self.review_soft, "accepted": self.accepted_soft}
        return colours.get(state, self.confirmed_soft)

    def state_fill(self, state: str) -> str:
        """Returns the colour of a product's state in bars."""
        colours = {"review": self.review_fill, "accepted": self.accepted_fill}
        return colours.get(state, self.confirmed_fill)


LIGHT = Tokens(
    name="light",
    canvas="#f6f6f4",
    sidebar="#efeeeb",
    surface="#ffffff",
    raised="#ffffff",
    hover="#e7e6e2",
    pressed="#dedcd7",
    tile="#eeedea",
    border="#e2e0db",
    border_strong="#c9c6bf",
    text="#1d1c1a",
    muted="#65625c",
    accent="#2c5fe0",
    accent_hover="#214fc4",
    accent_soft="#e3eafc",
    accent_text="#2553cc",
    on_accent="#ffffff",
    review="#8f5200",
    review_soft="#fbeed7",
    review_fill="#eba02c",
    accepted="#6a3fc4",
    accepted_soft="#eee7fb",
    accepted_fill="#8f68e6",
    confirmed="#0f6e40",
    confirmed_soft="#dcf2e5",
    confirmed_fill="#2aa566",
    danger="#b3261e",
    danger_soft="#fbe6e4",
    toast="#262522",
    on_toast="#f6f5f2",
    toast_accent="#9db9ff",
)
DARK = Tokens(
    name="dark",
    canvas="#161617",
    sidebar="#1c1c1e",
    surface="#202022",
    raised="#29292c",
    hover="#2d2d30",
    pressed="#37373b",
    tile="#2a2a2d",
    border="#303033",
    border_strong="#47474c",
    text="#f1f0ee",
    muted="#a8a6a1",
    accent="#3765df",
    accent_hover="#3d6ce8",
    accent_soft="#22304f",
    accent_text="#93b2ff",
    on_accent="#ffffff",
    review="#f0b35a",
    review_soft="#3b2e1a",
    review_fill="#d9962f",
    accepted="#bda2fa",
    accepted_soft="#302748",
    accepted_fill="#9478e0",
    confirmed="#6fce9b",
    confirmed_soft="#1a3527",
    confirmed_fill="#3fae74",
    danger="#ff938a",
    danger_soft="#43211f",
    toast="#3a3a3e",
    on_toast="#f6f5f2",
    toast_accent="#a9c1ff",
)
