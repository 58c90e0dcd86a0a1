"""From the small ONNX folder that ships back to weights that training can go on from.

What rounding took stays lost, but a run from there needs none of the hours behind it. The inverse of
`quantising`: weights by their scales, and the peaks that were put into them taken out again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import MissingExtra, ModelError
from qa_bot.training.averaging import WEIGHTS

NOT_COPIED = ("checkpoint*", "log.jsonl", "onnx", "search", "recipe.json", "model.safetensors")
# What the exporter puts before every name, as the module that is exported wraps the trained one.
WRAPPED = "inner."
WORDS = "word_embeddings.weight"
BETWEEN_PRODUCT_AND_BIAS = 3

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Graph:
    """An exported graph: what its weights are, what made a value, and what takes it first."""

    weights: Arrays
    nodes: tuple[Any, ...]

    @classmethod
    def load(cls, path: Path) -> Graph:
        """Raises `MissingExtra` without the package onnx, `ModelError` where the file is no graph."""
        try:
            import onnx
            from google.protobuf.message import DecodeError
        except ImportError as error:
            raise MissingExtra("onnx", "train") from error
        try:
            graph = onnx.load(path).graph
        except (OSError, DecodeError) as error:
            raise ModelError(f"{path}: no model can be read from it: {error}") from error
        weights = {weight.name: onnx.numpy_helper.to_array(weight) for weight in graph.initializer}
        return cls(weights, tuple(graph.node))

    def maker(self, value: str) -> Any:
        """The node that makes `value`, None for a weight or an input."""
        return next((node for node in self.nodes if value in node.output), None)

    def taker(self, value: str) -> Any:
        """The first node that takes `value`, None where it is put out."""
        return next((node for node in self.nodes if value in node.input), None)


def restore(model: Path, base: Path, out: Path) -> Path:
    """Write the folder `out`, which `transformers` loads: the weights of `model`, an exported folder.

    `base` is the folder that its training began from: its settings, tokenizer, and its word embeddings,
    which are not trained, where they are what was rounded. Raises `ModelError` where they don't fit.
    """
    from safetensors.numpy import save_file
    from safetensors.torch import load_file

    if out.resolve() in (model.resolve(), base.resolve()):
        raise ModelError(f"{out} would be written over what it is made of; name another folder")
    graph = Graph.load(model / "model.onnx")
    state = {name: value for name, value in _weights_of(graph) if value.dtype == np.float32}
    if not (base / WEIGHTS).is_file():
        raise ModelError(f"{base}: it has no {WEIGHTS}; name the base that {model} was trained from")
    had = {name: tensor.float().numpy() for name, tensor in load_file(base / WEIGHTS).items()}
    # A reader's body has its name before the names of its base.
    names = {key: name for name in state for key in (name, name.partition(".")[2]) if key in had}
    unlike = [key for key in had if key not in names or had[key].shape != state[names[key]].shape]
    if unlike:
        raise ModelError(f"{base}: its {unlike[0]} is not like that of {model}; name the base it is from")
    for key in (key for key in names if key.endswith(WORDS)):
        state[names[key]] = _unrounded(state[names[key]], had[key])
    shutil.copytree(base, out, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*NOT_COPIED))
    save_file(state, out / WEIGHTS, metadata={"format": "pt"})
    return out


def _weights_of(graph: Graph) -> Iterator[tuple[str, NDArray[Any]]]:
    """All that the trained module had, under its own names."""
    for name, value in graph.weights.items():
        if not name.startswith(WRAPPED):
            continue
        if name.endswith(f"{WORDS}_int8"):
            yield _own(name.removesuffix("_int8")), value * graph.weights[name.replace("_int8", "_scales")]
        elif not name.endswith("_scales"):
            yield _own(name), value
    for node in graph.nodes:
        if node.op_type == "MatMulInteger":
            yield _product(graph, node.output[0]), _rounded_matrix(graph, node)
        elif node.op_type == "MatMul" and node.input[1] in graph.weights:
            matrix = graph.weights[node.input[1]]
            yield _product(graph, node.output[0]), _without_peaks(graph, node.input[0], matrix)


def _own(name: str) -> str:
    return name.removeprefix(WRAPPED)


def _product(graph: Graph, value: str) -> str:
    """Which weight a product is of, by the bias that is added to what comes of it."""
    for _ in range(BETWEEN_PRODUCT_AND_BIAS):
        node = graph.taker(value)
        if node is None:
            break
        bias = next((name for name in node.input if name.endswith(".bias") and name in graph.weights), None)
        if node.op_type == "Add" and bias:
            return _own(bias).removesuffix("bias") + "weight"
        value = node.output[0]
    raise ModelError(f'no bias is added to "{value}", so nothing says which weight made it')


def _rounded_matrix(graph: Graph, node: Any) -> NDArray[np.float32]:
    values, zero = (graph.weights[name].astype(np.float32) for name in (node.input[1], node.input[3]))
    scale = graph.weights[node.input[1].replace("_quantized", "_scale")]
    return _without_peaks(graph, graph.maker(node.input[0]).input[0], (values - zero) * scale)


def _without_peaks(graph: Graph, source: str, matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """As the trained module has it: a row an output, and no share of its input's peaks."""
    smoothed = graph.maker(source)
    if smoothed is not None and smoothed.op_type == "Mul" and smoothed.input[1] in graph.weights:
        matrix = matrix * graph.weights[smoothed.input[1]][:, None]
    return np.ascontiguousarray(matrix.T)


def _unrounded(rounded: NDArray[np.float32], known: NDArray[np.float32]) -> NDArray[np.float32]:
    """`known`, but for the rows that can't be what was rounded."""
    step = np.maximum(np.abs(rounded).max(axis=1, keepdims=True) / 127, 1e-12)
    is_alike = (np.abs(rounded - known) <= 0.51 * step).all(axis=1, keepdims=True)
    return np.where(is_alike, known, rounded).astype(np.float32)
