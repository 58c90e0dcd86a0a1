import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from qa_bot.text.kiwi import analyse_many, get_kiwi, sentence_starts_of_many


def test_all_threads_get_the_same_analyser() -> None:
    with ThreadPoolExecutor(8) as pool:
        kiwis = list(pool.map(lambda _: get_kiwi(), range(32)))
    assert len({id(kiwi) for kiwi in kiwis}) == 1


def test_many_texts_are_analysed_as_each_alone_and_in_order() -> None:
    texts = [f"제{number}차 회의는 서울에서 열렸다 😀" for number in range(40)]
    alone = [[(t.form, t.tag, t.start) for t in get_kiwi().tokenize(text)] for text in texts]
    together = [[(t.form, t.tag, t.start) for t in tokens] for tokens in analyse_many(texts)]
    assert together == alone


def test_importing_the_text_modules_loads_no_analyser_and_no_language_model() -> None:
    code = (
        "import sys, qa_bot.text.chunking, qa_bot.text.language, qa_bot.text.particles, qa_bot.text.terms\n"
        "print({'kiwipiepy', 'py3langid', 'sentencex', 'Stemmer', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_sentences_of_many_lines_begin_where_those_of_each_alone_do() -> None:
    lines = [f"제{number}차 회의다. “좋다. 가자.”라고 했다. 😀 끝." for number in range(40)]
    assert sentence_starts_of_many(lines) == [sentence_starts_of_many([line])[0] for line in lines]
    assert sentence_starts_of_many(["금리가 올랐다. 물가도 올랐다."]) == [[0, 9]]
