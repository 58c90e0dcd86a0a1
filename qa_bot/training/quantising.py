"""A float32 ONNX graph with int8 weights, so that it is a quarter in size and answers in half the time.

Weights get one scale a channel, word embeddings one a piece; what flows between is quantised as it comes,
with one scale for all of it ("dynamic"). There a few channels with peaks would cost the others their
precision, so peaks are divided out of the channels and multiplied into the weights behind (Xiao et al. 2023,
"SmoothQuant"); products whose input peaks beyond that stay float32. Positions and token types do as well,
being few.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import MissingExtra

WORDS = "word_embeddings.weight"
# The share of a channel's peak that the weights take over; .5 and .8 measured worse.
SMOOTHING = 0.65
# multilingual-e5-small has 3 of 72 products beyond it, the lower halves of layers 0, 4 and 5.
MOST_PEAKED = 120.0

Texts = Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one input of a product was like: the largest magnitude of each channel, and the mean square."""

    peaks: NDArray[np.float32]
    mean_square: float

    @property
    def peakedness(self) -> float:
        """How far the largest magnitude is from the usual one."""
        return float(self.peaks.max() / max(self.mean_square, 1e-12) ** 0.5)


def quantise(whole: Path, out: Path, texts: Texts) -> None:
    """Write the float32 graph `whole` to `out` with int8 weights.

    `texts` are some of those that the model is to read, as ids and masks of shape (1, tokens): they show
    where the peaks are. Raises `MissingExtra` without the package onnx.
    """
    try:
        import onnx
        from onnxruntime.quantization import QuantType, quantize_dynamic
    except ImportError as error:
        raise MissingExtra("onnx", "train") from error
    model = onnx.load(whole)
    seen = _watch(model, texts)
    products = {node.name: seen[node.input[0]] for node in _products(model.graph)}
    _smooth(model.graph, seen)
    _quantise_words(model.graph)
    with tempfile.TemporaryDirectory() as scratch:
        smoothed = Path(scratch) / "model.onnx"
        onnx.save(model, smoothed)
        quantize_dynamic(
            smoothed,
            out,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=[name for name, its in products.items() if its.peakedness > MOST_PEAKED],
        )


def _products(graph: Any) -> list[Any]:
    """The nodes that multiply what flows by weights."""
    weights = {weight.name for weight in graph.initializer}
    return [node for node in graph.node if node.op_type == "MatMul" and node.input[1] in weights]


def _watch(model: Any, texts: Texts) -> dict[str, Seen]:
    """What the inputs of all products were like over the texts, by name."""
    import onnx
    import onnxruntime

    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    names = sorted({node.input[0] for node in _products(model.graph)})
    del watched.graph.output[:]
    watched.graph.output.extend(onnx.helper.make_tensor_value_info(n, 1, None) for n in names)
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    runs = [session.run(names, {"input_ids": ids, "attention_mask": mask}) for ids, mask in texts]
    return {
        name: Seen(
            np.max([np.abs(run[place]).max(axis=(0, 1)) for run in runs], axis=0),
            float(np.mean([np.square(run[place]).mean() for run in runs])),
        )
        for place, name in enumerate(names)
    }


def _smooth(graph: Any, seen: dict[str, Seen]) -> None:
    """Divides every input of products by a factor a channel, and multiplies the weights by it."""
    from onnx import helper, numpy_helper

    weights = {weight.name: weight for weight in graph.initializer}
    fed: dict[str, list[Any]] = {}
    for node in _products(graph):
        fed.setdefault(node.input[0], []).append(node)
    for source, nodes in fed.items():
        matrices = [numpy_helper.to_array(weights[node.input[1]]) for node in nodes]
        factors = _factors(seen[source].peaks, np.max([np.abs(m).max(axis=1) for m in matrices], axis=0))
        smoothed, divisors = f"{source}_smoothed", f"{source}_divisors"
        divided = helper.make_node("Mul", [source, divisors], [smoothed])
        graph.node.insert(list(graph.node).index(nodes[0]), divided)
        graph.initializer.append(numpy_helper.from_array(1 / factors, divisors))
        for node, matrix in zip(nodes, matrices, strict=True):
            node.input[0], node.input[1] = smoothed, f"{node.name}_weight"
            graph.initializer.append(numpy_helper.from_array(matrix * factors[:, None], node.input[1]))
    used = {name for node in graph.node for name in node.input}
    for weight in [weight for weight in graph.initializer if weight.name not in used]:
        graph.initializer.remove(weight)


def _factors(peaks: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """By what each channel's input is divided, from its peak and that of its weights; 1 in the middle."""
    factors = np.maximum(peaks, 1e-5) ** SMOOTHING / np.maximum(weights, 1e-5) ** (1 - SMOOTHING)
    centred: NDArray[np.float32] = (factors / np.exp(np.log(factors).mean())).astype(np.float32)
    return centred


def _quantise_words(graph: Any) -> None:
    """Word embeddings as int8, each piece with a scale of its own."""
    from onnx import TensorProto, helper, numpy_helper

    words = next((weight for weight in graph.initializer if weight.name.endswith(WORDS)), None)
    if words is None:
        return
    lookup = next(node for node in graph.node if node.op_type == "Gather" and node.input[0] == words.name)
    rows = numpy_helper.to_array(words)
    scales = np.maximum(np.abs(rows).max(axis=1, keepdims=True) / 127, 1e-12).astype(np.float32)
    name, ids, out = words.name, lookup.input[1], lookup.output[0]
    made = [
        helper.make_node("Gather", [f"{name}_int8", ids], [f"{out}_int8"]),
        helper.make_node("Gather", [f"{name}_scales", ids], [f"{out}_scales"]),
        helper.make_node("Cast", [f"{out}_int8"], [f"{out}_float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out}_float", f"{out}_scales"], [out]),
    ]
    place = list(graph.node).index(lookup)
    graph.node.remove(lookup)
    for node in reversed(made):
        graph.node.insert(place, node)
    graph.initializer.remove(words)
    graph.initializer.extend(
        [
            numpy_helper.from_array(np.round(rows / scales).astype(np.int8), f"{name}_int8"),
            numpy_helper.from_array(scales, f"{name}_scales"),
        ]
    )
