"""Trains Shelftag's models: TensorFlow/Keras → tf2onnx → ONNX bundle.

Runs as a process of its own (``shelftag-train``): it reads a data set folder, writes a head bundle
and reports JSON lines. It knows nothing of the desktop; both keep to `shelftag_api`.
"""
