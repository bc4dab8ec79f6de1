"""Prints how well grocery's product texts find their coarse class by its English name alone.

    uv run python tests/benchmarks/zero_shot_text.py

No label is used: the cosine of the text's embedding to those of the 43 names, and the names found
in the text, as the application scores words. Beside it, what each step brings.
"""

import numpy as np
from grocery_words import GroceryClass, classes

from shelftag_api.names import WEIGHT, NameFinder
from shelftag_api.words import join_words
from shelftag_onnx.text import open_text_encoder

SEED = 0
DRAWS = 2_000


def main() -> None:
    """Prints a table by language."""
    encoder = open_text_encoder()
    products = classes()
    names = sorted({item.coarse for item in products.values()})
    capitalised = encoder.embed_texts(names)
    small = encoder.embed_texts([name.lower() for name in names])
    finder = NameFinder([(name,) for name in names])
    print(f"nothing is trained; intervals: {DRAWS} draws, seed {SEED}")
    print(f"{len(names)} names          texts  as written  small letters  small + found (shipped)")
    for languages in (["sv"], ["en"], ["sv", "en"]):  # of several, the first that there is
        chosen = [item for item in products.values() if item.texts.keys() & set(languages)]
        texts = [join_words([in_one_of(languages, item)]) for item in chosen]
        truth = np.array([names.index(item.coarse) for item in chosen])
        vectors = encoder.embed_texts(texts)
        found = np.float32(WEIGHT) * finder.find(texts)
        scores = (vectors @ capitalised.T, vectors @ small.T, vectors @ small.T + found)
        cells = [share(score.argmax(axis=1) == truth) for score in scores]
        print(f"{' else '.join(languages):10} {len(texts):17}  " + "  ".join(cells))


def in_one_of(languages: list[str], item: GroceryClass) -> str:
    """A product's description in the first of some languages that it has."""
    return next(item.texts[language] for language in languages if language in item.texts)


def share(right: np.ndarray) -> str:
    """Share of right answers with its 95 % interval by bootstrap."""
    random = np.random.default_rng(SEED)
    drawn = right[random.integers(0, len(right), (DRAWS, len(right)))].mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{right.mean():.1%} ({low:.0%}–{high:.0%})"


if __name__ == "__main__":
    main()
