"""The one door through which text enters: what `normalize` lets through is NFC and safe to index.

Everything behind this door counts in code points of the normalised text, so nothing may change a text twice.
"""

from __future__ import annotations

import re
import unicodedata

# vertical tab, form feed (a page border in PDF text), NEL and Unicode's separators end a line as \r\n does
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Unicode's other spaces; U+3000 is the full-width one of Korean and Japanese typography
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# controls but \t and \n, soft hyphen, zero-width and bidi controls, fillers that draw nothing, annotation
# anchors, BOM; U+200D, the joiner, is decided by its neighbours
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c"
    "\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a]"
)
# tag characters are invisible text, except after 🏴, where they spell a region: 🏴󠁧󠁢󠁥󠁮󠁧󠁿
_TAGS = re.compile("(\U0001f3f4[\U000e0030-\U000e007a]{3,6}\U000e007f)|[\U000e0000-\U000e007f]")
_PICTURE = "[\xa9\xae\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
# a joiner stays only as the glue of a picture: 👩‍💻 is 👩, joiner, 💻; 🏳️‍🌈 has a variation selector before it
_LOOSE_JOINER = re.compile(f"(?<!{_PICTURE})(?<!\ufe0f)\u200d|\u200d(?!{_PICTURE})")
_WHITESPACE = re.compile(r"\s+")


def normalize(text: str) -> str:
    r"""`text` in NFC, its line ends `\n`, its spaces plain, and without characters that draw nothing.

    Half-width and full-width forms stay as they are written, so that a quote looks like its article.
    Halves of one surrogate pair are joined, a lone one becomes U+FFFD. Normalising twice changes nothing.

    >>> normalize("\ufeff\u1112\u1161\u11ab\xa0국\r\n3.5\u200b%")
    '한 국\n3.5%'
    """
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _TAGS.sub(lambda match: match[1] or "", text)
    text = _SPACES.sub(" ", text)
    return _without_loose_joiners(unicodedata.normalize("NFC", text))


def single_line(text: str) -> str:
    r"""`normalize(text)` on one line: every run of whitespace one space, none at the ends.

    >>> single_line("  한국은행이\n\t금리를  올렸다 ")
    '한국은행이 금리를 올렸다'
    """
    return _WHITESPACE.sub(" ", normalize(text)).strip()


def _without_loose_joiners(text: str) -> str:
    # taking a joiner out can make its neighbour loose, or bring a letter and its accent together
    while (shorter := unicodedata.normalize("NFC", _LOOSE_JOINER.sub("", text))) != text:
        text = shorter
    return text
