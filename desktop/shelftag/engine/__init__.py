"""The worker process of a catalogue: jobs, progress, cancellation, and what happens at a crash."""
