"""Plain calls that leave out arguments at the end: `{"data": ["Where?"]}` is as good as naming them all.

Gradio refuses such a call with an error that says nothing, so what is missing is filled in before it sees it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_CALL = re.compile(r"/gradio_api/call/([a-z_]+)/?")


def endpoint_of(path: str) -> str | None:
    """The endpoint that a path calls with arguments by place, else None.

    >>> endpoint_of("/gradio_api/call/answer"), endpoint_of("/gradio_api/call/v2/answer")
    ('answer', None)
    """
    found = _CALL.fullmatch(path)
    return found[1] if found else None


def fill(body: bytes, endpoint: str, arguments: Mapping[str, int]) -> bytes:
    """The body with null for every argument missing at the end; as it came where it is no call.

    `arguments` says how many each endpoint takes.

    >>> fill(b'{"data": ["Where?"]}', "answer", {"answer": 3})
    b'{"data": ["Where?", null, null]}'
    """
    try:
        call = json.loads(body)
    except (ValueError, RecursionError):
        return body
    if not isinstance(call, dict) or not isinstance(call.get("data"), list):
        return body
    missing = arguments.get(endpoint, 0) - len(call["data"])
    if missing <= 0:
        return body
    return json.dumps({**call, "data": [*call["data"], *[None] * missing]}).encode()
