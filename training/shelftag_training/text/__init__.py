"""Models that read: what they learn from, their networks, and how they are fitted and published."""
