"""One visit to the page, as a person makes it: looking, typing, pressing, and waiting for what comes of it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from chromium import console_complaints, network_requests
from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

T = TypeVar("T")
SECONDS = 30.0  # an answer may wait for other work of a small machine
BOX = "#qa-question textarea"
_LOOK_SECONDS = 0.05
_NOT_YET = (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
)
# what is rendered, in the order of the document; `innerText` is what a person reads
_TEXTS = """return [...document.querySelectorAll(arguments[0])]
  .filter((one) => one.checkVisibility()).map((one) => one.innerText.trim())"""

_SETTLE = """
const done = arguments[0];
let last = '', still = 0;
const look = () => {
  const seen = document.body.innerHTML + [...document.querySelectorAll('.bubble-wrap, .qa-article')].map((one) => one.scrollTop);
  still = seen === last ? still + 1 : 0;
  last = seen;
  if (still > 30) done(); else requestAnimationFrame(look);
};
look();
"""


class Visit:
    """A page that was opened anew: no cookies, nothing kept, and a log of all that it asked of the network."""

    def __init__(self, browser: webdriver.Chrome, address: str) -> None:
        self.browser, self.address = browser, address
        self._requests: list[dict[str, Any]] = []
        self._scripts: list[str] = []

    def before_load(self, source: str) -> None:
        """JavaScript that runs in every page of this visit before the page's own."""
        added = self.chrome("Page.addScriptToEvaluateOnNewDocument", source=source)
        self._scripts.append(added["identifier"])

    def end(self) -> None:
        """Leaves the browser as it was."""
        for script in self._scripts:
            self.chrome("Page.removeScriptToEvaluateOnNewDocument", identifier=script)

    def open(
        self,
        language: str = "en",
        *,
        is_dark: bool = False,
        size: tuple[int, int] = (1280, 900),
        is_phone: bool = False,
        path: str = "",
    ) -> Visit:
        """Loads the page as a browser of that language, colours and size does."""
        self.browser.get("about:blank")
        self.chrome("Network.clearBrowserCookies")
        self.chrome(
            "Storage.clearDataForOrigin", origin=self.address.rstrip("/"), storageTypes="local_storage"
        )
        agent = self.browser.execute_script("return navigator.userAgent")
        accepted = {"ko": "ko-KR,ko;q=0.9,en-US;q=0.8", "en": "en-US,en;q=0.9"}.get(language, language)
        self.chrome("Network.setUserAgentOverride", userAgent=agent, acceptLanguage=accepted)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.chrome("Emulation.setEmulatedMedia", features=[scheme, still])
        width, height = size
        self.chrome(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=is_phone,
        )
        self.chrome("Emulation.setTouchEmulationEnabled", enabled=is_phone)
        self.forget()
        forgetting = self.chrome("Page.addScriptToEvaluateOnNewDocument", source="sessionStorage.clear()")
        try:
            self.load(path)
        finally:
            self.chrome("Page.removeScriptToEvaluateOnNewDocument", identifier=forgetting["identifier"])
        return self

    def forget(self) -> None:
        """Nothing that went over the wire or into the console so far counts."""
        self.take_requests()
        self._requests.clear()
        console_complaints(self.browser)

    def load(self, path: str = "") -> None:
        """Goes to the page with what the browser has kept of it."""
        self.browser.get(f"{self.address}{path}")
        self.until(
            lambda: self.script("return document.documentElement.classList.contains('qa-ready')"), "the page"
        )
        self.until(lambda: self.texts(".examples button, .qa-answer"), "the suggested questions, or answers")

    # --- looking

    def script(self, source: str, *arguments: Any) -> Any:
        """What JavaScript returns in the page."""
        return self.browser.execute_script(source, *arguments)

    def chrome(self, command: str, **arguments: Any) -> Any:
        """A command of Chromium's own protocol."""
        return self.browser.execute_cdp_cmd(command, arguments)

    def texts(self, css: str) -> list[str]:
        """What can be read in each visible element."""
        found: list[str] = self.script(_TEXTS, css)
        return found

    def text(self, css: str) -> str:
        """What can be read in all of them."""
        return "\n".join(self.texts(css))

    def until(self, look: Callable[[], T], what: str, seconds: float = SECONDS) -> T:
        """The first true thing that is seen; an `AssertionError` that names it and shows the page."""
        end = time.monotonic() + seconds
        while True:
            try:
                if seen := look():
                    return seen
            except StaleElementReferenceException:
                pass
            if time.monotonic() > end:
                shown = self.text("body")
                raise AssertionError(
                    f"{what} did not appear in {seconds:g} s; the page says:\n{shown[:3000]}"
                )
            time.sleep(_LOOK_SECONDS)

    def read(self, css: str, words: str = "", seconds: float = SECONDS) -> str:
        """Waits until an element that says `words` can be seen, and gives all its text."""
        look = lambda: next((one for one in self.texts(css) if words in one and (one or not words)), None)  # noqa: E731
        return self.until(look, f"{css} with “{words}”", seconds)

    def until_gone(self, css: str) -> None:
        """Waits until no such element can be seen."""
        self.until(lambda: not self.texts(css), f"no {css}")

    def settle(self) -> None:
        """Waits until nothing of the page has changed or moved for some frames."""
        self.browser.execute_async_script(_SETTLE)

    def find(self, css: str, words: str = "") -> WebElement:
        """The first such element that can be seen and says `words`, as text or name."""

        def look() -> WebElement | None:
            for one in self.browser.find_elements(By.CSS_SELECTOR, css):
                said = f"{one.text} {one.get_attribute('aria-label') or ''}"
                if one.is_displayed() and words in said:
                    return one
            return None

        return self.until(look, f"{css} with “{words}”")

    @property
    def focused(self) -> WebElement:
        """The element that the keyboard speaks to."""
        return self.browser.switch_to.active_element

    # --- pressing and typing

    def press(self, css: str, words: str = "") -> None:
        """Clicks it, as soon as that is possible."""
        self._act(lambda: self.find(css, words).click(), f"a click on {css} with “{words}”")

    def type(self, css: str, text: str) -> None:
        """Types into a field, after what stands there."""
        self._act(lambda: self.find(css).send_keys(text), f"typing into {css}")

    def fill(self, css: str, text: str, words: str = "") -> None:
        """Pastes into the first such field, whose placeholder says `words`, in place of what stands there."""

        def pasted() -> None:
            fields = self.browser.find_elements(By.CSS_SELECTOR, css)
            field = next(
                one
                for one in fields
                if one.is_displayed() and words in (one.get_attribute("placeholder") or "")
            )
            field.click()
            field.clear()
            self.chrome("Input.insertText", text=text)

        self._act(pasted, f"filling {css} with “{text}”")

    def put_files(self, css: str, files: Iterable[Path]) -> None:
        """Gives files to a field as its dialogue does."""
        field = self.until(lambda: self.browser.find_elements(By.CSS_SELECTOR, css), css)[0]
        field.send_keys("\n".join(str(file) for file in files))

    def _act(self, act: Callable[[], None], what: str) -> None:
        def tried() -> bool:
            try:
                act()
            except (*_NOT_YET, StopIteration):
                return False
            return True

        self.until(tried, what)

    def keys(self, *keys: str) -> None:
        """Presses keys, whatever has the focus."""
        ActionChains(self.browser).send_keys(*keys).perform()

    # --- the chat

    def ask(self, question: str) -> str:
        """Types a question, sends it with Enter, and gives what the card of its answer says."""
        before = len(self.texts(".qa-question"))
        self.type(BOX, question + Keys.ENTER)
        return self.answer(before + 1)

    def answer(self, number: int) -> str:
        """The card of the answer to that question of the conversation, once it is whole."""

        def look() -> str | None:
            cards = self.texts(".qa-answer")
            return cards[number - 1] if len(cards) >= number and not self.texts(".qa-pending") else None

        return self.until(look, f"answer {number}")

    @property
    def quoted(self) -> str:
        """The words that the latest answer gives."""
        words = self.texts(".qa-words > span:first-child")
        return words[-1] if words else ""

    # --- what went over the wire

    def take_requests(self) -> list[dict[str, Any]]:
        """All requests of this visit so far."""
        self._requests += network_requests(self.browser)
        return self._requests

    def sent(self, words: str) -> int:
        """How often something with these words was sent to the server."""
        posts = (one.get("postData", "") for one in self.take_requests() if "/queue/join" in one["url"])
        return sum(words in json.dumps(json.loads(one), ensure_ascii=False) for one in posts if one)

    def complaints(self) -> list[str]:
        """What the console said, and which other host was asked for anything."""
        own = urlsplit(self.address).netloc
        others = {one["url"] for one in self.take_requests() if urlsplit(one["url"]).netloc != own}
        return [*console_complaints(self.browser), *sorted(others)]
