"""What a training run needs around it: TensorFlow, progress, whole results."""
