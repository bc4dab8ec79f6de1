"""What a process needs to run models on a catalogue, opened once and kept."""

from functools import cached_property

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore
from shelftag.catalog.models import ModelVersion
from shelftag.learning import versions
from shelftag.plugins.loading import load_classifier
from shelftag_api.classifier import ClassifierPlugin, Head, ImageEncoder, TextEncoder
from shelftag_api.encoder import read_encoder


class Workbench:
    """An open catalogue with its models. Used by one thread; a head that it gave may
    be used by another one, by one at a time.

    Attributes:
        catalog: The catalogue.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._encoders: dict[str, ImageEncoder] = {}
        self._heads: dict[int, Head] = {}
        self._stores: dict[tuple[str, int], EmbeddingStore] = {}

    @cached_property
    def plugin(self) -> ClassifierPlugin:
        """The classifier plug-in."""
        return load_classifier()

    @cached_property
    def text_encoder(self) -> TextEncoder:
        """The text encoder."""
        return self.plugin.open_text_encoder()

    @cached_property
    def text_store(self) -> EmbeddingStore:
        """Cached embeddings of texts."""
        encoder = self.text_encoder
        return self._store(encoder.id, encoder.size)

    def active_version(self) -> ModelVersion:
        """Returns the active model version.

        Raises:
            ShelftagError: There is none yet (``model.none``).
        """
        return versions.active(self.catalog)

    def version(self, version_id: int) -> ModelVersion:
        """Returns a model version by its id."""
        return versions.get(self.catalog, version_id)

    def encoder(self, version: ModelVersion) -> ImageEncoder:
        """Returns the encoder of a model version, and notes where it runs."""
        if version.encoder_sha256 not in self._encoders:
            encoder = self.plugin.open_encoder(self.catalog.encoders / version.encoder_sha256)
            self._encoders[version.encoder_sha256] = encoder
            runtime = encoder.runtime
            self.catalog.set_setting(
                "runtime",
                {
                    "device": runtime.device,
                    "precision": runtime.precision,
                    "provider": runtime.provider,
                    "threads": runtime.threads,
                    "reason": runtime.reason,
                },
            )
        return self._encoders[version.encoder_sha256]

    def head(self, version: ModelVersion) -> Head:
        """Returns the head of a model version."""
        if version.id not in self._heads:
            self._heads[version.id] = self.plugin.open_head(self.catalog.heads / str(version.uuid))
        return self._heads[version.id]

    def photo_stores(self, version: ModelVersion) -> list[EmbeddingStore]:
        """Returns the stores with embeddings of a version's encoder, one per precision."""
        encoder = version.encoder_sha256
        size = read_encoder(self.catalog.encoders / encoder, verify=False).embedding_size
        return [self._store(f"{encoder}:{precision}", size) for precision in ("int8", "fp32")]

    def photo_store(self, encoder: ImageEncoder) -> EmbeddingStore:
        """Returns the store that new embeddings of an encoder go to."""
        manifest = encoder.manifest
        return self._store(f"{manifest.id}:{encoder.runtime.precision}", manifest.embedding_size)

    def _store(self, space: str, size: int) -> EmbeddingStore:
        """Returns the store of a space; it remembers which of its files were found sound."""
        if (space, size) not in self._stores:
            folder = self.catalog.folder / "embeddings"
            self._stores[space, size] = EmbeddingStore(folder, space, size)
        return self._stores[space, size]
