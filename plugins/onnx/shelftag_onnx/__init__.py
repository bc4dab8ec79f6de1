"""Classifier plug-in: runs encoders and heads with ONNX Runtime, on a GPU or on the processor.

Found by its entry point and ``shelftag-plugin.json``, like anybody's plug-in. Importing it is
cheap: ONNX Runtime and the text encoder are imported when a model is opened.
"""

from shelftag_api.classifier import ClassifierPlugin


def create() -> ClassifierPlugin:
    """Makes the plug-in: the factory that the manifest names."""
    from shelftag_onnx.plugin import OnnxClassifier

    return OnnxClassifier()
