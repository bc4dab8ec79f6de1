"""A reader is loaded by its manifest, and whatever it does wrong becomes one clear error."""

import numpy as np
import pytest

from shelftag.plugins.doctor import doctor_facts
from shelftag.plugins.loading import has_reader, load_reader
from shelftag_api.errors import ShelftagError
from shelftag_api.reader import Reading

PAGE = np.zeros((4, 6), np.uint8)
CODE = """
from shelftag_api.reader import Reading
class Reader:
    max_edge, grey = {edge}, True
    def read(self, pixels):
        {answer}
    def diagnose(self):
        return {{"mood": 3}}
def create():
    return Reader()
"""


def reader(install, answer: str = "return []", edge: str = "100"):
    install(kind="reader", code=CODE.format(answer=answer, edge=edge))
    return load_reader("strange")


def test_a_strangers_reader_is_loaded_and_named_with_its_version(install):
    found = reader(install, "return [Reading('text', 'SALE', 0.5, ((0, 0), (5, 0)))]")
    assert (found.id, found.max_edge, found.grey) == ("strange 3.2.1", 100, True)
    assert found.read(PAGE) == [Reading("text", "SALE", 0.5, ((0, 0), (5, 0)))]
    assert found.diagnose() == {"mood": "3"}
    assert has_reader("strange")


@pytest.mark.parametrize(
    "answer",
    [
        "raise KeyError('boom')",
        "import sys; sys.exit(1)",
        "return None",
        "return 3",
        "return ['4006381333931']",
        "return [Reading('ean13', 4006381333931)]",
        "return [Reading(None, 'x')]",
        "return [Reading('k' * 41, 'x')]",
        "return [Reading('qr', 'x' * 10_001)]",
        "return [Reading('qr', 'x', 2)]",
        "return [Reading('qr', 'x', float('nan'))]",
        "return [Reading('qr', 'x', 'sure')]",
        "return [Reading('qr', 'x', 1, ((0, float('inf')),))]",
        "return [Reading('qr', 'x', 1, (1, 2))]",
        "return [Reading('qr', 'x', 1, None)]",
    ],
)
def test_what_it_answers_wrongly_is_one_error(install, answer):
    with pytest.raises(ShelftagError) as caught:
        reader(install, answer).read(PAGE)
    assert caught.value.message_id == "plugins.broken"
    assert caught.value.params["plugin"] == "strange"


@pytest.mark.parametrize("edge", ["0", "-5", "'wide'", "None"])
def test_an_impossible_size_of_photos_is_refused(install, edge):
    with pytest.raises(ShelftagError) as caught:
        reader(install, edge=edge)
    assert caught.value.message_id == "plugins.broken"


def test_a_flood_of_readings_is_cut(install):
    flood = "return [Reading('qr', str(i)) for i in range(50_000)]"
    assert len(reader(install, flood).read(PAGE)) == 1_000


def test_a_classifier_is_no_reader(install):
    install(kind="classifier")
    assert not has_reader("strange")
    with pytest.raises(ShelftagError) as caught:
        load_reader("strange")
    assert caught.value.message_id == "plugins.wrong_kind"


def test_what_lacks_the_functions_is_no_reader(install):
    install(kind="reader")
    with pytest.raises(ShelftagError) as caught:
        load_reader("strange")
    assert "object is no reader" in caught.value.params["problem"]


def test_without_any_reader_the_sentence_names_it():
    with pytest.raises(ShelftagError) as caught:
        load_reader("nobody")
    assert caught.value.message_id == "plugins.not_found"
    assert not has_reader("nobody")


def test_the_doctor_shows_every_reader_and_why_one_does_not_work(install):
    install(kind="reader", code="raise RuntimeError('no licence')")
    facts = doctor_facts()
    assert facts["plugin.barcode"] == "0.1.0 (shelftag-barcode)"
    assert facts["reader.barcode.zxing-cpp"][0].isdigit()
    assert "no licence" in facts["reader.strange.problem"]
