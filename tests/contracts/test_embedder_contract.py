"""What every encoder promises: unit vectors, the same for the same text, whatever else is in the batch."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from qa_bot.errors import ConfigError, ModelError
from qa_bot.models.fakes import HashingEmbedder
from qa_bot.models.onnx_encoder import OnnxEncoder
from qa_bot.models.sentence_transformer import E5_PREFIXES, SentenceTransformerEncoder
from qa_bot.ports import Embedder

SENTENCES = (
    "한국은행이 기준금리를 3.5%로 올렸다.",
    "The port of Haesong opened in May.",
    "해송항이오월에문을열었다",
    "🇰🇷🙂👩‍💻",
    "漢字 кириллица العربية",
    ".",
)
LONG = "해송시의회는 항만 준설 예산을 통과시켰다. The council passed it. " * 400
# int8 activations are scaled by what else is in the batch
TOLERANCE = {"shipped": 2e-2, "hashing": 1e-6, "transformer": 1e-4}


def build_tiny_bert(folder):
    """A random two-layer BERT with a vocabulary of its own."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast, set_seed

    set_seed(5)
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    trainer = trainers.WordPieceTrainer(vocab_size=300, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator([*SENTENCES, "query: passage: "], trainer)
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]",
        sep_token="[SEP]", mask_token="[MASK]", model_max_length=64,
    )  # fmt: skip
    config = BertConfig(
        vocab_size=len(fast), hidden_size=32, num_hidden_layers=2, num_attention_heads=4,
        intermediate_size=64, max_position_embeddings=64,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder)
    fast.save_pretrained(folder)


@pytest.fixture(scope="module")
def build_tiny_encoder(tmp_path_factory):
    """Saves the same weights as a sentence-transformers model of whatever name and prompts."""
    from sentence_transformers import SentenceTransformer

    folder = tmp_path_factory.mktemp("models")
    build_tiny_bert(folder / "bert")

    def build(name, prompts=None):
        # of a plain folder it makes a model with mean pooling
        model = SentenceTransformer(str(folder / "bert"), device="cpu", prompts=prompts)
        model.save(str(folder / name), create_model_card=False)
        return str(folder / name)

    return build


@pytest.fixture(scope="module")
def transformer(build_tiny_encoder):
    return SentenceTransformerEncoder(build_tiny_encoder("tiny"), device="cpu")


@pytest.fixture(params=["hashing", "shipped", "transformer"])
def named(request):
    if request.param == "hashing":
        return "hashing", HashingEmbedder(32)
    fixture = "shipped_encoder" if request.param == "shipped" else "transformer"
    return request.param, request.getfixturevalue(fixture)


@pytest.fixture
def encoder(named):
    return named[1]


@pytest.fixture
def tolerance(named):
    return TOLERANCE[named[0]]


def both(encoder):
    return encoder.embed_queries, encoder.embed_passages


def test_it_keeps_the_port(encoder):
    assert isinstance(encoder, Embedder)
    assert encoder.dimension > 0
    assert encoder.fingerprint == encoder.fingerprint != ""


def test_vectors_are_float32_of_unit_length_one_row_a_text(encoder):
    for embed in both(encoder):
        vectors = embed(SENTENCES)
        assert vectors.shape == (len(SENTENCES), encoder.dimension)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(SENTENCES)), abs=1e-5)


def test_no_texts_give_no_rows(encoder):
    for embed in both(encoder):
        assert embed([]).shape == (0, encoder.dimension)
        assert embed([]).dtype == np.float32


def test_the_same_text_has_the_same_vector(encoder):
    for embed in both(encoder):
        assert np.array_equal(embed(SENTENCES), embed(SENTENCES))


def test_the_rest_of_the_batch_makes_no_difference(encoder, tolerance):
    for embed in both(encoder):
        alone = np.vstack([embed([text]) for text in SENTENCES])
        together = embed([*SENTENCES, LONG])[: len(SENTENCES)]
        assert (1 - (alone * together).sum(axis=1)).max() <= tolerance
        turned = embed(SENTENCES[::-1])[::-1]
        assert (1 - (alone * turned).sum(axis=1)).max() <= tolerance


def test_more_texts_than_a_batch_come_back_in_their_order(encoder, tolerance):
    texts = [f"{'해송항 ' * (i % 7)}article number {i}" for i in range(37)]
    vectors = encoder.embed_passages(texts)
    for i in (0, 15, 16, 36):
        assert vectors[i] @ encoder.embed_passages([texts[i]])[0] >= 1 - tolerance


@pytest.mark.parametrize("text", ["", " ", LONG, "가" * 20_000, "🙂" * 5_000, "a" * 20_000, "\0", "\n"])
def test_whatever_the_text_its_vector_is_a_unit_vector(encoder, text):
    (vector,) = encoder.embed_passages([text])
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)


def test_texts_of_different_words_differ(encoder):
    vectors = encoder.embed_passages(SENTENCES[:3])
    assert (vectors @ vectors.T)[~np.eye(3, dtype=bool)].max() < 0.999


def test_the_hashing_encoder_counts_words():
    a, b, c = HashingEmbedder(512).embed_passages(["금리 인상", "인상 금리", "금리"])
    assert a @ b == pytest.approx(1.0)
    assert a @ c == pytest.approx(1 / np.sqrt(2))


# The shipped encoder


def test_questions_and_passages_get_prefixes_of_their_own(shipped_encoder):
    question, passage = (
        shipped_encoder.embed_queries(SENTENCES[:1]),
        shipped_encoder.embed_passages(SENTENCES[:1]),
    )
    assert (question @ passage.T).item() < 0.99
    by_hand = shipped_encoder._embed([f"query: {SENTENCES[0]}", f"passage: {SENTENCES[0]}"])
    assert by_hand[0] @ question[0] > 0.99
    assert by_hand[1] @ passage[0] > 0.99


PAIRS = (
    ("해송항 준설 공사에 950억원이 든다.", "Dredging Haesong harbor will cost 95 billion won."),
    ("가람군 핸드볼팀이 우승했다.", "The Garam County handball team won the title."),
    ("갯벌에서 저어새 열한 쌍이 둥지를 틀었다.", "Eleven pairs of spoonbills nested on the tidal flat."),
    ("버스 기사들이 파업을 끝냈다.", "The bus drivers ended their strike."),
    ("법원은 전세사기범에게 징역 9년을 선고했다.", "The court sentenced the rental swindler to nine years in prison."),
    ("노로바이러스 백신의 임상시험이 시작된다.", "A clinical trial of a norovirus vaccine begins."),
    ("폭설로 산간마을이 고립됐다.", "Heavy snow cut off mountain villages."),
    ("초등학교 급식에 알레르기 식판이 도입됐다.", "An elementary school introduced allergy trays at lunch."),
    ("두 나라가 냉장물류 실무그룹을 만들기로 했다.", "The two countries agreed to set up a cold-chain working group."),
    ("공룡 발자국 화석이 발견됐다.", "Fossil dinosaur footprints were discovered."),
)  # fmt: skip


def test_a_translation_is_nearer_than_any_other_sentence(shipped_encoder):
    korean, english = zip(*PAIRS, strict=True)
    for asked, stored in ((korean, english), (english, korean)):
        scores = shipped_encoder.embed_queries(asked) @ shipped_encoder.embed_passages(stored).T
        nearest = scores.argmax(axis=1)
        assert (nearest == np.arange(len(PAIRS))).sum() >= 9


def test_a_damaged_model_folder_is_named_in_one_line(tmp_path):
    for content in (None, b"not a model"):
        if content:
            for name in ("model.onnx", "tokenizer.json"):
                (tmp_path / name).write_bytes(content)
            (tmp_path / "config.json").write_text("{}", encoding="utf-8")
        with pytest.raises(ModelError, match=str(tmp_path)) as caught:
            OnnxEncoder(tmp_path)
        assert "\n" not in str(caught.value)
        assert caught.value.__cause__ is not None


# Any sentence-transformers model


def test_a_model_s_own_prompts_are_used(build_tiny_encoder):
    prompts = {"query": "해송항이 ", "document": "port "}
    encoder = SentenceTransformerEncoder(build_tiny_encoder("prompted", prompts), device="cpu")
    plain = SentenceTransformerEncoder(build_tiny_encoder("plain"), device="cpu")
    text = ["금리를 올렸다."]
    assert encoder.embed_queries(text) == pytest.approx(
        plain.embed_queries(["해송항이 금리를 올렸다."]), abs=1e-5
    )
    assert encoder.embed_passages(text) == pytest.approx(
        plain.embed_passages(["port 금리를 올렸다."]), abs=1e-5
    )
    assert plain.embed_queries(text) == pytest.approx(plain.embed_passages(text), abs=1e-6)


@pytest.mark.parametrize(
    ("name", "is_e5"), [("multilingual-e5-tiny", True), ("e5", True), ("model-3e5f", False)]
)
def test_models_of_the_e5_family_get_its_prefixes(build_tiny_encoder, name, is_e5):
    encoder = SentenceTransformerEncoder(build_tiny_encoder(name), device="cpu")
    expected = [E5_PREFIXES["query"] + "금리 passage"] if is_e5 else ["금리 passage"]
    assert encoder.embed_queries(["금리 passage"]) == pytest.approx(
        np.asarray(encoder._model.encode(expected, normalize_embeddings=True)), abs=1e-5
    )


def test_a_model_that_is_not_there_is_named_in_one_line(tmp_path):
    with pytest.raises(ModelError, match="can't be loaded") as caught:
        SentenceTransformerEncoder(str(tmp_path / "no" / "such" / "model"), device="cpu")
    assert "\n" not in str(caught.value)


def test_a_device_that_is_not_there_is_named(build_tiny_encoder):
    with pytest.raises(ConfigError, match='device "cuda:77" can\'t be used here'):
        SentenceTransformerEncoder(build_tiny_encoder("tiny"), device="cuda:77")


def test_decomposed_hangul_means_the_same_once_normalised(shipped_encoder):
    from qa_bot.text.normalize import normalize

    decomposed = unicodedata.normalize("NFD", SENTENCES[0])
    assert np.array_equal(
        shipped_encoder.embed_queries([normalize(decomposed)]), shipped_encoder.embed_queries(SENTENCES[:1])
    )
