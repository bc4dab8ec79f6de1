"""TensorFlow to ONNX, and the proof that both are equal."""
