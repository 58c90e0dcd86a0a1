"""What every reader promises: spans inside the passage, a candidate for each, best margin first."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from qa_bot.errors import ModelError
from qa_bot.models.fakes import KeywordReader
from qa_bot.models.lexicon import load_switcher
from qa_bot.models.onnx_reader import OnnxReader
from qa_bot.models.switching_reader import SwitchingReader
from qa_bot.models.table_reader import TableReader
from qa_bot.models.transformers_reader import TransformersReader
from qa_bot.ports import Reader
from qa_bot.types import Article, Passage, Span

ENGLISH = "The port of Haesong opened on May 1, 2021. It cost 95 billion won and took six years to build."
KOREAN = "해송항이 2021년 5월1일 문을 열었다. 사업비는 950억원이며 공사는 6년이 걸렸다."
TRAINING = [ENGLISH, KOREAN, "Where did the port open? 언제 문을 열었나?", "🇰🇷🙂"]
TABLE = "순위 | 남자부 | 여자부\n1위 | 변우람 | 구해미\n2위 | 노재휘 | 타데세"
HOSTILE = (
    TABLE,
    "🇰🇷👩‍💻🙂",
    "해송항이오월에문을열었다" * 30,
    "a" * 3000,
    "㎞ ㎡ ½ ① ﬁ ﷺ",
    "漢字とかな кириллица العربية",
    "\0\x1b[31m\u202e\u200b글",
    "<script>alert(1)</script>",
    "[CLS] [SEP] </s> <s> <pad> <mask>",
    "é́́́" * 20,
)


def build_bert(folder):
    """A random BERT reader with a word-piece vocabulary of its own."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
    from transformers import BertConfig, BertForQuestionAnswering, PreTrainedTokenizerFast, set_seed

    set_seed(3)
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(
        TRAINING, trainers.WordPieceTrainer(vocab_size=250, special_tokens=special, show_progress=False)
    )
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]",
        sep_token="[SEP]", mask_token="[MASK]", model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    )  # fmt: skip
    config = BertConfig(
        vocab_size=len(fast), hidden_size=32, num_hidden_layers=2, num_attention_heads=4,
        intermediate_size=64, max_position_embeddings=128,
    )  # fmt: skip
    BertForQuestionAnswering(config).save_pretrained(folder)
    fast.save_pretrained(folder)
    return str(folder)


def build_roberta(folder):
    """A random RoBERTa reader: byte-level tokens, two separators, positions that begin at 2."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast, RobertaConfig, RobertaForQuestionAnswering, set_seed

    set_seed(4)
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    tokenizer.train_from_iterator(
        TRAINING,
        trainers.BpeTrainer(
            vocab_size=400,
            special_tokens=special,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", cls_token="<s>", sep_token="</s>",
        pad_token="<pad>", unk_token="<unk>", mask_token="<mask>", model_input_names=["input_ids", "attention_mask"],
    )  # fmt: skip
    config = RobertaConfig(
        vocab_size=len(fast), hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
        max_position_embeddings=130, pad_token_id=1, bos_token_id=0, eos_token_id=2, type_vocab_size=1,
    )  # fmt: skip
    RobertaForQuestionAnswering(config).save_pretrained(folder)
    fast.save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def bert(tmp_path_factory):
    return TransformersReader(build_bert(tmp_path_factory.mktemp("bert")), device="cpu")


@pytest.fixture(scope="module")
def roberta(tmp_path_factory):
    return TransformersReader(build_roberta(tmp_path_factory.mktemp("roberta")), device="cpu")


@pytest.fixture(params=["keyword", "shipped", "bert", "roberta", "switching", "tables"])
def reader(request):
    if request.param == "switching":
        return SwitchingReader(request.getfixturevalue("shipped_reader"), load_switcher())
    if request.param == "tables":
        return TableReader(request.getfixturevalue("bert"))
    if request.param == "keyword":
        return KeywordReader()
    return request.getfixturevalue("shipped_reader" if request.param == "shipped" else request.param)


def article(text, name="a", title="개항 소식"):
    return Article(id=name, title=title, text=text, language="ko", published=datetime(2021, 5, 1, 9, 0))  # noqa: DTZ001


def whole(text, name="a", title="개항 소식"):
    return Passage(article(text, name, title), Span(0, len(text)))


def best_of(candidates, name):
    return next(candidate for candidate in candidates if candidate.passage.article.id == name)


def test_it_keeps_the_port(reader):
    assert isinstance(reader, Reader)
    assert reader.fingerprint


def test_no_passages_have_no_candidates(reader):
    assert reader.read("언제 열었나?", []) == []
    assert reader.count_tokens([]) == []


def test_tokens_are_counted_text_by_text(reader):
    counts = reader.count_tokens([KOREAN, "", ENGLISH, f"{ENGLISH} {ENGLISH}"])
    assert counts[1] == 0
    # a byte-level token may hold the space before the word
    assert 2 * counts[2] <= counts[3] <= 2 * counts[2] + 1
    assert min(counts[0], counts[2]) >= 10


def test_counting_is_not_cut_short_where_windows_are(reader):
    reader.read("Where?", [whole(ENGLISH * 50)])
    assert reader.count_tokens([ENGLISH + f" {ENGLISH}" * 199])[0] >= 200 * reader.count_tokens([ENGLISH])[0]


def test_candidates_come_best_margin_first_and_do_not_overlap(reader):
    passages = [whole(ENGLISH, "en"), whole(KOREAN, "ko"), whole(ENGLISH * 12, "long")]
    found = reader.read("When did the port of Haesong open?", passages)
    margins = [candidate.margin for candidate in found]
    assert margins == sorted(margins, reverse=True)
    for i, one in enumerate(found):
        assert not any(
            one.passage.id == other.passage.id and one.span.overlaps(other.span) for other in found[:i]
        )


def test_every_passage_has_a_candidate_with_one_no_answer_score(reader):
    passages = [whole(ENGLISH, "en"), whole(KOREAN, "ko"), whole("짧다", "short"), whole(KOREAN * 20, "long")]
    found = reader.read("언제 문을 열었나?", passages)
    assert {candidate.passage.article.id for candidate in found} == {"en", "ko", "short", "long"}
    for name in ("en", "long"):
        scores = {c.no_answer_score for c in found if c.passage.article.id == name}
        assert len(scores) == 1
        assert all(abs(score) < 1000 for score in scores)


def test_spans_lie_in_the_passage_and_never_in_its_heading(reader):
    text = f"{ENGLISH}\n\n{KOREAN}"
    start = text.index("해송항")
    later = Passage(article(text, title="해송항 2021년 5월1일 개항 소식"), Span(start, len(text)))
    assert later.heading == "해송항 2021년 5월1일 개항 소식 · 2021-05-01"
    for candidate in reader.read("해송항은 언제 문을 열었나?", [later]):
        assert candidate.text == KOREAN[candidate.span.start : candidate.span.end]
        citation = candidate.citation
        assert citation.start >= start
        assert citation.quote == candidate.text


def test_spans_begin_and_end_at_words_not_spaces(reader):
    for candidate in reader.read("When?", [whole(f"  {ENGLISH}\n\n  {KOREAN} 🙂  ")]):
        assert candidate.text == candidate.text.strip() != ""


def test_an_answer_at_the_end_of_a_long_passage_can_be_reached(reader):
    """Long passages are read in windows: some candidate must come from behind the first of them."""
    text = f"{KOREAN} {ENGLISH} " * 25
    spans = [c.span for c in reader.read("How long did it take to build?", [whole(text)])]
    assert spans
    assert max(span.end for span in spans) <= len(text)
    if not isinstance(reader, KeywordReader):
        assert len({span.start * 4 // len(text) for span in spans}) >= 2


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_passages_are_read_like_others(reader, text):
    found = reader.read("무엇인가?", [whole(text, "odd"), whole(KOREAN, "ko")])
    assert "ko" in {candidate.passage.article.id for candidate in found}
    for candidate in found:
        assert candidate.text == candidate.passage.text[candidate.span.start : candidate.span.end]


@pytest.mark.parametrize("question", ["?", "🙂", "언제 " * 1000, "a" * 5000, "\0", "", "</s> <s>", "a[)(“"])
def test_hostile_questions_are_read_like_others(reader, question):
    found = reader.read(question, [whole(KOREAN), whole("짧다", "short")])
    assert {candidate.passage.article.id for candidate in found} == {"a", "short"}


def test_the_same_question_has_the_same_answer(reader):
    passages = [whole(ENGLISH, "en"), whole(KOREAN, "ko")]
    assert reader.read("언제?", passages) == reader.read("언제?", passages)


def test_the_order_of_passages_does_not_change_what_is_found_first(reader):
    passages = [whole(ENGLISH, "en"), whole(KOREAN, "ko"), whole("그 밖의 소식이다.", "other")]
    question = "When did the port of Haesong open?"
    one, other = reader.read(question, passages), reader.read(question, passages[::-1])
    assert (one[0].passage.id, one[0].span) == (other[0].passage.id, other[0].span)


# The readers that ship or are named


def test_the_shipped_reader_answers(shipped_reader):
    passages = [whole(ENGLISH, "en"), whole(KOREAN, "ko")]
    english = best_of(shipped_reader.read("How much did the port of Haesong cost?", passages), "en")
    korean = best_of(shipped_reader.read("해송항 사업비는 얼마인가?", passages), "ko")
    assert "95 billion" in english.text
    assert korean.text.startswith("950억원")
    assert min(english.margin, korean.margin) > 0


def test_the_batch_moves_the_shipped_reader_s_answers_only_a_little(shipped_reader):
    question, passage = "How much did the port of Haesong cost?", whole(ENGLISH, "en")
    alone = shipped_reader.read(question, [passage])[0]
    others = [whole(text, f"x{i}") for i, text in enumerate([KOREAN, KOREAN * 9, *HOSTILE])]
    among = best_of(shipped_reader.read(question, [*others, passage]), "en")
    assert among.span == alone.span
    assert among.margin == pytest.approx(alone.margin, abs=2.0)


def test_the_shipped_reader_reads_tables(shipped_reader):
    passage = whole(f"하프마라톤이 열렸다.\n\n{TABLE}", "ko")
    for question, name in (("남자부 2위는 누구인가요?", "노재휘"), ("여자부에서 2위를 한 선수는?", "타데세")):
        assert shipped_reader.read(question, [passage])[0].text == name


def test_threads_may_share_the_shipped_reader(shipped_reader):
    passages = [whole(KOREAN * 12, "long"), whole(ENGLISH, "en")]
    questions = ["해송항 사업비는 얼마인가?", "How long did it take?", "언제 열었나?"] * 4
    alone = {question: shipped_reader.read(question, passages) for question in set(questions)}
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda question: shipped_reader.read(question, passages), questions))
    assert found == [alone[question] for question in questions]


def test_the_batch_makes_no_difference_to_a_float_reader(bert, roberta):
    for reader in (bert, roberta):
        alone = reader.read("When?", [whole(ENGLISH, "en")])[0]
        among = best_of(reader.read("When?", [whole(KOREAN * 3, "ko"), whole(ENGLISH, "en")]), "en")
        assert among.span == alone.span
        assert among.margin == pytest.approx(alone.margin, abs=1e-4)


def test_a_model_of_few_positions_reads_windows_that_fit_them(bert, roberta):
    assert bert._window_tokens == 126
    assert roberta._window_tokens == 128
    for reader in (bert, roberta):
        assert reader.read("When?", [whole(ENGLISH * 20)])


def test_a_float_reader_agrees_with_the_plain_model(bert):
    """The oracle: one pass of the model over one window, the best pair of logits found by hand."""
    import torch

    question, text = "When did it open?", "It opened on May 1."
    encoding = bert._tokenizer.encode(question, text)
    with torch.inference_mode():
        output = bert._model(
            input_ids=torch.tensor([encoding.ids]), token_type_ids=torch.tensor([encoding.type_ids])
        )
    starts, ends = output.start_logits[0].tolist(), output.end_logits[0].tolist()
    places = [i for i, sequence in enumerate(encoding.sequence_ids) if sequence == 1]
    score, i, j = max((starts[i] + ends[j], -i, -j) for i in places for j in places if i <= j < i + 30)
    best = bert.read(question, [whole(text, title="")])[0]
    assert best.span == Span(encoding.offsets[-i][0], encoding.offsets[-j][1])
    assert best.score == pytest.approx(score, abs=1e-4)
    assert best.no_answer_score == pytest.approx(starts[0] + ends[0], abs=1e-4)


def test_a_passage_has_no_answer_only_where_none_of_its_windows_has_one(bert):
    """A network whose no-answer logit is a checksum of its window; the least of them counts."""
    import numpy as np

    from qa_bot.models.reading import STRIDE, read_passages
    from qa_bot.models.windows import encode_windows

    def checksum(ids, mask, types):
        starts = np.zeros(ids.shape, dtype=np.float32)
        starts[:, 0] = ids.sum(axis=1) % 11
        return starts, np.zeros_like(starts)

    for length in (1, 8, 9, 10, 11):
        text = f"{KOREAN} {ENGLISH} 🙂 " * length
        windows = encode_windows(bert._tokenizer, "When?", [text], max_tokens=128, stride=STRIDE)
        expected = min(int(window.ids.sum()) % 11 for window in windows)
        found = read_passages(
            checksum, bert._tokenizer, "When?", [whole(text, title="")], pad_id=0, window_tokens=128
        )
        assert {candidate.no_answer_score for candidate in found} == {expected}


def test_the_keyword_reader_can_be_worked_out_by_hand():
    text = "해송항 준설 예산은 950억원 이다"
    (best,) = KeywordReader().read("해송항 준설 예산은 얼마?", [whole(text)])
    assert (best.text, best.score, best.no_answer_score) == ("950억원", 3.0, 1.5)
    (none,) = KeywordReader().read("전혀 다른 질문", [whole(text)])
    assert (none.text, none.score) == ("해송항", 0.0)
    assert KeywordReader().read("질문", [whole("🙂 …")]) == []


def test_decomposed_text_never_reaches_a_reader():
    with pytest.raises(ValueError, match="not NFC"):
        whole(unicodedata.normalize("NFD", KOREAN))


def test_a_reader_that_cannot_be_loaded_is_named_in_one_line(tmp_path):
    for load in (lambda: OnnxReader(tmp_path), lambda: TransformersReader(str(tmp_path), device="cpu")):
        with pytest.raises(ModelError, match=str(tmp_path)) as caught:
            load()
        assert "\n" not in str(caught.value)
