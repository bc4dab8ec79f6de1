"""A model file may not reach outside itself."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from shelftag_api.errors import ContractError
from shelftag_onnx.graph_check import check_graph


def model(*nodes, initializer=(), functions=(), more_opsets=()):
    graph = helper.make_graph(
        list(nodes),
        "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])],
        list(initializer),
    )
    opsets = [helper.make_opsetid("", 17), *more_opsets]
    made = helper.make_model(graph, opset_imports=opsets, functions=list(functions))
    return made.SerializeToString()


def outside_tensor() -> TensorProto:
    tensor = numpy_helper.from_array(np.zeros(1, np.float32), "weights")
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="../../../etc/passwd")
    return tensor


def refusal(data: bytes) -> ContractError:
    with pytest.raises(ContractError) as caught:
        check_graph(data, "model.onnx")
    assert caught.value.params["file"] == "model.onnx"
    return caught.value


def test_accepts_standard_operators():
    check_graph(model(helper.make_node("Relu", ["x"], ["y"])), "model.onnx")


def test_accepts_an_unused_vendor_opset():
    data = model(
        helper.make_node("Relu", ["x"], ["y"]),
        more_opsets=[helper.make_opsetid("com.microsoft", 1)],
    )
    check_graph(data, "model.onnx")


def test_refuses_weights_in_another_file():
    data = model(helper.make_node("Add", ["x", "weights"], ["y"]), initializer=[outside_tensor()])
    assert refusal(data).message_id == "plugins.external_data"


def test_refuses_an_outside_tensor_inside_a_constant():
    data = model(
        helper.make_node("Constant", [], ["c"], value=outside_tensor()),
        helper.make_node("Add", ["x", "c"], ["y"]),
    )
    assert refusal(data).message_id == "plugins.external_data"


def test_refuses_an_outside_tensor_that_only_the_location_gives_away():
    tensor = outside_tensor()
    tensor.ClearField("external_data")
    data = model(helper.make_node("Add", ["x", "weights"], ["y"]), initializer=[tensor])
    assert refusal(data).message_id == "plugins.external_data"


@pytest.mark.parametrize("domain", ["com.evil", "com.microsoft", "ai.onnx.preview.training"])
def test_refuses_operators_outside_the_standard(domain):
    error = refusal(model(helper.make_node("Run", ["x"], ["y"], domain=domain)))
    assert error.message_id == "plugins.unknown_operator"
    assert error.params["operator"] == f"{domain}.Run"


def test_refuses_an_operator_hidden_in_a_branch():
    branch = helper.make_graph(
        [helper.make_node("Run", ["x"], ["z"], domain="com.evil")],
        "branch",
        [],
        [helper.make_tensor_value_info("z", TensorProto.FLOAT, [1])],
    )
    data = model(helper.make_node("If", ["x"], ["y"], then_branch=branch, else_branch=branch))
    assert refusal(data).message_id == "plugins.unknown_operator"


def test_refuses_an_operator_hidden_in_a_function():
    function = helper.make_function(
        "",
        "Wrapped",
        ["x"],
        ["y"],
        [helper.make_node("Run", ["x"], ["y"], domain="com.evil")],
        [helper.make_opsetid("com.evil", 1)],
    )
    data = model(helper.make_node("Wrapped", ["x"], ["y"]), functions=[function])
    assert refusal(data).message_id == "plugins.unknown_operator"


def test_refuses_a_second_graph_behind_the_first():
    good = model(helper.make_node("Relu", ["x"], ["y"]))
    bad = model(helper.make_node("Run", ["x"], ["y"], domain="com.evil"))
    assert refusal(good + bad).message_id == "plugins.unknown_operator"  # protobuf merges them


@pytest.mark.parametrize("data", [b"", b"\xff" * 50, b"PK\x03\x04 not a model", b"\x08\x08"])
def test_refuses_what_is_no_model(data):
    assert refusal(data).message_id == "plugins.bad_graph"


def test_refuses_a_file_cut_in_half():
    data = model(helper.make_node("Relu", ["x"], ["y"]))
    assert refusal(data[: len(data) // 2]).message_id == "plugins.bad_graph"


def test_refuses_a_thousand_nested_branches_without_crashing():
    graph = helper.make_graph([helper.make_node("Relu", ["x"], ["y"])], "g", [], [])
    data = graph.SerializeToString()
    for _ in range(1000):
        attribute = _field(6, data)  # AttributeProto.g
        node = _field(5, attribute)  # NodeProto.attribute
        data = _field(1, node)  # GraphProto.node
    assert refusal(_field(7, data)).message_id == "plugins.bad_graph"


def _field(number: int, content: bytes) -> bytes:
    """A protobuf field of wire type 2."""
    length, size = len(content), bytearray()
    while length > 127:
        size.append(length & 127 | 128)
        length >>= 7
    return bytes([number << 3 | 2, *size, length]) + content


def test_knows_the_field_numbers_of_the_real_schema():
    from shelftag_onnx import graph_check

    names = {
        "Model": onnx.ModelProto,
        "Training": onnx.TrainingInfoProto,
        "Function": onnx.FunctionProto,
        "Graph": onnx.GraphProto,
        "Node": onnx.NodeProto,
        "Attribute": onnx.AttributeProto,
        "SparseTensor": onnx.SparseTensorProto,
        "Tensor": onnx.TensorProto,
    }
    ours = {"training": "training_info", "attributes": "attribute_proto"}
    for kind, fields in graph_check._SCHEMA.items():
        real = names[kind].DESCRIPTOR.fields_by_name
        for name, (number, _) in fields.items():
            assert real[ours.get(name, name)].number == number, (kind, name)
    covered = {
        kind: {number for number, _ in f.values()} for kind, f in graph_check._SCHEMA.items()
    }
    risky = {"GraphProto", "NodeProto", "TensorProto", "SparseTensorProto", "AttributeProto"}
    for kind, message in names.items():
        for field in message.DESCRIPTOR.fields:
            if field.message_type is not None and field.message_type.name in risky:
                assert field.number in covered[kind], (kind, field.name)
