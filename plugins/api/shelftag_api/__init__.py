"""The contract between Shelftag, its plug-ins and its trainers.

Everything that crosses a border (a plug-in's functions, an encoder artefact, a head bundle, a data
set folder, a trainer's progress lines) is defined here and only here. Depends on NumPy alone.
"""

API_VERSION = 1
"""Version of the plug-in API. A plug-in's manifest names the range that it was written for."""
