"""The small words of several languages: what a text is recognised by, and what a search leaves out."""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# the words that open an English question, and those that open an order
QUESTION_WORDS = _words("what who whom whose where when which how why")
OPENERS = QUESTION_WORDS | _words(
    "is are was were do does did can could will would should has have",
    "tell give name list show explain describe",
)

# words that mark a text as English: as good as none of them is a common word of the languages below
ENGLISH = QUESTION_WORDS | _words(
    "the and of does did were with from that this these those been being have their they she its our",
    "your you be can could would should will about after before between because during through into than",
    "then there many much old year years by most first name called made used long far often kind type people",
)

# words of questions and other small words of the ten languages most often met by mistake
FOREIGN_BY_LANGUAGE = {
    "French": "le la les des du une est sont qui que quoi quel quelle quels quelles où quand "
    "comment pourquoi combien dans pour avec sur par et au aux ce cette il elle a été "
    "ont était fut",
    "Spanish": "el la los las una uno quién quien qué cuál cual cuándo cuando dónde donde cómo "
    "como cuánto cuántos cuántas cuantos por para con de del al es son fue y se está "
    "su",
    "Portuguese": "o os as um uma quem qual quais onde quando quantos quantas quanto foi é são do "
    "da dos das em no na com não ao",
    "Italian": "il lo gli che chi cosa dove quando quanti quanto perché di del della dei delle "
    "nel nella è sono stato stata ha",
    "German": "der das den dem ein eine wer wo woher wann wie warum welche welcher welches "
    "wieviel ist sind war wurde hat und von mit für auf im zu nicht heißt viele",
    "Dutch": "het een de wie wat waar waarom wanneer hoe welk welke hoeveel zijn werd heeft "
    "van op met voor en naar door heet",
    "Vietnamese": "ai gì nào ở đâu khi bao nhiêu là của và có được tại sao những năm người nước",
    "Indonesian": "siapa apa apakah dimana kapan bagaimana mengapa kenapa berapa yang di ke dari "
    "dan untuk dengan adalah ini itu pada mana",
    "Turkish": "kim kimdir kimin ne nedir nerede nereye zaman nasıl nasil neden niçin kaç hangi "
    "hangisi bir ve için ile mi mı olan oldu",
    "Polish": "kto co gdzie kiedy jak jaki jaka jakie dlaczego ile ilu który która jest są był "
    "była w z na do się nie czy od",
}
FOREIGN = _words(*FOREIGN_BY_LANGUAGE.values())

# what every English text has and no search is about
STOP_WORDS = QUESTION_WORDS | _words(
    "a an the and or but if nor so than that this these those there here is are was were be been being am",
    "do does did done doing have has had having will would shall should can could may might must",
    "of in on at to for from by with about as into onto out up down over under off between through during",
    "before after above below it its he him his she her hers they them their theirs we our ours",
    "you your yours i me my mine not no only own same such too very just also any some all both each more",
    "most other s t d ll re ve m",
)
