"""Languages, colours, the size of a phone, and what a screen reader makes of it all."""

from __future__ import annotations

import pytest
from accessibility import serious_problems
from visit import BOX, Visit

from qa_bot.web.shelf_words import shelf_words
from qa_bot.web.words import words_for

EN, KO = words_for("en"), words_for("ko")
MEETING = "Where will the Korea–Uruguay working group hold its first meeting?"
NOWHERE = "Which prison is the Narae landlord Wi being held in?"
PHONE = (390, 844)

_WIDTHS = "return [document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]"
_TOO_SMALL = """
return [...document.querySelectorAll('button:not(.label-wrap)')]  // of a fold, the sign is turned
  .filter((one) => one.checkVisibility() && one.innerText.trim() && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1)
  .map((one) => one.innerText);
"""
_LIGHTNESS = """
const [r, g, b] = getComputedStyle(document.querySelector('gradio-app')).backgroundColor.match(/[\\d.]+/g);
return (Number(r) + Number(g) + Number(b)) / 3;
"""


@pytest.mark.parametrize(("browser_says", "speech"), [("ko", "ko"), ("en", "en"), ("fr-FR,fr", "en")])
def test_the_page_speaks_the_browsers_language(visit: Visit, browser_says: str, speech: str) -> None:
    words = words_for(speech)
    visit.open(browser_says)
    assert visit.text(".qa-head") == words.title
    assert visit.find(BOX).get_attribute("placeholder") == words.placeholder
    assert visit.script("return document.documentElement.lang") == speech
    assert words.articles_tab in visit.texts("button[role=tab]")


def test_the_language_can_be_switched_and_stays_switched(visit: Visit) -> None:
    visit.open("en").ask(MEETING)
    visit.press(".qa-number", "1")
    visit.read(".qa-source h2", EN.source)
    visit.press("#qa-language label", "한국어")
    visit.read(".qa-head", KO.title)
    visit.read(".qa-answer", KO.sources)
    visit.read(".qa-source h2", KO.source)
    assert visit.quoted == "Montevideo"  # an article's words stay its own
    assert visit.script("return document.documentElement.lang") == "ko"
    visit.press("button[role=tab]", KO.articles_tab)
    visit.read(".qa-shelf-adding", shelf_words("ko").add)
    visit.load()
    visit.read(".qa-head", KO.title)


_NAMES = """
return [...document.querySelectorAll('button, footer, [role=log], #qa-chat [aria-label], input, textarea')]
  .filter((one) => one.checkVisibility() && !one.closest('.qa-top'))
  .flatMap((one) => [one.ariaLabel, one.title, one.placeholder, one.matches('button') && one.innerText])
  .filter(Boolean).join(' ');
"""
_UNNAMED = """
return [...document.querySelectorAll('button')]
  .filter((one) => one.checkVisibility() && !one.innerText.trim() && !one.ariaLabel).map((one) => one.outerHTML.slice(0, 200));
"""


@pytest.mark.parametrize(("browser_says", "speech"), [("ko", "en"), ("en", "ko")])
def test_gradio_speaks_the_pages_language_and_not_the_browsers(
    visit: Visit, browser_says: str, speech: str
) -> None:
    words, say = words_for(speech), shelf_words(speech)
    visit.open(browser_says).press("#qa-language label", "English" if speech == "en" else "한국어")
    visit.read(".qa-head", words.title)
    visit.script("document.body.append('something new')")  # as Gradio adds its parts
    visit.settle()
    before = visit.script(_NAMES)
    assert visit.script(_UNNAMED) == []
    visit.press("button[role=tab]", words.articles_tab)
    visit.press(".qa-shelf-adding button", say.add)
    visit.read("#qa-shelf-files button", words.choose_files)
    said = f"{before} {visit.text('#qa-shelf-files')} {visit.text('footer')}"
    for phrase in (
        words.send_question,
        words.conversation,
        words.footer,
        words.drop_files,
        words.for_programs,
    ):
        assert phrase in said
    for theirs in ("of type html", "chatbot", "Gradio", "Drop File", "Click to", "드롭", "클릭", "통해"):
        assert theirs not in said


def test_nothing_is_wider_than_a_phone(visit: Visit) -> None:
    visit.open("ko", size=PHONE, is_phone=True)
    assert_fits(visit)
    visit.ask("콜드체인 실무단의 첫 회의는 어디서 열렸나?")
    assert_fits(visit)
    visit.press(".qa-number", "1")
    visit.read(".qa-source h2", KO.source)
    assert_fits(visit)
    visit.press(".qa-close")
    visit.until_gone(".qa-source")
    visit.press("button[role=tab]", KO.articles_tab)
    visit.read(".qa-shelf-list")
    assert_fits(visit)
    visit.press(".qa-shelf-adding button", shelf_words("ko").add)
    visit.find("#qa-shelf-files")
    assert_fits(visit)
    visit.press(".qa-shelf-list .qa-shelf-open")
    visit.read(".qa-shelf-article h2")
    assert_fits(visit)


def assert_fits(visit: Visit) -> None:
    root, body, window = visit.script(_WIDTHS)
    assert (root, body, window) == (PHONE[0],) * 3
    assert visit.script(_TOO_SMALL) == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_title_has_room_beside_the_languages_on_the_smallest_phone(visit: Visit, language: str) -> None:
    visit.open(language, size=(320, 640), is_phone=True)
    title, switch = visit.find(".qa-head h1").rect, visit.find("#qa-language").rect
    wide = visit.script("return document.querySelector('.qa-head h1').scrollWidth")
    assert title["x"] + wide <= switch["x"]
    assert switch["x"] + switch["width"] <= 320


@pytest.mark.parametrize("width", [390, 360])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_can_be_done_with_an_article_is_one_line_on_a_phone(
    visit: Visit, language: str, width: int
) -> None:
    say = shelf_words(language)
    visit.open(language, size=(width, PHONE[1]), is_phone=True)
    visit.press("button[role=tab]", words_for(language).articles_tab)
    visit.press(".qa-shelf-list .qa-shelf-open")
    visit.read(".qa-shelf-article h2")
    places = [visit.find(".qa-shelf button", name).rect for name in (say.back, say.refresh, say.remove)]
    assert len({place["y"] for place in places}) == 1
    assert places[-1]["x"] + places[-1]["width"] <= width


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_buttons_say_fits_into_them(visit: Visit, language: str) -> None:
    say = shelf_words(language)
    visit.open(language)
    visit.press("button[role=tab]", words_for(language).articles_tab)
    visit.press(".qa-shelf-adding button", say.add)
    for tab in (say.files_tab, say.text_tab, say.urls_tab):
        visit.press(".qa-shelf-adding button[role=tab]", tab)
        assert visit.script(_TOO_SMALL) == []
    visit.press(".qa-shelf-list .qa-shelf-open")
    visit.read(".qa-shelf-article h2")
    visit.find("button", say.refresh)
    assert visit.script(_TOO_SMALL) == []


@pytest.mark.parametrize("is_dark", [False, True])
def test_the_page_is_as_dark_as_the_system(visit: Visit, is_dark: bool) -> None:
    visit.open("en", is_dark=is_dark)
    visit.until(lambda: (visit.script(_LIGHTNESS) < 80) == is_dark, "the colours of the system")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("is_dark", [False, True])
def test_axe_finds_nothing_serious(visit: Visit, language: str, is_dark: bool) -> None:
    words, say = words_for(language), shelf_words(language)
    found: dict[str, list[str]] = {}

    def check(where: str) -> None:
        found[where] = serious_problems(visit)

    visit.open(language, is_dark=is_dark)
    check("before a question")
    visit.ask(MEETING)
    visit.press(".qa-thumb", words.wrong)
    visit.read(".qa-correction")
    check("after an answer")
    visit.ask(NOWHERE if language == "en" else "그럼 언제?")
    check("after no answer, or a follow-up")
    visit.press(".qa-headline")
    visit.read(".qa-source h2", words.source)
    check("with the source")
    visit.press("button[role=tab]", words.articles_tab)
    visit.read(".qa-shelf-list")
    check("the articles")
    visit.press(".qa-shelf-adding button", say.add)
    visit.find("#qa-shelf-files")
    check("adding files")
    visit.press(".qa-shelf-list .qa-shelf-open")
    visit.read(".qa-shelf-article h2")
    check("an article")
    assert {where: problems for where, problems in found.items() if problems} == {}


def test_a_request_to_another_host_and_an_error_would_be_noticed(visit: Visit) -> None:
    """Every test ends with this check; it has to be one."""
    visit.open("en").script("console.error('oh'); fetch('https://elsewhere.example/').catch(() => {})")
    complaints = visit.until(lambda: [one for one in visit.complaints() if "elsewhere" in one], "the request")
    assert "https://elsewhere.example/" in complaints
    visit.forget()
