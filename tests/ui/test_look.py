"""Colours that can be read, themes, and pictures of the window."""

import pytest
from PySide6.QtGui import QColor, QImage

from shelftag.ui.screenshots import grab_views
from shelftag.ui.theme import theme
from shelftag.ui.tokens import DARK, LIGHT, Tokens


def luminance(color: str) -> float:
    parts = QColor(color).getRgbF()[:3]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast by WCAG 2.2, section 1.4.3."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *((text, behind) for text in ("text", "muted") for behind in (
        "canvas", "sidebar", "surface", "raised", "hover", "accent_soft")),
    ("on_accent", "accent"), ("on_accent", "accent_hover"), ("accent_text", "accent_soft"),
    ("accent_text", "surface"), ("danger", "surface"), ("danger", "danger_soft"),
    ("on_toast", "toast"), ("toast_accent", "toast"),
    *((state, f"{state}_soft") for state in ("review", "accepted", "confirmed")),
    *((state, behind) for state in ("review", "accepted", "confirmed")
      for behind in ("surface", "sidebar")),
]  # fmt: skip


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
@pytest.mark.parametrize(("front", "behind"), PAIRS)
def test_text_can_be_read(tokens: Tokens, front: str, behind: str):
    assert contrast(getattr(tokens, front), getattr(tokens, behind)) >= 4.5


def test_the_theme_changes_while_the_window_is_open(owner):
    theme().set_mode("dark")
    owner.settle()
    image = owner.window.grab().toImage()
    assert image.pixelColor(4, image.height() - 4).lightness() < 60
    theme().set_mode("light")
    owner.settle()
    image = owner.window.grab().toImage()
    assert image.pixelColor(4, image.height() - 4).lightness() > 200


def test_pictures_of_the_main_views(shop_folder, tmp_path, qtbot):
    pictures = grab_views(shop_folder, tmp_path / "pictures")
    assert [path.stem for path in pictures] == ["all-products", "to-review", "selection", "dark"]
    for path in pictures:
        image = QImage(str(path))
        assert image.width() >= 1440
        colours = {image.pixel(x, y) for x in range(0, 1440, 16) for y in range(0, 900, 16)}
        assert len(colours) > 30


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_keyboards_place_is_seen_on_what_is_chosen_too(owner, mode):
    theme().set_mode(mode)
    owner.settle()
    window = owner.window
    for part in (window.center.top_bar.states.chips["all"], window.sidebar.categories):
        looks = []
        for focused in (False, True):
            part.setFocus() if focused else part.clearFocus()
            owner.settle()
            looks.append(part.grab().toImage())
        assert looks[0] != looks[1], part
    theme().set_mode("light")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_stands_in_an_empty_field_can_be_read(owner, mode):
    theme().set_mode(mode)
    owner.settle()
    image = owner.window.center.top_bar.search.grab().toImage()
    behind = image.pixelColor(image.width() // 2, 4)
    seen = {image.pixelColor(x, y).name() for x in range(36, 150) for y in range(image.height())}
    assert max(contrast(colour, behind.name()) for colour in seen) >= 4.5
    theme().set_mode("light")
