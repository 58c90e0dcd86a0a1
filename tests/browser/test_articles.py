"""The articles tab: adding by file and by paste, finding, removing and undoing, and what can't be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from visit import Visit

from qa_bot.web.shelf_words import shelf_words
from qa_bot.web.words import words_for

SAY, EN = shelf_words("en"), words_for("en")
FERRY = (
    "Vexburg ferry returns\n2024-05-03\n\nThe Vexburg ferry carried 417 passengers on Friday. 🎏 Kites flew."
)
HARBOUR = "솔마루 등대 다시 켜져\n\n솔마루 등대는 높이가 93m다. 등대지기는 곽민재 씨가 맡았다."
FILES = "#qa-shelf-files input[type=file]"
REPORT = ".qa-shelf-report"


def open_articles(visit: Visit, language: str = "en") -> None:
    visit.open(language)
    visit.press("button[role=tab]", words_for(language).articles_tab)
    visit.read(".qa-shelf-count")


def unfold(visit: Visit, tab: str) -> None:
    """Opens the fold for adding, and one of its tabs."""
    visit.press(".qa-shelf-adding button", SAY.add)
    visit.press(".qa-shelf-adding button[role=tab]", tab)


def paste(visit: Visit, text: str) -> str:
    unfold(visit, SAY.text_tab)
    visit.fill(".qa-shelf-adding textarea", text)
    visit.press("button", SAY.add_text)
    return visit.read(REPORT)


def drop(visit: Visit, *files: Path) -> str:
    unfold(visit, SAY.files_tab)
    visit.put_files(FILES, files)
    return visit.read(REPORT)


def remove(visit: Visit, title: str) -> None:
    visit.press(".qa-shelf-list .qa-shelf-open, .qa-shelf-new .qa-shelf-open", title)
    visit.read(".qa-shelf-article h2", title)
    visit.press("button.stop", SAY.remove)
    visit.read(".qa-shelf-notice", SAY.removed.format(title=title))


def test_a_dropped_file_is_found_and_answers_questions(visit: Visit, tmp_path: Path) -> None:
    open_articles(visit)
    file = tmp_path / "연락선 ferry.txt"
    file.write_text(FERRY, encoding="utf-8")
    said = drop(visit, file)
    assert SAY.added.format(count=1) in said
    visit.read(".qa-shelf-list", "연락선 ferry.txt")
    visit.press("button[role=tab]", EN.chat_tab)
    visit.ask("How many passengers did the Vexburg ferry carry?")
    assert visit.quoted.startswith("417")
    visit.press("button[role=tab]", EN.articles_tab)
    remove(visit, "Vexburg ferry returns")


def test_a_pasted_article_can_be_removed_and_put_back(visit: Visit) -> None:
    open_articles(visit)
    count = visit.text(".qa-shelf-count")
    paste(visit, HARBOUR)
    visit.until(lambda: visit.text(".qa-shelf-count") != count, "one article more")
    remove(visit, "솔마루 등대 다시 켜져")
    visit.until(lambda: visit.text(".qa-shelf-count") == count, "one article fewer")
    visit.press("#qa-shelf-undo", SAY.undo)
    visit.read(".qa-shelf-notice", SAY.restored.format(title="솔마루 등대 다시 켜져"))
    visit.until(lambda: visit.text(".qa-shelf-count") != count, "the article again")
    visit.press("button[role=tab]", EN.chat_tab)
    visit.ask("솔마루 등대의 높이는 몇 m인가?")
    assert visit.quoted.startswith("93m")
    visit.press("button[role=tab]", EN.articles_tab)
    remove(visit, "솔마루 등대 다시 켜져")


def test_files_that_can_not_be_read_are_named_one_by_one(visit: Visit, tmp_path: Path) -> None:
    contents = {
        "빈 파일.txt": b"",
        "broken.pdf": b"%PDF-1.7 broken",
        "서울신문.txt": "연락선 귀항\n\n연락선이 금요일에 돌아왔다. 승객은 417명이다.".encode("cp949"),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    open_articles(visit)
    said = drop(visit, *(tmp_path / name for name in contents))
    assert SAY.added.format(count=1) in said
    problems = visit.texts(".qa-shelf-problems li")
    assert [one.split(":")[0] for one in problems] == ["빈 파일.txt", "broken.pdf"]
    assert "Traceback" not in said
    assert str(tmp_path) not in said
    remove(visit, "연락선 귀항")


def test_a_report_is_closed_by_keyboard_and_stays_closed_until_the_next(visit: Visit, tmp_path: Path) -> None:
    broken = tmp_path / "깨진 🎏.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    open_articles(visit)
    drop(visit, broken)
    closing = visit.find(".qa-shelf-close", SAY.close_report)
    visit.script("arguments[0].focus()", closing)
    visit.keys(Keys.ENTER)
    visit.until_gone(REPORT)
    visit.until(lambda: "label-wrap" in (visit.focused.get_attribute("class") or ""), "the focus on the fold")
    visit.press("#qa-language label", "한국어")
    visit.read(".qa-head", words_for("ko").title)
    visit.settle()
    assert visit.texts(REPORT) == []
    visit.put_files(FILES, [broken])
    assert "깨진 🎏.pdf" in visit.read(REPORT)


def test_a_table_is_a_table_and_scrolls_in_its_own_place_on_a_phone(visit: Visit) -> None:
    rows = [["순위", *(f"{n}구간 기록" for n in range(1, 9))], ["1위", *("변우람 1:04:37" for _ in range(8))]]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    title = "쿠오르블 역전 경주 결과"
    visit.open("en", size=(390, 844), is_phone=True)
    visit.press("button[role=tab]", EN.articles_tab)
    paste(visit, f"{title}\n\n결과는 다음과 같다.\n\n{table}\n\n상금은 같다.")
    visit.press(".qa-shelf-new .qa-shelf-open", title)
    visit.read(".qa-shelf-article h2", title)
    assert visit.texts(".qa-shelf-article td") == [cell for row in rows for cell in row]
    wide, place = visit.script(
        "const one = document.querySelector('.qa-shelf-article .qa-table'); return [one.scrollWidth, one.clientWidth]"
    )
    assert wide > place
    assert visit.script("return document.documentElement.scrollWidth") == 390
    visit.press("button.stop", SAY.remove)
    visit.read(".qa-shelf-notice", SAY.removed.format(title=title))


def test_articles_are_found_by_headline_and_by_language(visit: Visit) -> None:
    open_articles(visit)
    visit.fill("input[placeholder], textarea[placeholder]", "handball", SAY.words_hint)
    visit.keys("\n")
    visit.until(lambda: len(visit.texts(".qa-shelf-list > li")) < 5, "a shorter list")
    (found,) = visit.texts(".qa-shelf-list > li")
    assert "handball" in found
    assert SAY.edition_of("ko") in found
    visit.press(".qa-shelf-edition .qa-shelf-open")
    assert "핸드볼" in visit.read(".qa-shelf-article")


@pytest.mark.parametrize("way", ["file", "paste"])
def test_markup_in_an_article_and_in_its_name_is_only_text(visit: Visit, tmp_path: Path, way: str) -> None:
    hostile = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script> ${window.hacked=1} {{window.hacked=1}}"
    title = f"Quorble {hostile} bell"
    text = f"{title}\n\nThe Quorble bell weighs 731 kilograms {hostile} and `hangs` in \\Narae.</mark></div>"
    open_articles(visit)
    if way == "file":
        file = tmp_path / "<img src=x onerror=window.hacked=1>${window.hacked=1}.txt"
        file.write_text(text, encoding="utf-8")
        drop(visit, file)
    else:
        paste(visit, text)
    visit.press("button[role=tab]", EN.chat_tab)
    said = visit.ask("How many kilograms does the Quorble bell weigh?")
    assert visit.quoted.startswith("731")
    assert hostile in said
    visit.press(".qa-number", "1")
    assert hostile in visit.read(".qa-source .qa-text", "731")
    visit.press(".qa-close")
    visit.until_gone(".qa-source")
    visit.press("button[role=tab]", EN.articles_tab)
    remove(visit, title)
    assert visit.script("return window.hacked === undefined && !document.querySelector('img[src=x]')")
