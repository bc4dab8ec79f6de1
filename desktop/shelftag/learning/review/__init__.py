"""Review: pages of products that belong together, suggestions that follow each decision, and checks.

Everything here works on arrays and knows neither Qt nor the database, but for `desk`, which brings
a catalogue's products in and the decisions out. The benchmarks run the same code.
"""
