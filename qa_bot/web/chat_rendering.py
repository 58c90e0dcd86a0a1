"""A visit as the chat's components show it, in the language that it has at the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa_bot.web.cards import question_card, reply_card
from qa_bot.web.chat_visit import ChatVisit
from qa_bot.web.words import Words, words_for

if TYPE_CHECKING:
    from qa_bot.bot import QABot


def messages_of(visit: ChatVisit) -> list[dict[str, Any]]:
    """The conversation as `gr.Chatbot` takes it."""
    import gradio as gr

    words = words_for(visit.language)
    return [
        # as HTML components, since plain messages would be read as Markdown
        {"role": role, "content": gr.HTML(card, apply_default_css=False)}
        for one in visit.conversation.exchanges
        for role, card in (("user", question_card(one.asked)), ("assistant", reply_card(one, words)))
    ]


def source_of(visit: ChatVisit, bot: QABot) -> str:
    """The source view as HTML; empty where nothing is open."""
    found = visit.opened.find(visit.conversation, bot.get) if visit.opened else None
    return found.render(words_for(visit.language)) if found else ""


def invitation(words: Words) -> str:
    """What stands where nothing has been asked."""
    return f"{words.introduction}<br>{words.invitation}"


def heading(words: Words) -> str:
    """The conversation's name for those who don't see it."""
    return f'<h2 class="qa-unseen">{words.conversation}</h2>'
