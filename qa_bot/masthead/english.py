"""How English asks about an article itself: expressions for each field, and the words around the story."""

from __future__ import annotations

import re

from qa_bot.masthead.ways import Field, Ways, frame, not_after, ways

# A life story, a building of three stories, Article 12, a piece of cloth: not what a newspaper prints.
_STORY = not_after(
    "-", *"0123456789", *(f"{digit} " for digit in range(10)),
    "one ", "two ", "three ", "four ", "five ", "six ", "seven ", "eight ", "nine ", "ten ", "many ",
    "life ", "love ", "short ", "bedtime ", "ghost ", "toy ",
) + "stor(?:y|ies)"  # fmt: skip
_NEWS = r"news(?! (?:conference|agency|agencies|anchor|channel|release|of)\b)"
# A report may be somebody else's, unless it is one on something and nothing before it says whose.
_REPORT = (
    r"(?:^|(?<=\bthe )|(?<=\byour )|(?<=\bthis )|(?<=\bthat )|(?<=\ba )|(?<=\bnews )|(?<=\bEnglish )"
    r"|(?<=\bKorean )|(?<=-language ))"
    r"reports?(?= (?:on|about|of|covering|regarding)\b)"
)
_COVERAGE = not_after("insurance ", "health ", "medical ", "network ", "mobile ") + "coverage"
_LAW = r"association|incorporation|impeachment|war|clothing|(?:the |a )?(?:law|constitution|charter|treaty)"
ARTICLE = (
    rf"(?:articles?(?! (?:\d|[ivx]+\b|of (?:{_LAW})\b))"
    rf"|artcles?|articals?|aritcles?|{_STORY}|pieces?(?! of\b)|{_COVERAGE}|write-?ups?|columns?(?! of\b)"
    rf"|dispatch(?! (?:of|centers?|centres?)\b)|{_NEWS}|{_REPORT}|(?:English|Korean)[- ](?:edition|version))"
)
_WRITER = r"(?:reporters?|journalists?|correspondents?|columnists?)"
_COST = r"(?:\w+ )?(?:costs?|bills?|expenses|fees?|losses|damages?|distance|shifts?)(?= of\b| for\b|\W*$)"
_WROTE = (
    rf"(?:wrote|writt?en|writes?|authored|penned|reported|covered(?! (?:for\b|up\b|(?:\w+ )?{_COST}))"
    r"|filed(?! (?:\w+ )?(?:reports?|(?:law)?suits?|complaints?|charges|claims?|appeals?|petitions?)\b)"
    r"|bylined)"
)
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
        # of a topic of two words at least and of our time, and not to whom, in what book or before whom
        (
            r"^\W*who (?:has |had )?(?:reported (?:on|about)|wrote about) (?:(?:the|a|an) )?[^\s?]+ [^\s?]+",
            r"^(?!.*\b(?:first|earliest|for \w+(?: \w+){0,2}|(?:in|to) (?:his|her|their|a|the) \w+)\W*$)",
            r"^(?!.*\b1\d{3}\b)",
        ),
        (r"\bby-?lines?\b",),
        (not_after("ed ", "missing ", "dead ", "late ") + rf"\b{_WRITER}(?:'s|’s)? names?\b",),
        (rf"\bnames? of the {_WRITER}(?=\W*$| (?:behind|of|for|on|responsible|credited|who|that)\b)",),
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

_ASKS = r"(?:^|[.!?,;:] )\W*(?:(?:and|so|but|hey|ok|please)\W+)*"
_ASIDE = (
    r"(?:to|for|of|about|on|in|over|against|with|from|by|at|behind|after|before|since|that|which|who|whose|where"
    rf"|when|because|and|or|{_PUBLISHED}|{_MODIFIED}|{_CHANGING})"
)
# What is spoken of is the article: no preposition, verb or clause stands between.
_TELLING = r"['’]s| (?:say|tell|give|mention|claim)s?\b| in (?:a|an|the)\b"
_ITSELF = rf"(?:(?!{_ASIDE}\b)\S+ ){{0,12}}?['\"“‘]?{ARTICLE}\b(?!{_TELLING})"
_PAPER = r"(?:you|your (?:paper|newspaper|site|website)|the (?:news)?paper|the (?:web)?site)"
_CAME = rf"(?:{_PUBLISHED}|{_MODIFIED}|{_CHANGING})"
_MEANT = rf"(?:(?:it|they|this|that)(?= (?:first |last |originally )?{_CAME}\b|\W*$)|the one\b|{_PAPER}\b)"
_WROTE_IT = rf"{_WROTE}(?: up)?(?=\W*$| (?:it|this|that|them)\b| {_ITSELF})|{_WROTE} (?:about|on)\b"
_BEEN = r"(?:['’]s|is|was|are|were|has been|gets|got)"
_CREDITED = r"(?:it|that|this|credited|listed|behind|responsible)"
_IS_BY = rf"(?:{_CREDITED}|(?:the|your|its) (?:{_AUTHOR}|person|people)|{_ITSELF})"

# Ways in which a question that speaks of an article asks after all of what a story tells.
_OF_A_TIME = (
    rf"{_ASKS}(?:who(?:m|se)?|where|why|how(?! old))\b",
    rf"\b{_WHEN} (?:will|would|should|can|could|may|might|must|shall)\b",
    rf"\b{_WHEN}(?: exactly)? (?:is|was|were|are|did|does|has|had) (?!{_ITSELF}|{_MEANT})",
    rf"\b(?:{_PUBLISHED}|{_MODIFIED}) by (?!{_PAPER}\b)",
    rf"\b{_PUBLISHED} in (?!english|korean|print|your\b|the (?:news)?paper)",
    rf"\b(?:date|time|day) (?:of|for) (?!(?:(?:publication|posting) of )?{_ITSELF})",
)
_OF_AN_AUTHOR = (
    rf"{_ASKS}(?:wh?en|where|why|how)\b",
    rf"{_ASKS}what (?!(?:is|was|are|were)\b|(?:{_AUTHOR}|names?|by-?lines?)\b)",
    rf"{_ASKS}what (?:is|was|are|were) the names? of (?!(?:(?:the|your) )?(?:{_AUTHOR}|people|person)\b)",
    rf"{_ASKS}(?:in|at|for|to|from|with|on) (?:what|which)\b",
    rf"{_ASKS}(?:did|does|has|have|is|was|were|will) (?!.*\b(?:who|whose|which|name)\b)",
    rf"{_ASKS}whom?\b(?! ?{_BEEN} {_IS_BY}| (?:(?:has|had|have|actually|originally|also) )*(?:{_WROTE_IT}))",
    rf"\bwhich (?:{_AUTHOR})\b(?! (?:(?:has|had|have|actually) )?{_WROTE}\b| {_BEEN} {_CREDITED})",
    rf"\b{_AUTHOR},? (?:who|that|whose) (?!(?:has |had |also |first )*{_WROTE}\b|worked\b|is\b|it\b)",
    rf"\b{_AUTHOR} (?!{_WROTE}\b|credited\b)\w+ed (?:in|at|by|for|during|from)\b",
    r"\b(?:of|about|for|with|to|from|in|at|against|based on)\W*$",
)
_SAID = r"(?:mentioned|described|explained|followed)"
_ACTED = r"(?:\w+ed|won|got|led|made|became|cost|brought)"
_OF_ANY = (rf"\b{ARTICLE} (?:that|which) (?!(?:{_CAME}|{_WROTE}|{_SAID})\b){_ACTED}\b",)
_TELLS: dict[Field, re.Pattern[str]] = {
    "author": frame(*_OF_AN_AUTHOR, *_OF_ANY),
    "published": frame(*_OF_A_TIME, *_OF_ANY),
    "modified": frame(*_OF_A_TIME, *_OF_ANY),
}


def tells(question: str, field: Field) -> bool:
    """Whether a question that speaks of an article asks, all the same, of what a story tells.

    >>> tells("When was the author of the article born?", "author")
    True
    >>> tells("Who is the author of the article?", "author")
    False
    """
    return bool(_TELLS[field].search(question))
