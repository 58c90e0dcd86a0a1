"""How good the answers are: official scores, retrieval measures, calibration."""

from qa_bot.evaluation.answering import evaluate_answers
from qa_bot.evaluation.dataset import articles_of, read_examples
from qa_bot.evaluation.example import Example, Gold
from qa_bot.evaluation.reading import evaluate_reading
from qa_bot.evaluation.report import AnswersReport, ReadingReport, RetrievalReport
from qa_bot.evaluation.retrieving import evaluate_retrieval
from qa_bot.evaluation.scores import Scores, score

__all__ = [
    "AnswersReport",
    "Example",
    "Gold",
    "ReadingReport",
    "RetrievalReport",
    "Scores",
    "articles_of",
    "evaluate_answers",
    "evaluate_reading",
    "evaluate_retrieval",
    "read_examples",
    "score",
]
