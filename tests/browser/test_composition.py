"""The Korean input method: Enter that ends a syllable sends nothing, Enter after it sends once.

Chromium composes by commands of its own protocol, as with a real input method; what other browsers do with the
keys is played to the page as events.
"""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys
from visit import BOX, Visit

FIRST = "콜드체인 실무단의 첫 회의는 어디서 열렸"
WHOLE = f"{FIRST}나"

# Chromium and Firefox say so on the key itself; Safari ends the composition first, and the code alone tells
_ENTER = """
const box = document.querySelector('#qa-question textarea');
const told = arguments[0];
for (const type of ['keydown', 'keypress', 'keyup'])
  box.dispatchEvent(new KeyboardEvent(type, {key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, ...told}));
"""


def compose(visit: Visit, *stages: str) -> None:
    """A syllable on its way: what stands underlined at each key."""
    for stage in stages:
        visit.chrome(
            "Input.imeSetComposition", text=stage, selectionStart=len(stage), selectionEnd=len(stage)
        )


def press_enter_for_the_input_method(visit: Visit, *, is_typed: bool = False) -> None:
    """The key while an input method works on it, with code 229.

    Where it `is_typed`, the key brings its character all the same, as some input methods hand it over.
    """
    key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    down = {"type": "keyDown", "text": "\r", "unmodifiedText": "\r"} if is_typed else {"type": "rawKeyDown"}
    visit.chrome("Input.dispatchKeyEvent", **down, **key)
    visit.chrome("Input.dispatchKeyEvent", type="keyUp", **key)


def value(visit: Visit) -> str:
    written: str = visit.script("return document.querySelector(arguments[0]).value", BOX)
    return written


@pytest.mark.parametrize("is_typed", [False, True])
def test_enter_during_a_composition_sends_nothing_and_the_next_sends_once(
    visit: Visit, is_typed: bool
) -> None:
    visit.open("ko").press(BOX)
    visit.chrome("Input.insertText", text=FIRST)
    compose(visit, "ㄴ", "나")
    assert value(visit) == WHOLE
    press_enter_for_the_input_method(visit, is_typed=is_typed)
    assert value(visit) == WHOLE
    visit.chrome("Input.insertText", text="나")  # which commits the syllable
    assert value(visit) == WHOLE
    visit.keys("?", Keys.ENTER)
    visit.answer(1)
    assert visit.texts(".qa-question") == [f"{WHOLE}?"]
    assert visit.quoted == "몬테비데오"
    assert visit.sent(WHOLE) == 1
    assert visit.sent(FIRST) == 1


def test_the_page_sees_that_chromium_composes(visit: Visit) -> None:
    """Else the test above would prove nothing."""
    # before the page's own script, which lets nothing through
    visit.before_load(
        "window.seen = []; for (const type of ['compositionstart', 'compositionend', 'keydown'])"
        " window.addEventListener(type, (event) => window.seen.push([type, event.isComposing, event.keyCode]), true)"
    )
    visit.open("ko").press(BOX)
    compose(visit, "ㅎ", "하", "한")
    press_enter_for_the_input_method(visit)
    visit.chrome("Input.insertText", text="한")
    seen = visit.script("return window.seen")
    assert seen[0][0] == "compositionstart"
    assert ["keydown", True, 229] in seen
    assert seen[-1][0] == "compositionend"


def test_keys_that_only_say_so_themselves_send_nothing_either(visit: Visit) -> None:
    visit.open("ko").press(BOX)
    visit.chrome("Input.insertText", text=WHOLE)
    visit.script(_ENTER, {"isComposing": True, "keyCode": 229})
    visit.script(_ENTER, {"isComposing": True, "keyCode": 13})
    visit.script(_ENTER, {"isComposing": False, "keyCode": 229})
    assert value(visit) == WHOLE
    visit.keys("?", Keys.ENTER)
    visit.answer(1)
    assert visit.texts(".qa-question") == [f"{WHOLE}?"]
    assert visit.sent(WHOLE) == 1


def test_enter_that_ends_a_composition_in_a_correction_does_not_send_it(visit: Visit) -> None:
    visit.open("ko").ask("해송여객 버스 파업으로 버스 몇 대가 멈췄나?")
    visit.press(".qa-thumb.qa-down")
    visit.press(".qa-correction input")
    compose(visit, "ㅅ", "사", "삼")
    press_enter_for_the_input_method(visit, is_typed=True)
    visit.chrome("Input.insertText", text="삼")
    visit.keys("일", Keys.ENTER)
    visit.until_gone(".qa-correction")
    assert visit.sent("삼일") == 1
    assert visit.sent("삼") == 1
