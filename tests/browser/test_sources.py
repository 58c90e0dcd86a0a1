"""From an answer to its article: by mouse and by keyboard, and citations that can be taken along."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys
from visit import BOX, Visit

from qa_bot.types import Article
from qa_bot.web.words import words_for

EN = words_for("en")
MEETING = "Where will the Korea–Uruguay working group hold its first meeting?"

_CURRENT_IS_SEEN = """
const mark = document.querySelector('.qa-source mark.qa-current');
if (!mark) return false;
const at = mark.getBoundingClientRect(), pane = mark.closest('.qa-article').getBoundingClientRect();
return at.top >= pane.top && at.bottom <= pane.bottom && at.bottom <= innerHeight && at.top >= 0;
"""


def current(visit: Visit) -> str:
    return visit.text(".qa-source mark.qa-current")


def test_a_citation_opens_the_whole_article_scrolled_to_its_words(visit: Visit) -> None:
    visit.open("en").ask(MEETING)
    visit.press(".qa-number", "1")
    visit.read(".qa-source h2", EN.source)
    visit.until(lambda: visit.script(_CURRENT_IS_SEEN), "the cited words")
    assert current(visit) == "Montevideo"
    shown = visit.texts(".qa-source .qa-article")[0]
    assert shown.startswith("Korea and Uruguay set up working group")
    assert "citrus growers" in shown  # the article's last paragraph


def test_the_next_and_the_previous_citation_are_a_press_away(visit: Visit) -> None:
    visit.open("en").ask(MEETING)
    visit.press(".qa-headline")
    visit.read(".qa-step", "1 of 2")
    visit.press(".qa-source .qa-icon", EN.next)
    visit.read(".qa-step", "2 of 2")
    visit.until(lambda: current(visit) == "몬테비데오", "the words of the second citation")
    visit.until(lambda: visit.script(_CURRENT_IS_SEEN), "them in sight")
    visit.press(".qa-source .qa-icon", EN.previous)
    visit.until(lambda: current(visit) == "Montevideo", "the words of the first citation")


def test_an_earlier_answer_under_the_upper_edge_can_be_pressed_too(visit: Visit) -> None:
    visit.open("en").ask(MEETING)
    visit.ask("And when?")
    visit.press(".qa-headline")  # scrolled up to, which leaves it at the edge
    visit.until(lambda: current(visit) == "Montevideo", "the source of the first answer")


def test_the_other_edition_stands_beside_the_article_where_there_is_room(visit: Visit) -> None:
    visit.open("en", size=(1800, 900)).ask(MEETING)
    visit.press(".qa-number", "1")
    visit.until(lambda: len(visit.texts(".qa-source .qa-article")) == 2, "both editions")
    assert "몬테비데오" in visit.texts(".qa-source .qa-article")[1]


def test_the_other_edition_takes_the_articles_place_where_there_is_none(visit: Visit) -> None:
    visit.open("en", size=(600, 900)).ask(MEETING)
    visit.press(".qa-number", "1")
    visit.read(".qa-source .qa-article", "Montevideo")
    visit.press(".qa-other", EN.other_edition)
    visit.read(".qa-source .qa-article", "몬테비데오")
    visit.until(lambda: len(visit.texts(".qa-source .qa-article")) == 1, "one edition alone")


# the last of twelve columns, put into the view that is open, and shown as the page shows what it has opened
_CITE_IN_A_WIDE_TABLE = """
const view = document.querySelector('#qa-source .qa-source'), mark = view.querySelector('mark.qa-current');
mark.outerHTML = '<div class="qa-table" tabindex="0"><table><tbody>' + '<tr><td>스무 글자쯤 되는 칸</td></tr>'.repeat(30)
  + `<tr>${'<td>스무 글자쯤 되는 칸</td>'.repeat(12)}<td>${mark.outerHTML}</td></tr></tbody></table></div>`;
window.qaBot.showSource(view.parentElement);
"""
_IS_BESIDE = """
const at = document.querySelector('.qa-source mark.qa-current').getBoundingClientRect();
return at.left >= 0 && at.right <= innerWidth;
"""


def test_what_is_cited_in_a_wide_table_is_scrolled_to_inside_the_table(visit: Visit) -> None:
    visit.open("en", size=(390, 844), is_phone=True).ask(MEETING)
    visit.press(".qa-number", "1")
    visit.until(lambda: visit.script(_CURRENT_IS_SEEN), "the cited words")
    visit.script(_CITE_IN_A_WIDE_TABLE)
    visit.until(lambda: visit.script(_CURRENT_IS_SEEN) and visit.script(_IS_BESIDE), "the cited cell")
    assert visit.script("return document.documentElement.scrollWidth") == 390


def test_a_wide_table_whose_cited_cell_can_be_seen_opens_at_its_first_column(visit: Visit) -> None:
    visit.open("ko", size=(390, 844), is_phone=True).ask(MEETING)
    visit.press(".qa-number", "1")
    visit.until(lambda: visit.script(_CURRENT_IS_SEEN), "the cited words")
    visit.script(
        _CITE_IN_A_WIDE_TABLE.replace("repeat(12)", "repeat(1)").replace(
            "</td></tr></", f"</td>{'<td>칸</td>' * 12}</tr></"
        )
    )
    visit.settle()
    table = "const one = document.querySelector('.qa-source .qa-table'); return [one.scrollLeft, one.scrollWidth > one.clientWidth]"
    assert visit.script(table) == [0, True]
    assert visit.script(_IS_BESIDE)


def test_a_copied_citation_says_all_that_is_known_of_it(
    visit: Visit, sample_articles: tuple[Article, ...]
) -> None:
    visit.open("en").ask(MEETING)
    origin = visit.address.rstrip("/")
    visit.chrome(
        "Browser.grantPermissions",
        origin=origin,
        permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
    )
    visit.press(".qa-tools button", EN.copy)
    visit.read(".qa-tools button", EN.copied)
    copied = visit.browser.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert copied.startswith("“Montevideo” — Korea and Uruguay set up working group")
    assert "2024-06-24" in copied
    (article,) = (one for one in sample_articles if one.url and one.url in copied)
    start = article.text.index("Montevideo on Sept. 12")
    assert copied.endswith(f"characters {start}–{start + len('Montevideo')}")


def test_all_of_it_works_without_a_mouse(visit: Visit) -> None:
    visit.open("en").until(lambda: visit.focused == visit.find(BOX), "the focus in the question box")
    visit.keys(MEETING, Keys.ENTER)
    visit.answer(1)
    for _ in range(60):
        visit.browser.switch_to.active_element.send_keys(Keys.SHIFT + Keys.TAB)
        if "qa-number" in (visit.focused.get_attribute("class") or ""):
            break
    opener = visit.focused.get_attribute("aria-label")
    assert opener in (EN.open_citation.format(number=1), EN.open_citation.format(number=2))
    assert visit.script("return getComputedStyle(document.activeElement).outlineStyle") != "none"
    visit.keys(Keys.ENTER)
    visit.read(".qa-source h2", EN.source)
    visit.until(lambda: visit.focused.get_attribute("id") == "qa-source-title", "the focus on the source")
    visit.keys(Keys.TAB, Keys.ENTER)  # the first button: the previous citation
    before = "1 of 2" if "2" in opener else "2 of 2"
    visit.read(".qa-step", before)
    visit.keys(Keys.ESCAPE)
    visit.until_gone(".qa-source")
    visit.until(lambda: visit.focused.get_attribute("aria-label") == opener, "the focus where it came from")
