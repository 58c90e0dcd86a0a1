"""The door of a page with a password: a name for who gives none, and a page that says why it is locked.

Gradio's form asks for a name, which counts for nothing, and shows nothing to an answer of 429.
"""

from __future__ import annotations

import re

LOCKED_COOKIE = "qa-bot-locked"
_NAME = b"-"
_NO_NAME_IN_PARTS = re.compile(rb'(; name="username"\r\n\r\n)(?=\r\n--)')
_NO_NAME = re.compile(rb"(^|&)username=(?=&|$)")
_IS_NAMED = re.compile(rb"(?:^|&)username=")
_PAGE = """<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="{seconds}"><title>qa_bot</title>
<style>body {{ font: 1rem/1.6 system-ui, sans-serif; margin: 15vh auto; max-width: 34rem; padding: 0 1rem;
color-scheme: light dark }}</style></head><body>
<p>비밀번호를 {most}번 잘못 넣어 잠시 들어올 수 없습니다. {minutes}분 뒤에 다시 해 보세요.</p>
<p lang="en">After {most} wrong passwords the door is closed for a while. Try again in {minutes} min.</p>
</body></html>
"""


def with_name(body: bytes, kind: str) -> bytes:
    """The login form's body with "-" where the name is empty; `kind` is the content type.

    >>> with_name(b"username=&password=sesame", "application/x-www-form-urlencoded")
    b'username=-&password=sesame'
    """
    if kind.startswith("multipart/form-data"):
        return _NO_NAME_IN_PARTS.sub(rb"\g<1>" + _NAME, body, count=1)
    if not body or not kind.startswith("application/x-www-form-urlencoded"):
        return body
    if not _IS_NAMED.search(body):
        return body + b"&username=" + _NAME
    return _NO_NAME.sub(rb"\1username=" + _NAME, body, count=1)


def locked_page(most: int, seconds: int) -> bytes:
    """The page that says how long the door stays closed; it loads itself anew when that is over."""
    return _PAGE.format(most=most, seconds=seconds, minutes=-(-seconds // 60)).encode()
