"""Review: pages of products that belong together, suggestions that follow, and spot checks.

Everything here works on arrays and knows neither Qt nor the database, but for `desk`, `deciding`
and `spot_checks`, which bring a catalogue's products in and the decisions out.
"""
