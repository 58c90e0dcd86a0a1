"""The bot over folders of real files, with models whose results can be worked out by hand."""

from __future__ import annotations

import json
import os
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import qa_bot
from qa_bot import default as default_module
from qa_bot import judging as judging_module
from qa_bot.adding import AddStep
from qa_bot.bot import QABot, changing
from qa_bot.default import open_default
from qa_bot.dialogue import Turn
from qa_bot.errors import (
    ConfigError,
    LibraryError,
    LibraryMismatch,
    LibraryNotFound,
    ModelError,
    QuestionError,
)
from qa_bot.evidence import Judgement
from qa_bot.models.fakes import HashingEmbedder, KeywordReader
from qa_bot.models.shipped import embeddings_folder
from qa_bot.settings import Settings
from qa_bot.types import Article, Filters

ENGLISH = """Haesong to dredge its harbor
Posted on : 2021-03-05 09:10 KST

Dredging Haesong harbor will cost 95 billion won. Work begins in May.

By Han So-ra, staff reporter
"""
KOREAN = """해송 항구 준설
등록 : 2021-03-05 09:00

해송 항구 준설 비용은 950억원 이다. 공사는 5월에 시작된다.

한소라 기자 sora@hanbit.example
"""
QUESTION = "Dredging Haesong harbor will cost how much?"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "기사 #1"
    folder.mkdir()
    (folder / "harbor.en.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "harbor.ko.txt").write_text(KOREAN, encoding="utf-8")
    return folder


def open_fake(folder, **options):
    options = {"embedder": HashingEmbedder(256), "reader": KeywordReader(), "settings": Settings(), **options}
    return QABot.open(folder, **options)


def test_a_folder_is_added_its_editions_paired_and_asked(fake_bot, folder):
    report = fake_bot.add(folder)
    assert len(report.added) == 2
    assert report.pairs == 1
    answer = fake_bot.ask(QUESTION)
    assert answer.text == "95 billion won"
    first = answer.citations[0]
    assert first.article.source.endswith("harbor.en.txt")
    assert first.article.text[first.start : first.end] == "95 billion won"
    assert first.article.translation_of == fake_bot.get(str(folder / "harbor.ko.txt")).id


def test_adding_again_changes_nothing(fake_bot, folder):
    ids = fake_bot.add(folder).added
    again = fake_bot.add(folder)
    assert (set(again.unchanged), again.added, again.updated, again.pairs) == (set(ids), (), (), 1)


def test_a_file_and_its_folder_are_one_and_the_same(fake_bot, folder):
    fake_bot.add(folder)
    report = fake_bot.add(folder / "harbor.en.txt", str(folder))
    assert len(report.unchanged) == 2
    assert len(list(fake_bot.articles())) == 2


def test_an_edited_file_never_answers_from_its_old_text(fake_bot, folder):
    fake_bot.add(folder)
    (folder / "harbor.en.txt").write_text(
        ENGLISH.replace("95 billion won", "120 billion won"), encoding="utf-8"
    )
    assert len(fake_bot.add(folder).updated) == 1
    answer = fake_bot.ask(QUESTION)
    assert answer.text == "120 billion won"
    assert all(" 95 " not in passage.text for passage in (hit.passage for hit in fake_bot.search(QUESTION)))


def test_a_removed_article_answers_nothing_any_more(fake_bot, folder):
    fake_bot.add(folder)
    removed = fake_bot.remove(str(folder / "harbor.en.txt"))
    assert len(removed) == 1
    assert fake_bot.get(removed[0]) is None
    assert fake_bot.passages(removed[0]) == ()
    assert all(c.article.language == "ko" for c in fake_bot.ask(QUESTION, threshold=0.0).citations)
    assert fake_bot.get(str(folder / "harbor.ko.txt")).translation_of is None


def test_a_broken_file_is_reported_and_the_rest_is_kept(fake_bot, folder):
    (folder / "broken.html").write_bytes(b"\x00\x01\x02\xff\xfe" * 100)
    (folder / "empty.txt").write_bytes(b"")
    report = fake_bot.add(folder)
    assert len(report.added) == 2
    assert sorted(error.source.rsplit("/", 1)[1] for error in report.errors) == ["broken.html", "empty.txt"]
    assert fake_bot.ask(QUESTION).text == "95 billion won"


def test_a_source_that_is_not_there_is_reported(fake_bot, tmp_path):
    report = fake_bot.add(tmp_path / "없는 파일.txt")
    assert report.total == 0
    assert "없는 파일.txt" in str(report.errors[0])


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (None, "None: it is of kind NoneType; give paths, URLs and articles one by one"),
        (
            ["a.txt", "기사.txt"],
            "['a.txt', '기사.txt']: it is of kind list; give paths, URLs and articles one by one",
        ),
        (b"a.txt", "b'a.txt': it is of kind bytes; give paths, URLs and articles one by one"),
        ("", 'there is no such file or folder as ""; name one, or a URL'),
    ],
)
def test_what_names_no_source_is_reported_and_the_rest_is_kept(
    fake_bot, folder, monkeypatch, source, problem
):
    monkeypatch.chdir(folder)
    report = fake_bot.add(source, folder / "harbor.en.txt")
    assert [str(error) for error in report.errors] == [problem]
    assert len(report.added) == 1


def test_a_file_whose_name_is_in_another_encoding_is_added_and_known_again(fake_bot, folder):
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + "기사.txt".encode("cp949")))
    path.write_text("다른 기사\n\n전차 🚋 요금은 그대로다.", encoding="utf-8")
    report = fake_bot.add(folder)
    assert (len(report.added), report.errors) == (3, ())
    assert fake_bot.add(folder).unchanged == report.added
    article = fake_bot.get(str(folder / "기사.txt"))
    assert article.title == "다른 기사"
    assert fake_bot.refresh(article.id).unchanged == (article.id,)
    assert fake_bot.get(article.id) == article


def test_article_objects_are_added_too(fake_bot):
    article = Article(
        id="harbor", title="", text="Dredging Haesong harbor will cost 95 billion won.", language="en"
    )
    assert fake_bot.add(article).added == ("harbor",)
    assert fake_bot.ask(QUESTION).citations[0].article == article


def test_progress_counts_up_to_the_total(fake_bot, folder):
    steps = []
    fake_bot.add(folder, on_progress=steps.append)
    english, korean = str(folder / "harbor.en.txt"), str(folder / "harbor.ko.txt")
    assert steps == [AddStep(english, 1, 2), AddStep(korean, 2, 2)]


@pytest.mark.parametrize("by", ["id", "prefix", "source", "url"])
def test_an_article_is_found_and_removed_by(by, fake_bot):
    url = "https://www.hanbit.example/arti/1.html"
    article = Article(id="abcdef123456", title="", text="글 하나", language="ko", source="a/글.txt", url=url)
    fake_bot.add(article, Article(id="abcxyz999999", title="", text="글 둘", language="ko"))
    key = {"id": article.id, "prefix": "abcdef", "source": "a/글.txt", "url": url}[by]
    assert fake_bot.get(key) == article
    assert fake_bot.remove(key) == ["abcdef123456"]
    assert fake_bot.remove(key) == []
    assert [a.id for a in fake_bot.articles()] == ["abcxyz999999"]


@pytest.mark.parametrize("key", ["", ".", "abc", "abcde", "없음", "/", "\0", "%", "*"])
def test_what_names_no_article_removes_none(key, fake_bot):
    """Articles without a source must not be taken for the working folder's."""
    fake_bot.add(Article(id="abcdef123456", title="", text="글 하나", language="ko"))
    assert fake_bot.get(key) is None
    assert fake_bot.remove(key) == []
    assert len(list(fake_bot.articles())) == 1


def test_a_beginning_of_several_ids_names_none_of_them(fake_bot):
    for name in ("abcdef1", "abcdef2"):
        fake_bot.add(Article(id=name, title="", text=f"글 {name}", language="ko"))
    with pytest.raises(LibraryError, match='"abcdef" begins 2 ids; write more of it'):
        fake_bot.remove("abcdef")
    assert len(list(fake_bot.articles())) == 2


def test_all_articles_of_one_file_are_removed_with_it(fake_bot, tmp_path):
    records = [{"id": str(i), "title": f"제목 {i}", "text": f"해송 소식 {i} 번째 기사다."} for i in range(3)]
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
    assert len(fake_bot.add(path).added) == 3
    assert len(fake_bot.remove(str(path))) == 3
    assert list(fake_bot.articles()) == []


def test_the_threshold_is_the_settings_unless_given(tmp_path, folder):
    with open_fake(tmp_path / "library", settings=Settings(threshold=0.99)) as bot:
        bot.add(folder)
        assert not bot.ask(QUESTION)
        assert bot.ask(QUESTION, threshold=0.5).text == "95 billion won"
        assert [bool(a) for a in bot.ask_many([QUESTION, QUESTION], threshold=0.0)] == [True, True]


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan")])
def test_a_threshold_that_is_no_share_is_an_error(fake_bot, threshold):
    with pytest.raises(ConfigError, match="threshold is a share of 0 to 1"):
        fake_bot.ask(QUESTION, threshold=threshold)


@pytest.mark.parametrize("language", ["xx", "KO", "", "한국어", 3])
def test_an_answer_language_that_is_none_is_an_error(fake_bot, language):
    with pytest.raises(ConfigError) as caught:
        fake_bot.ask(QUESTION, answer_language=language)
    assert str(caught.value) == (
        f'answer_language is "{language}"; use one of ko, en, other, or leave it out'
    )
    for known in ("ko", "en", "other", None):
        fake_bot.ask(QUESTION, answer_language=known)


def test_empty_and_endless_questions_are_errors_for_asking_and_searching(fake_bot):
    for question in ("", " \n ", "x" * 100_000):
        with pytest.raises(QuestionError):
            fake_bot.ask(question)
        with pytest.raises(QuestionError):
            fake_bot.search(question)


def test_a_search_returns_the_best_first_and_at_most_k(fake_bot, folder):
    fake_bot.add(folder)
    hits = fake_bot.search(QUESTION)
    assert hits[0].passage.article.source.endswith("harbor.en.txt")
    assert fake_bot.search(QUESTION, 1) == hits[:1]
    only = fake_bot.search(QUESTION, filters=Filters(language="ko"))
    assert {hit.passage.article.language for hit in only} == {"ko"}
    with pytest.raises(ConfigError, match="k must be at least 1, not 0"):
        fake_bot.search(QUESTION, 0)


def test_an_empty_library_answers_with_a_reason(fake_bot):
    assert fake_bot.ask("언제인가?").reason == "찾아볼 기사가 없습니다."
    assert fake_bot.search("언제인가?") == []


def test_questions_may_come_from_several_threads(fake_bot, folder):
    fake_bot.add(folder)
    questions = [
        QUESTION,
        "해송 항구 준설 비용은 얼마?",
        "Who wrote it?",
        unicodedata.normalize("NFD", "해송 항구"),
    ] * 6
    alone = {question: fake_bot.ask(question, threshold=0.0) for question in set(questions)}
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda question: fake_bot.ask(question, threshold=0.0), questions))
    assert found == [alone[question] for question in questions]


def test_asking_goes_on_while_articles_come_and_go(fake_bot, folder):
    fake_bot.add(folder)
    article = Article(id="passing", title="", text="Dredging Haesong harbor was in the news.", language="en")

    def come_and_go():
        for _ in range(5):
            fake_bot.add(article)
            assert fake_bot.remove("passing") == ["passing"]

    with ThreadPoolExecutor(4) as pool:
        changes = pool.submit(come_and_go)
        answers = list(pool.map(lambda _: fake_bot.ask(QUESTION), range(20)))
        changes.result()
    assert {answer.text for answer in answers} == {"95 billion won"}


def test_the_library_is_there_when_it_is_opened_again(tmp_path, folder):
    with open_fake(tmp_path / "library") as bot:
        bot.add(folder)
    with open_fake(tmp_path / "library", create=False) as bot:
        assert bot.ask(QUESTION).text == "95 billion won"


def test_a_library_that_is_not_there_is_only_made_when_wanted(tmp_path):
    with pytest.raises(LibraryNotFound, match="nowhere"):
        open_fake(tmp_path / "nowhere", create=False)
    assert not (tmp_path / "nowhere").exists()


def test_the_settings_name_the_folder(tmp_path):
    with open_fake(None, settings=Settings(library=str(tmp_path / "named"))) as bot:
        assert bot.folder == tmp_path / "named"


def test_another_encoder_s_library_is_opened_only_to_be_embedded_anew(tmp_path, folder):
    with open_fake(tmp_path / "library") as bot:
        bot.add(folder)
    other = HashingEmbedder(32)
    with pytest.raises(
        LibraryMismatch, match=r'made by encoder "hashing-256\+sentences".*at hand is "hashing-32\+sentences"'
    ):
        open_fake(tmp_path / "library", embedder=other)
    with open_fake(tmp_path / "library", embedder=other, reembed=True) as bot:
        assert bot.ask(QUESTION).text == "95 billion won"
        assert bot.verify() == []
    with open_fake(tmp_path / "library", embedder=other) as bot:
        assert bot.info()["encoder"] == "hashing-32"


def test_a_whole_library_and_models_have_no_problems(fake_bot, folder):
    fake_bot.add(folder)
    assert fake_bot.verify() == []


def test_the_information_is_ready_for_json(fake_bot, folder):
    fake_bot.add(folder)
    info = json.loads(json.dumps(fake_bot.info()))
    assert info["version"] == qa_bot.__version__
    assert (info["encoder"], info["reader"]) == ("hashing-256", "keyword")
    assert info["folder"] == str(fake_bot.folder)
    assert info["settings"]["threshold"] == 0.5
    assert info["library"]["articles"] == 2


def test_public_names_are_all_there():
    assert qa_bot.__all__ == sorted(qa_bot.__all__)
    for name in qa_bot.__all__:
        assert getattr(qa_bot, name).__name__ == name
    assert set(qa_bot.__all__) <= set(dir(qa_bot))
    with pytest.raises(AttributeError, match="has no attribute 'Oracle'"):
        qa_bot.Oracle  # noqa: B018


def test_the_default_library_is_the_one_in_the_settings(tmp_path, folder, monkeypatch):
    monkeypatch.setattr(changing, "load_encoder", lambda settings: HashingEmbedder(256))
    monkeypatch.setattr(changing, "load_reader", lambda settings: KeywordReader())
    with open_fake(tmp_path / "library") as bot:
        bot.add(folder)
    with open_default(Settings(library=str(tmp_path / "library"))) as bot:
        assert bot.folder == tmp_path / "library"
        assert bot.ask(QUESTION).text == "95 billion won"


def test_without_a_library_the_samples_are_answered_from_the_cache_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(changing, "load_encoder", lambda settings: HashingEmbedder(256))
    monkeypatch.setattr(changing, "load_reader", lambda settings: KeywordReader())
    monkeypatch.setattr(default_module, "_default", None)
    monkeypatch.setenv("QA_BOT_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    assert qa_bot.answer("Where does the Haesong bus strike stop?", threshold=0.0)
    opened = default_module._default
    assert opened.folder == tmp_path / "cache" / f"samples-{qa_bot.__version__}"
    assert len(list(opened.articles())) == 54
    assert qa_bot.answer("해송 버스 파업?", threshold=0.0).citations
    assert default_module._default is opened
    opened.close()


def write_judgement(folder, **fields):
    data = {"encoder": "hashing-256", "reader": "keyword", **Judgement.default().to_dict(), **fields}
    (folder / "judgement.json").write_text(json.dumps(data), encoding="utf-8")


def test_a_judgement_holds_only_for_the_models_it_was_learned_with(tmp_path, monkeypatch):
    monkeypatch.setattr(judging_module, "embeddings_folder", lambda: tmp_path)
    with open_fake(tmp_path / "library") as bot:
        assert bot.answerer.judgement == Judgement.default()
    write_judgement(tmp_path, retrieval_weight=3.5)
    with open_fake(tmp_path / "library") as bot:
        assert bot.answerer.judgement.retrieval_weight == 3.5
    write_judgement(tmp_path, retrieval_weight=3.5, reader="another")
    with open_fake(tmp_path / "library") as bot:
        assert bot.answerer.judgement == Judgement.default()


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"encoder": "hashing-256", "reader": "keyword"}'])
def test_a_damaged_judgement_is_a_model_error_in_one_line(tmp_path, monkeypatch, content):
    monkeypatch.setattr(judging_module, "embeddings_folder", lambda: tmp_path)
    (tmp_path / "judgement.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        open_fake(tmp_path / "library")
    assert "\n" not in str(caught.value)


def test_the_shipped_judgement_is_for_the_shipped_models():
    path = embeddings_folder() / "judgement.json"
    if not path.is_file():
        pytest.skip("no judgement ships with these models; the default holds")
    data = json.loads(path.read_text(encoding="utf-8"))
    configs = {
        name: json.loads((embeddings_folder() / name / "config.json").read_text(encoding="utf-8"))
        for name in ("encoder", "reader")
    }
    assert (data["encoder"], data["reader"]) == tuple(
        configs[n]["fingerprint"] for n in ("encoder", "reader")
    )
    shipped, default = Judgement.from_dict(data), Judgement.default()
    assert len(shipped.calibrator.weights) == len(default.calibrator.weights)


def test_a_follow_up_is_understood_after_what_was_answered(fake_bot, folder):
    fake_bot.add(folder)
    turns = [Turn("Who dredges Haesong harbor?", fake_bot.ask(QUESTION))]
    understanding = fake_bot.understand("왜?", turns)
    assert (understanding.question, understanding.answer_language) == (
        "Why does 95 billion won dredge Haesong harbor?",
        "ko",
    )
    assert fake_bot.understand(QUESTION, turns).question == QUESTION
