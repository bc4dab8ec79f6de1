"""The plug-in as Shelftag sees it: opens encoders, heads and the text encoder."""

from pathlib import Path

from shelftag_api.classifier import Head, ImageEncoder, TextEncoder


class OnnxClassifier:
    """`shelftag_api.classifier.ClassifierPlugin` on ONNX Runtime."""

    def open_encoder(
        self, folder: Path, *, device: str = "auto", threads: int | None = None
    ) -> ImageEncoder:
        """Loads an encoder artefact: fp32 on a GPU that really works, else int8 on the CPU.

        Raises:
            ShelftagError: The artefact is unsound, or ``gpu`` was asked for and does not work.
        """
        from shelftag_onnx.encoder import open_encoder

        return open_encoder(folder, device=device, threads=threads)

    def open_head(self, folder: Path) -> Head:
        """Loads a head bundle.

        Raises:
            ShelftagError: The bundle is unsound.
        """
        from shelftag_onnx.head import open_head

        return open_head(folder)

    def open_text_encoder(self) -> TextEncoder:
        """Loads the multilingual text encoder.

        Raises:
            ShelftagError: It is not installed.
        """
        from shelftag_onnx.text import open_text_encoder

        return open_text_encoder()

    def diagnose(self) -> dict[str, str]:
        """Returns versions, providers, and whether a GPU really runs a small network."""
        from shelftag_onnx.diagnosis import diagnose

        return diagnose()
