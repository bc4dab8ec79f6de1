"""A demo shop that Shelftag draws itself: product photos of two dozen categories, and a price list.

All pictures come from the code in this package; none is a third party's.
"""

from .assortment import DemoCategory, demo_categories
from .shop import DemoPhoto, draw_demo_shop

__all__ = ["DemoCategory", "DemoPhoto", "demo_categories", "draw_demo_shop"]
