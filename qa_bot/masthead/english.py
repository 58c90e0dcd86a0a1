"""How English asks about an article itself: expressions for each field, and the words around the story."""

from __future__ import annotations

from qa_bot.masthead.ways import Ways, frame, ways

# A report may be somebody else's, unless it is one on something.
ARTICLE = (
    r"(?:articles?|artcles?|articals?|aritcles?|stor(?:y|ies)|pieces?|coverage|write-?ups?|columns?|dispatch"
    r"|news|reports?(?= (?:on|about|of|covering|regarding)\b)|(?:English|Korean)[- ](?:edition|version))"
)
_WRITER = r"(?:reporters?|journalists?|correspondents?|columnists?)"
_WROTE = r"(?:wrote|writt?en|writes?|authored|penned|reported|covered|filed|bylined)"
_PUBLISHED = (
    r"(?:publi?she?d?|post(?:ed)?|print(?:ed)?|release[ds]?|upload(?:ed)?|appear(?:ed)?|go(?:es)? up|went up"
    r"|go live|went live|come out|came out|put online|put up|go online|went online|register(?:ed)?|runs?|ran"
    r"|carr(?:y|ied))"
)
_MODIFIED = r"(?:modified|updated|edited|changed|revised|amended|corrected|altered)"
_CHANGING = r"(?:modify|update|edit|revise|amend|correct)"
_CHANGE = r"(?:update|revision|edit|change|modification)"
_WHEN = r"(?:wh?en|(?:what|which) (?:day|date|time|hour|year)|dates?|times?|timestamp|day)"
_AUTHOR = rf"(?:{_WRITER}|authors?|writers?)"

WAYS: Ways = ways(
    modified=(
        (rf"\b{ARTICLE}\b", rf"\b{_WHEN}\b", rf"\b{_MODIFIED}\b"),
        (rf"\b{ARTICLE}\b", rf"\b(?:last|latest) (?:{_MODIFIED}|{_CHANGE})\b"),
        (rf"\b{ARTICLE}\b", rf"\b{_CHANGE} (?:date|time|stamp)"),
        (rf"\b(?:{ARTICLE}|report)\b", rf"\b{_WHEN}\b", rf"\bdid\b.*\b{_CHANGING}\b"),
        (rf"\blast {_MODIFIED}(?: date| time)?\W*$",),
    ),
    published=(
        (rf"\b{ARTICLE}\b", rf"\b{_WHEN}\b", rf"\b{_PUBLISHED}\b"),
        (r"\b(?:publication|publishing|posting|posted|published) (?:date|time|day)\b",),
        (rf"\b(?:date|time|timestamp|time stamp) (?:of|on|for)\b.{{0,60}}\b{ARTICLE}\b",),
        (r"^\W*posted (?:on|when)\b",),
        (rf"\b{ARTICLE}\b.{{0,80}}\b(?:dated|timestamp|time stamp)\b",),
    ),
    author=(
        (rf"\b{ARTICLE}\b", r"\bwho(?:m|se)?\b", rf"\b(?:{_WROTE}|{_AUTHOR}|byline|names?|by)\b"),
        (rf"\b{ARTICLE}\b", rf"\b{_AUTHOR}\b"),
        (rf"\b{ARTICLE}\b", rf"\b{_WROTE} by\W*$"),
        (rf"\b{ARTICLE}\b", r"\bwho(?:wrote|covered)\b"),
        (rf"\b{_WRITER}\b", rf"\b{_WROTE}\b", r"\b(?:which|what|who|whose|name)\b"),
        (r"\bwho (?:has |had )?(?:reported (?:on|about)|wrote about|covered)\b",),
        (r"\bby-?lines?\b",),
        (rf"\b{_WRITER}(?:'s|’s)? names?\b|\bnames? of the {_WRITER}\b",),
    ),
)

# Prepositions go only together with a word for the article.
FRAME = frame(
    r"\b(?:and )?(?:on |at )?(?:what|which) (?:day|date|time|hour)\b",
    r"\bwho(?:wrote|covered)\b|\b(?:who|whose|whom|when|what|which|name|two|the names? of)(?:'s|’s)?(?!\w)",
    r"\b(?:is|are|was|were|did|does|has|had|been)\b",
    rf"\b(?:Korean|English)(?:[- ]language)?(?= (?:{ARTICLE}|edition|version))",
    rf"\b(?:the |a |an |this |that |your )?(?:{ARTICLE}|edition|version)"
    r"(?: (?:about|on|of|covering|regarding|that covered))?\b",
    rf"\b(?:the )?(?:{_AUTHOR}|by-?lines?)(?:'s|’s)?"
    r"(?: (?:behind|of|for|on|credited with|credited for|names?))?\b",
    rf"\b{_WROTE}(?: (?:on|about|up|by))?\b",
    rf"\b(?:first |last |latest |originally )?(?:{_PUBLISHED}|{_MODIFIED})\b",
    rf"\b(?:publication|posting|publishing|{_CHANGE}) (?:date|time)(?: of)?\b",
    r"\b(?:date|time)(?: of)?\b|\blast update\b|\bthe one (?:about|on)\b|^\W*posted on\b\W*",
)
EDITION_WORDS = rf"(?:[- ]language)? (?:{ARTICLE}|edition|version|one)\b"
