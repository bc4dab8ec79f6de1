"""Cached embeddings lie in shards on disk and are found through the database."""

import numpy as np
import pytest
from sqlalchemy import text

from shelftag.catalog import embeddings
from shelftag.catalog.embeddings import EmbeddingStore
from shelftag_api.errors import ShelftagError

SIZE = 3


@pytest.fixture(autouse=True)
def small_shards(monkeypatch):
    monkeypatch.setattr(embeddings, "SHARD_ROWS", 4)


@pytest.fixture
def folder(shop):
    return shop.folder / "embeddings"


@pytest.fixture
def store(folder):
    return EmbeddingStore(folder, "encoder/int8", SIZE)


def vectors(*values: float) -> np.ndarray:
    return np.array([[value, value + 0.5, -value] for value in values], np.float32)


def add(shop, store, *values: float) -> None:
    with shop.database.write() as session:
        keys = [f"key {value}" for value in values]
        store.add(session, keys, vectors(*values), [None] * len(values))


def read(shop, store, *values: float) -> list[list[float]]:
    with shop.database.read() as session:
        places = store.places(session)
    return store.read([places[f"key {value}"] for value in values]).tolist()


def files(folder) -> list[tuple[str, int]]:
    """Name and number of rows of each shard."""
    found = sorted(folder.rglob("*.f16"))
    return [(path.name, path.stat().st_size / (2 * SIZE)) for path in found]


def test_what_was_added_is_read_back_in_any_order(shop, store):
    add(shop, store, 1, 2, 3)
    assert read(shop, store, 3, 1, 3) == vectors(3, 1, 3).tolist()
    assert store.read([]).shape == (0, SIZE)


def test_full_shards_are_followed_by_new_ones(shop, store, folder):
    add(shop, store, 1, 2, 3)
    add(shop, store, 4, 5, 6, 7, 8, 9, 10)
    add(shop, store, 11)
    assert files(folder) == [("00000.f16", 4), ("00001.f16", 4), ("00002.f16", 3)]
    assert read(shop, store, *range(11, 0, -1)) == vectors(*range(11, 0, -1)).tolist()


def test_a_shard_that_has_grown_since_it_was_read_is_read_further(shop, store):
    add(shop, store, 1)
    assert read(shop, store, 1) == vectors(1).tolist()
    add(shop, store, 2)
    assert read(shop, store, 2, 1) == vectors(2, 1).tolist()


def test_it_is_all_there_after_the_program_was_closed(shop, store, folder):
    add(shop, store, 1, 2, 3, 4, 5)
    shop.reopen()
    again = EmbeddingStore(folder, "encoder/int8", SIZE)
    add(shop, again, 6)
    assert read(shop, again, 1, 5, 6) == vectors(1, 5, 6).tolist()
    assert read(shop, store, 6) == vectors(6).tolist()


def test_it_knows_what_is_stored(shop, store):
    add(shop, store, 1, 2)
    with shop.database.read() as session:
        assert store.known(session, ["key 2", "key 3"]) == {"key 2"}
        assert store.known(session, []) == set()


def test_spaces_do_not_mix(shop, store, folder):
    other = EmbeddingStore(folder, "encoder/fp32", SIZE)
    add(shop, store, 1)
    add(shop, other, 9)
    with shop.database.read() as session:
        assert list(store.places(session)) == ["key 1"]
        assert list(other.places(session)) == ["key 9"]
    assert read(shop, store, 1) == vectors(1).tolist()


def test_a_row_that_was_cut_off_by_a_crash_is_written_over(shop, store, folder):
    add(shop, store, 1, 2)
    (shard,) = folder.rglob("*.f16")
    with shard.open("r+b") as file:
        file.truncate(2 * SIZE + 3)  # the second row, torn in the middle
    with shop.database.write() as session:
        session.execute(text("DELETE FROM embedding_row WHERE row = 1"))
    again = EmbeddingStore(folder, "encoder/int8", SIZE)
    add(shop, again, 3, 4)
    assert read(shop, again, 1, 3, 4) == vectors(1, 3, 4).tolist()
    assert files(folder) == [("00000.f16", 3)]


def test_rows_of_a_transaction_that_was_rolled_back_are_not_found(shop, store):
    def break_off() -> None:
        with shop.database.write() as session:
            store.add(session, ["key 1"], vectors(1), [None])
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        break_off()
    with shop.database.read() as session:
        assert store.places(session) == {}
    add(shop, store, 1, 2)
    assert read(shop, store, 1, 2) == vectors(1, 2).tolist()


@pytest.mark.parametrize("damage", ["gone", "short", "empty"])
def test_a_shard_that_is_gone_or_too_short_is_named(shop, store, folder, damage):
    add(shop, store, 1, 2)
    (shard,) = folder.rglob("*.f16")
    if damage == "gone":
        shard.unlink()
    else:
        shard.write_bytes(b"" if damage == "empty" else shard.read_bytes()[: 2 * SIZE])
    with pytest.raises(ShelftagError) as caught:
        read(shop, EmbeddingStore(folder, "encoder/int8", SIZE), 2)
    assert caught.value.message_id == "embeddings.missing"
    assert caught.value.params == {"path": str(shard)}


def forget_lost(shop, store) -> int:
    return embeddings.forget_lost(shop.database, [store])


def known(shop, store) -> set[str]:
    with shop.database.read() as session:
        return set(store.places(session))


def test_nothing_is_forgotten_of_what_is_there(shop, store, folder):
    add(shop, store, 1, 2, 3, 4, 5)
    assert (
        forget_lost(shop, store) == forget_lost(shop, EmbeddingStore(folder, store.space, 3)) == 0
    )
    assert len(known(shop, store)) == 5


@pytest.mark.parametrize(
    ("damage", "left"),
    [
        (lambda path: path.unlink(), {"key 5"}),
        (lambda path: path.write_bytes(b""), {"key 5"}),
        (lambda path: path.write_bytes(path.read_bytes()[: 2 * SIZE + 3]), {"key 1", "key 5"}),
        (
            lambda path: path.write_bytes(bytes(2 * SIZE) + path.read_bytes()[2 * SIZE :]),
            {"key 2", "key 3", "key 4", "key 5"},
        ),
        (
            lambda path: path.write_bytes(b"\xff" * 2 * SIZE + path.read_bytes()[2 * SIZE :]),
            {"key 2", "key 3", "key 4", "key 5"},
        ),
        (lambda path: (path.unlink(), path.mkdir()), {"key 5"}),
    ],
    ids=["gone", "empty", "torn", "zeros", "no numbers", "a folder in its place"],
)
def test_what_a_shard_has_lost_is_forgotten_and_can_be_stored_anew(
    shop, store, folder, damage, left
):
    add(shop, store, 1, 2, 3, 4, 5)
    everything = read(shop, store, 1, 2, 3, 4, 5)
    damage(min(folder.rglob("*.f16")))
    assert forget_lost(shop, store) == 5 - len(left)
    assert known(shop, store) == left
    gone = [value for value in (1, 2, 3, 4, 5) if f"key {value}" not in left]
    add(shop, store, *gone)
    assert read(shop, store, 1, 2, 3, 4, 5) == everything


def test_a_row_never_comes_to_name_what_is_added_after_its_bytes_were_lost(shop, store, folder):
    add(shop, store, 1, 2)
    for path in folder.rglob("*.f16"):
        path.unlink()
    shop.reopen()
    again = EmbeddingStore(folder, store.space, SIZE)
    add(shop, again, 9)
    assert known(shop, again) == {"key 9"}
    assert read(shop, again, 9) == vectors(9).tolist()


def test_a_shard_that_goes_away_while_it_is_in_use_is_noticed(shop, store, folder):
    add(shop, store, 1)
    read(shop, store, 1)
    (shard,) = folder.rglob("*.f16")
    shard.unlink()
    with pytest.raises(ShelftagError):
        read(shop, store, 1)


def test_an_embedding_of_zeros_is_told_from_a_hole_in_the_file(shop, store, folder):
    with shop.database.write() as session:
        store.add(session, ["black"], np.zeros((1, SIZE), np.float32), [None])
    assert forget_lost(shop, EmbeddingStore(folder, store.space, SIZE)) == 0
    with shop.database.read() as session:
        assert not store.read(store.places(session).values()).any()
