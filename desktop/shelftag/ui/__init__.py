"""Everything Qt, and nothing else: the window, its views and models, the theme."""
