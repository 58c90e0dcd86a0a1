"""The articles tab as a visitor uses it: what is added, found, read, refreshed, removed and restored."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from newsroom import HARBOUR, HARBOUR_QUESTION, KITES, open_with_fakes

from qa_bot.bot import QABot
from qa_bot.errors import TooManyRequests
from qa_bot.settings import Settings
from qa_bot.types import Article
from qa_bot.visitors import Visitors
from qa_bot.web.options import WebOptions
from qa_bot.web.shelf_adding import Source, linked, pasted, uploaded
from qa_bot.web.shelf_desk import Done, ShelfDesk
from qa_bot.web.shelf_query import Query
from qa_bot.web.shelf_words import shelf_words
from qa_bot.web.upload_names import readable_name

KOREAN, ENGLISH = shelf_words("ko"), shelf_words("en")
PRIVATE, PUBLIC = WebOptions(), WebOptions(is_public=True)
ALL = Query()
STORY = "해송시 축제 개막\n2024-05-03\n\n해송시 연날리기 축제가 금요일에 열렸다. 🎏"
HOSTILE = "</button><script>alert(1)</script><img src=x onerror=alert(1)> ${7*7} {{this}} `x`"


@pytest.fixture
def bot(library: Path) -> Iterator[QABot]:
    with open_with_fakes(Settings(library=str(library))) as bot:
        yield bot


@pytest.fixture
def desk(bot: QABot) -> ShelfDesk:
    return ShelfDesk(Visitors(bot, is_public=False), PRIVATE)


@pytest.fixture
def public(bot: QABot) -> ShelfDesk:
    return ShelfDesk(Visitors(bot, is_public=True), PUBLIC)


class Seen(HTMLParser):
    """The text of a card, its tags, and the articles that its buttons open."""

    def __init__(self, card: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.opens, self.names = "", set(), [], set()
        self.feed(card)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        facts = dict(attrs)
        if facts.get("data-shelf") == "open":
            self.opens.append(facts["data-article"])

    def handle_data(self, data: str) -> None:
        self.text += data


def listed(desk: ShelfDesk, query: Query = ALL, visitor: str = "ann") -> str:
    return Seen(desk.find(visitor, query, ENGLISH).card).text


def ids(desk: ShelfDesk, query: Query = ALL, visitor: str = "ann") -> list[str]:
    return Seen(desk.find(visitor, query, ENGLISH).card).opens


def add(desk: ShelfDesk, sources: Sequence[Source], visitor: str = "ann", say=ENGLISH, **more) -> Done:
    *_, last = desk.add(visitor, sources, say, **more)
    return last


def saved(folder: Path, files: dict[str, bytes]) -> list[tuple[Path, str]]:
    """Files as Gradio keeps them, each at a path of its own that says nothing, beside the name it came with."""
    found = []
    for number, (name, content) in enumerate(files.items()):
        path = folder / f"gradio-{number}" / "blob"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        found.append((path, readable_name(name)))
    return found


def add_files(desk: ShelfDesk, folder: Path, files: dict[str, bytes], say=ENGLISH, options=PRIVATE) -> str:
    return Seen(add(desk, uploaded(saved(folder, files), options), say=say).card).text


def zip_bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 120_000_000)
    return content.getvalue()


def test_the_list_says_of_each_article_what_is_known_and_where_it_can_be_opened(desk: ShelfDesk) -> None:
    seen = Seen(desk.find("ann", Query(), KOREAN).card)
    assert seen.opens == [HARBOUR.id, KITES.id]
    assert "기사 2건, 새 기사부터" in seen.text
    assert "english.hanbit.example · 2024-05-03 · Pi Da-on · 영어 · 대목 1개" in seen.text
    assert "kites.ko.txt · 날짜 없음 · 한국어 · 대목 1개" in seen.text
    assert "articles/" not in seen.text


def test_an_uploaded_file_is_added_by_its_own_name_and_updated_when_it_comes_again(
    desk: ShelfDesk, bot: QABot, tmp_path: Path
) -> None:
    first = add_files(desk, tmp_path / "one", {"축제.txt": STORY.encode()})
    assert "1 added" in first
    again = add_files(desk, tmp_path / "two", {unicodedata.normalize("NFD", "축제.txt"): STORY.encode()})
    assert "1 already here, unchanged" in again
    changed = add_files(desk, tmp_path / "three", {"축제.txt": f"{STORY} 이틀 동안 한다.".encode()})
    assert "1 updated" in changed
    (article,) = [one for one in bot.articles() if one.title == "해송시 축제 개막"]
    assert article.source == "축제.txt"
    assert article.text.endswith("이틀 동안 한다.")
    assert str(tmp_path) not in first + again + changed


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../../etc/cron.d/축제.txt", "축제.txt"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("C:\\Windows\\축제.txt", "축제.txt"),
        ("축제\u202etxt.exe.txt", "축제txt.exe.txt"),
        ("축\x00제\x1b[2J.txt", "축제 [2J.txt"),
        ("🎏👨‍👩‍👧.txt", "🎏👨‍👩‍👧.txt"),
        (unicodedata.normalize("NFD", "축제.txt"), "축제.txt"),
        (f"{HOSTILE}.txt", "script><img src=x onerror=alert(1)> ${7*7} {{this}} `x`.txt"),
    ],
)
def test_a_hostile_file_name_is_only_ever_text(
    desk: ShelfDesk, bot: QABot, tmp_path: Path, name: str, shown: str
) -> None:
    good = add(desk, uploaded(saved(tmp_path, {name: STORY.encode()}), PRIVATE))
    bad = add(desk, uploaded(saved(tmp_path, {name: b" "}), PRIVATE))
    (article,) = [one for one in bot.articles() if one.title == "해송시 축제 개막"]
    assert article.source == shown
    assert shown in Seen(bad.card).text
    for card in (good.card, bad.card, desk.find("ann", Query(), ENGLISH).card):
        assert not {"script", "img"} & Seen(card).tags
        assert not {"${", "{{", "`"} & {sign for sign in ("${", "{{", "`") if sign in card}
        assert str(tmp_path) not in card


def test_what_fails_is_one_readable_line_a_file_and_all_others_are_added(
    desk: ShelfDesk, bot: QABot, tmp_path: Path
) -> None:
    files = {
        "옛글.txt": "옛 글\n\n한국은행이 기준금리를 3.5%로 올렸다고 밝혔다.".encode("cp949"),
        "빈 파일.txt": b"",
        "큰 파일.txt": b"x" * 2_000_001,
        "bomb.docx": zip_bomb(),
        "fake.pdf": b"%PDF-1.4 nothing",
        "사진.png": b"\x89PNG\r\n\x1a\n",
        "page.html": f"<html><body><h1>Script page</h1><p>A story. {HOSTILE}</p></body></html>".encode(),
        "기사.jsonl": "\n".join(
            ['{"title": "하나", "text": "본문 하나다."}', "{bad", '{"title": "x"}']
        ).encode(),
        "끝.md": "# 끝\n\n마지막 기사다.".encode(),
    }
    options = WebOptions(most_upload_bytes=2_000_000)
    for say, words in ((ENGLISH, "limit"), (KOREAN, "한도")):
        text = add_files(desk, tmp_path / say.done, files, say, options)
        for name in ("빈 파일.txt", "큰 파일.txt", "bomb.docx", "fake.pdf", "사진.png", "기사.jsonl"):
            assert text.count(f"{name}: ") == 1, name
        assert f"큰 파일.txt: {'it has' if say is ENGLISH else '크기가'} 2,000,001" in text
        assert words in text
        assert str(tmp_path) not in text
        assert "Traceback" not in text
    titles = {article.title for article in bot.articles()}
    assert {"옛 글", "Script page", "하나", "끝"} <= titles
    assert all("alert(1)" not in one.text or "<script" not in one.text for one in bot.articles())


def test_korean_visitors_read_all_of_this_in_korean(desk: ShelfDesk, tmp_path: Path) -> None:
    files = {
        "a.txt": b"",
        "b.docx": b"PK\x03\x04",
        "c.pdf": b"%PDF-1.4",
        "d.jsonl": b"{",
        "e.exe": b"MZ",
        "f.csv": b"x\n1",
    }
    text = add_files(desk, tmp_path, files, KOREAN)
    for name in files:
        line = text[text.index(f"{name}: ") + len(name) :].split(".txt: ")[0]
        assert any("가" <= sign <= "힣" for sign in line[:40]), line


def test_two_files_of_one_name_and_too_many_files_are_said_and_not_lost_silently(
    desk: ShelfDesk, bot: QABot, tmp_path: Path
) -> None:
    uploads = saved(tmp_path / "a", {"축제.txt": STORY.encode()}) + saved(
        tmp_path / "b", {"축제.txt": "둘\n\n둘째다.".encode()}
    )
    card = Seen(add(desk, uploaded(uploads, PRIVATE)).card).text
    assert "축제.txt: another file here has the same name" in card
    assert "1 added" in card
    many = saved(tmp_path / "c", {f"{n}.txt": f"기사 {n}\n\n본문 {n}이다.".encode() for n in range(4)})
    card = Seen(add(desk, uploaded(many, WebOptions(most_files=3))).card).text
    assert "3 added" in card
    assert "3.txt: it was left out, for at most 3 are taken at a time; add it now" in card


def test_the_progress_tells_the_true_count(desk: ShelfDesk, tmp_path: Path) -> None:
    files = {f"{n}.txt": f"기사 {n}\n\n본문 {n}이다.".encode() for n in range(3)}
    cards = [done.card for done in desk.add("ann", uploaded(saved(tmp_path, files), PRIVATE), ENGLISH)]
    assert [f"Reading {n} of 3: {n - 1}.txt" in card for n, card in enumerate(cards[:3], 1)] == [True] * 3
    assert '<progress aria-label="Reading 2 of 3: 1.txt" max="3" value="2">' in cards[1]
    assert "3 added" in cards[-1]


def test_pasted_text_has_its_headline_on_the_first_line(desk: ShelfDesk, bot: QABot) -> None:
    assert "1 added" in Seen(add(desk, pasted(STORY, PRIVATE)).card).text
    assert "1 already here, unchanged" in Seen(add(desk, pasted(STORY, PRIVATE)).card).text
    assert "pasted text · 2024-05-03" in listed(desk)
    assert [one.title for one in bot.articles() if one.source == "text"] == ["해송시 축제 개막"]
    refused = Seen(add(desk, pasted(STORY, WebOptions(most_upload_bytes=10)), say=KOREAN).card).text
    assert "붙여 넣은 글: 크기가" in refused


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:22/",
        "localhost/admin",
        "http://[::1]/",
        "http://2130706433/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://user:secret@127.0.0.1/",
        "/etc/passwd",
        "http://",
    ],
)
def test_an_address_that_is_not_public_is_one_line_and_the_others_are_read(
    desk: ShelfDesk, bot: QABot, address: str
) -> None:
    before = [article.id for article in bot.articles()]
    for say in (ENGLISH, KOREAN):
        sources = [*linked(address, PRIVATE), *pasted(STORY, PRIVATE)]
        seen = Seen(add(desk, sources, say=say).card)
        assert seen.text.count(f"{sources[0].name}: ") == 1
        assert "root:" not in seen.text
    assert len(list(bot.articles())) == len(before) + 1


def test_addresses_are_taken_once_each_a_line(desk: ShelfDesk) -> None:
    sources = linked("hanbit.example/1\n\n https://hanbit.example/1 \nhanbit.example:8080/2\n", PRIVATE)
    assert [source.name for source in sources] == [
        "https://hanbit.example/1",
        "https://hanbit.example:8080/2",
    ]
    too_many = linked("\n".join(f"h.example/{n}" for n in range(4)), WebOptions(most_files=2))
    assert [str(error) for source in too_many[2:] for error in source.read()] == [
        "https://h.example/2: it was left out, for at most 2 are taken at a time; add it now",
        "https://h.example/3: it was left out, for at most 2 are taken at a time; add it now",
    ]


def test_whatever_a_reader_breaks_on_costs_only_its_own_file(
    desk: ShelfDesk, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> list[Article]:
        raise RecursionError("a foreign library gave up")

    card = add(desk, [Source("나쁜.pdf", broken), *pasted(STORY, PRIVATE)], say=KOREAN).card
    assert "나쁜.pdf: 읽지 못했습니다" in Seen(card).text
    assert "새 기사 1건" in Seen(card).text
    assert "gave up" not in card
    assert "gave up" in caplog.text


def test_who_adds_too_often_is_told_when_to_come_again(desk: ShelfDesk, tmp_path: Path) -> None:
    left = iter([None, TooManyRequests(1_800)])

    def check() -> None:
        if problem := next(left):
            raise problem

    files = {"하나.txt": STORY.encode(), "둘.txt": "둘\n\n둘째다.".encode()}
    sources = uploaded(saved(tmp_path, files), PRIVATE)
    text = Seen(add(desk, sources, say=KOREAN, check=check).card).text
    assert "새 기사 1건" in text
    assert "둘.txt: 한꺼번에 너무 많습니다. 30분 뒤에 다시 해 보세요." in text


def test_an_article_is_shown_whole_and_obeys_nothing(desk: ShelfDesk, bot: QABot) -> None:
    bot.add(
        Article(
            id="hostile",
            title=HOSTILE,
            text=f"{HOSTILE}\n\n둘째 단락 {HOSTILE}",
            language="ko",
            author=HOSTILE,
        )
    )
    opened = desk.open("ann", "hostile", ENGLISH)
    seen = Seen(opened.card)
    assert seen.tags <= {"article", "h2", "p", "bdi", "div", "span", "button", "a"}
    assert not {name for name in seen.names if name.startswith("on")}
    assert seen.text.count(HOSTILE) == 3  # headline, author, second paragraph
    assert not {"${", "{{", "`"} & {sign for sign in ("${", "{{", "`") if sign in opened.card}
    assert HOSTILE in listed(desk)


def test_the_other_edition_is_named_and_can_be_opened(desk: ShelfDesk, bot: QABot) -> None:
    bot.add(
        Article(id="k-rates", title="금리", text="금리\n\n올랐다.", language="ko", source="n/rates.ko.txt"),
        Article(
            id="e-rates", title="Rates", text="Rates\n\nThey rose.", language="en", source="n/rates.en.txt"
        ),
    )
    seen = Seen(desk.open("ann", "k-rates", KOREAN).card)
    assert seen.opens == ["e-rates"]
    assert "영어판 Rates" in seen.text
    assert ids(desk, Query(words="rates")) == ["e-rates", "k-rates"]


def test_endless_names_are_shown_by_their_beginning(desk: ShelfDesk, bot: QABot) -> None:
    endless = "가나 " * 5_000
    bot.add(
        Article(
            id="endless", title=endless, text=f"{endless}끝", language="ko", author=endless, source=endless
        )
    )
    for card in (listed(desk), Seen(desk.remove("ann", "endless", KOREAN).card).text):
        assert "가나 가나 가나" in card
        assert "…" in card
        assert len(card) < 1_000
    text = Seen(add(desk, linked(f"http://127.0.0.1/{'a' * 5_000}", PRIVATE)).card).text
    assert len(text) < 600


def test_an_article_that_is_gone_or_made_up_is_one_line(desk: ShelfDesk) -> None:
    for made_up in ("nothing", "", "harbour", HARBOUR.source, "../../etc/passwd", "' OR 1=1 --", "\ud83d"):
        opened = desk.open("ann", made_up, KOREAN)
        assert (Seen(opened.card).text, opened.article_id) == ("이 기사는 이제 없습니다.", "")
        assert [opened.may_refresh, opened.may_remove] == [False, False]


def test_removing_is_undone_exactly(desk: ShelfDesk, bot: QABot) -> None:
    bot.add(
        Article(id="k-rates", title="금리", text="금리\n\n올랐다.", language="ko", source="n/rates.ko.txt"),
        Article(
            id="e-rates", title="Rates", text="Rates\n\nThey rose.", language="en", source="n/rates.en.txt"
        ),
    )
    before = (list(bot.articles()), bot.headlines(), bot.search(HARBOUR_QUESTION, 5), bot.passages("k-rates"))
    first = desk.remove("ann", "k-rates", KOREAN)
    desk.remove("ann", HARBOUR.id, KOREAN)
    assert Seen(first.card).text == "삭제했습니다: “금리”"
    assert (first.has_changed, first.can_undo) == (True, True)
    assert ids(desk) == ["e-rates", KITES.id]
    one = desk.undo("ann", KOREAN)
    assert (Seen(one.card).text, one.can_undo) == (f"되돌렸습니다: “{HARBOUR.title}”", True)
    assert not desk.undo("ann", KOREAN).can_undo
    assert (
        list(bot.articles()),
        bot.headlines(),
        bot.search(HARBOUR_QUESTION, 5),
        bot.passages("k-rates"),
    ) == before
    assert desk.undo("ann", KOREAN) == Done("")


def test_what_another_tab_has_removed_is_gone_and_leaves_the_list(desk: ShelfDesk) -> None:
    desk.remove("ann", HARBOUR.id, ENGLISH)
    for say in (ENGLISH, KOREAN):
        again = desk.remove("ann", HARBOUR.id, say)
        assert (Seen(again.card).text, again.has_changed, again.is_gone) == (say.gone, True, True)
        assert again.can_undo
        refreshed = desk.refresh("ann", HARBOUR.id, say)
        assert (Seen(refreshed.card).text, refreshed.has_changed, refreshed.is_gone) == (say.gone, True, True)
    assert not desk.refresh("ann", KITES.id, ENGLISH).is_gone


def test_a_refused_file_is_named_and_told_what_to_do(desk: ShelfDesk, tmp_path: Path) -> None:
    files = {"사진.png": b"\x89PNG", "보도자료.hwp": b"\xd0\xcf\x11\xe0", "축제.txt": STORY.encode()}
    text = add_files(desk, tmp_path, files, KOREAN)
    assert "사진.png: 읽을 수 있는 확장자가 아닙니다" in text
    assert "보도자료.hwp: .hwp 파일이 아닙니다. .hwpx나 .docx로 저장하세요" in text
    assert "새 기사 1건" in text


@pytest.mark.parametrize(
    ("bad", "english", "korean"),
    [
        (1, None, None),
        (2, "(and 1 more place in it)", "(그 밖에 1곳)"),
        (4, "(and 3 more places in it)", "(그 밖에 3곳)"),
    ],
)
def test_more_places_in_a_file_are_counted_as_people_count(
    desk: ShelfDesk, tmp_path: Path, bad: int, english: str | None, korean: str | None
) -> None:
    for say, words in ((ENGLISH, english), (KOREAN, korean)):
        text = add_files(desk, tmp_path / say.done, {"a.jsonl": b"{bad\n" * bad}, say)
        assert words in text if words else "(" not in text.replace("(E", "")


def test_refreshing_reads_the_file_again(desk: ShelfDesk, bot: QABot, tmp_path: Path) -> None:
    file = tmp_path / "rates.txt"
    file.write_text("금리\n\n금리가 올랐다.", encoding="utf-8")
    (article_id,) = bot.add(file).added
    assert desk.open("ann", article_id, KOREAN).may_refresh
    assert Seen(desk.refresh("ann", article_id, KOREAN).card).text == KOREAN.refreshed_same
    file.write_text("금리\n\n금리가 내렸다.", encoding="utf-8")
    done = desk.refresh("ann", article_id, KOREAN)
    assert (Seen(done.card).text, done.has_changed) == (KOREAN.refreshed, True)
    assert "내렸다" in Seen(desk.open("ann", article_id, KOREAN).card).text
    file.unlink()
    assert not desk.open("ann", article_id, KOREAN).may_refresh


def test_what_was_uploaded_or_pasted_offers_no_refresh_and_says_why_not(
    desk: ShelfDesk, bot: QABot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outlet = json.dumps({"title": "x", "text": "본문이다.", "source": "/etc/passwd"}).encode()
    add_files(desk, tmp_path / "up", {"축제.txt": STORY.encode(), "a.jsonl": outlet})
    for article in [one for one in bot.articles() if one.title in ("해송시 축제 개막", "x")]:
        done = desk.refresh("ann", article.id, KOREAN)
        assert not done.has_changed
        assert "root:" not in done.card
        assert 'role="alert"' in done.card


def test_a_visitor_of_a_public_page_changes_only_their_own_and_sees_no_other(
    public: ShelfDesk, bot: QABot, tmp_path: Path
) -> None:
    add(public, pasted(STORY, PUBLIC), "ann")
    (own,) = ids(public, Query(words="축제 개막 해송시"), "ann")
    assert "Added by you" in listed(public, visitor="ann")
    assert ids(public, visitor="bea") == [HARBOUR.id, KITES.id]
    assert "Added by you" not in listed(public, visitor="bea")
    assert public.open("bea", own, ENGLISH).article_id == ""
    assert public.open("ann", own, ENGLISH).may_remove
    shared = public.open("ann", HARBOUR.id, ENGLISH)
    assert [shared.may_remove, shared.may_refresh] == [False, False]
    for visitor, article_id in (("ann", HARBOUR.id), ("bea", KITES.id)):
        for done in (
            public.remove(visitor, article_id, KOREAN),
            public.refresh(visitor, article_id, KOREAN),
        ):
            assert (Seen(done.card).text, done.has_changed) == (KOREAN.not_yours, False)
    # another's is no more there than what never was
    for visitor, article_id in (("bea", own), ("ann", ""), ("ann", "nothing")):
        assert Seen(public.remove(visitor, article_id, KOREAN).card).text == KOREAN.gone
        assert Seen(public.refresh(visitor, article_id, KOREAN).card).text == KOREAN.gone
    assert own in ids(public, visitor="ann")
    public.remove("ann", own, ENGLISH)
    assert ids(public, visitor="ann") == [HARBOUR.id, KITES.id]
    assert not public.undo("bea", ENGLISH).has_changed
    assert public.undo("ann", ENGLISH).has_changed
    assert own in ids(public, visitor="ann")
    assert [article.id for article in bot.articles()] == [HARBOUR.id, KITES.id]


def test_a_file_of_the_server_is_never_read_for_a_visitor_of_a_public_page(
    public: ShelfDesk, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("비밀\n\n비밀스러운 글이다.", encoding="utf-8")
    record = json.dumps({"title": "x", "text": "본문이다.", "source": str(secret)}).encode()
    add(public, uploaded(saved(tmp_path, {"a.jsonl": record}), PUBLIC), "ann")
    (own,) = ids(public, Query(words="x"), "ann")
    assert not public.open("ann", own, ENGLISH).may_refresh
    assert not public.refresh("ann", own, ENGLISH).has_changed
    assert "비밀" not in listed(public)
    assert str(tmp_path) not in public.find("ann", Query(), ENGLISH).card


def test_the_report_can_be_said_again_in_the_other_language(desk: ShelfDesk, tmp_path: Path) -> None:
    files = {"축제.txt": STORY.encode(), "빈.txt": b"", "a.txt": b"A story.\n\nIt is short."}
    sources = uploaded(saved(tmp_path, files), WebOptions(most_files=2))
    report = add(desk, sources).report
    assert report is not None
    text = Seen(desk.report("ann", report, KOREAN)).text
    assert "새 기사 1건" in text
    assert "빈.txt: 답을 찾을 글이 없습니다" in text
    assert "a.txt: 한 번에 2개까지라서 뺐습니다" in text


def test_the_library_outlives_a_restart(library: Path) -> None:
    with open_with_fakes(Settings(library=str(library))) as bot:
        add(ShelfDesk(Visitors(bot, is_public=False), PRIVATE), pasted(STORY, PRIVATE))
    with open_with_fakes(Settings(library=str(library))) as bot:
        assert "해송시 축제 개막" in listed(ShelfDesk(Visitors(bot, is_public=False), PRIVATE), visitor="bea")


def test_filters_and_pages_are_said_in_the_list(desk: ShelfDesk, bot: QABot) -> None:
    assert "1 of 2 articles" in listed(desk, Query(language="ko"))
    assert "No article fits" in listed(desk, Query(since="2030-01-01"))
    bot.add(*(Article(id=f"n{n:03}", title=f"기사 {n}", text=f"본문 {n}", language="ko") for n in range(60)))
    assert "Page 2 of 2" in listed(desk, Query(page=2))
    assert len(ids(desk, Query(page=1))) == 50
    assert desk.find("ann", Query(), KOREAN).papers == [
        ("모든 신문", ""),
        ("english.hanbit.example", "english.hanbit.example"),
        ("신문 이름 없음", "-"),
    ]


def test_an_empty_library_invites_to_add(tmp_path: Path) -> None:
    with open_with_fakes(Settings(library=str(tmp_path / "new")), create=True) as bot:
        desk = ShelfDesk(Visitors(bot, is_public=False), PRIVATE)
        assert listed(desk) == ENGLISH.empty
        assert desk.find("ann", Query(), KOREAN).papers == [("모든 신문", "")]
