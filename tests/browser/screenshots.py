"""The pictures under docs/: real answers over the sample articles, as the page shows them.

    python tests/browser/screenshots.py [FOLDER]

Needs chromium and chromedriver, and fonts for Hangul (on Debian: fonts-noto-cjk).
"""

from __future__ import annotations

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from chromium import chromium
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests" / "interfaces"))

from served import serve_pages  # noqa: E402 - `programs`, which it uses, lies in the folder above
from visit import Visit  # noqa: E402

from qa_bot.web.words import words_for  # noqa: E402

WIDE, PHONE = (1280, 820), (390, 844)
MEETING = "Where will the Korea–Uruguay working group hold its first meeting?"


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="qa-bot-pictures-") as made:
        place = Path(made)
        with serve_pages(place) as pages, chromium(place / "profile") as browser:
            visit = Visit(browser, pages.shared)
            for name, show in PICTURES.items():
                show(visit)
                visit.settle()
                file = folder / f"{name}.png"
                with Image.open(BytesIO(browser.get_screenshot_as_png())) as picture:
                    # 256 colours are enough for a page of text, and take a third of the space
                    picture.convert("RGB").quantize(256).save(file, optimize=True)
                sys.stdout.write(f"{file}: {file.stat().st_size / 1000:.0f} kB\n")
    return 0


def chat_en(visit: Visit) -> None:
    visit.open("en", size=WIDE).ask(MEETING)
    visit.ask("And when?")
    visit.browser.find_elements("css selector", ".qa-number")[2].click()  # [1] of the second answer
    visit.read(".qa-source h2")


def chat_ko_dark(visit: Visit) -> None:
    visit.open("ko", size=WIDE, is_dark=True).ask("도래섬에는 저어새 몇 쌍이 둥지를 틀었어?")
    visit.ask("달내교 길이는 얼마야?")


def source(visit: Visit) -> None:
    visit.open("en", size=WIDE).ask("How many drones fly over Haesong harbor?")
    visit.press(".qa-number", "1")
    visit.read(".qa-step", "1 of 2")
    visit.press(".qa-source .qa-icon", words_for("en").next)
    visit.read(".qa-step", "2 of 2")


def phone(visit: Visit) -> None:
    visit.open("ko", size=PHONE, is_phone=True).ask("해송 빛축제에 드론은 몇 대 뜨나요?")


def articles(visit: Visit) -> None:
    visit.open("en", size=WIDE)
    visit.press("button[role=tab]", words_for("en").articles_tab)
    visit.read(".qa-shelf-list")


PICTURES = {
    "chat-en": chat_en,
    "chat-ko-dark": chat_ko_dark,
    "source": source,
    "phone": phone,
    "articles": articles,
}

if __name__ == "__main__":
    sys.exit(main())
