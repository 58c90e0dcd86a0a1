"""What a reader's logits cost: against the answer, across the passages of a question, against a teacher.

All logits are of shape (rows, tokens), float32, with -1e4 where no answer can stand; token 0 stands for "no
answer here".
"""

from __future__ import annotations

from typing import Any

IGNORED = -100


def answer_loss(logits: Any, gold: Any) -> Any:
    """Mean cross-entropy of the gold positions, (rows,); those that are `IGNORED` do not count.

    A batch may hold nothing but ignored answers, whose mean would be no number: it costs nothing.
    """
    import torch

    total = torch.nn.functional.cross_entropy(logits, gold, ignore_index=IGNORED, reduction="sum")
    return total / (gold != IGNORED).sum().clamp(min=1)


def shared_loss(right: Any, wrong: Any, gold: Any) -> Any:
    """Cross-entropy over the tokens of a right and a wrong text together, no-answer left out.

    `gold` holds positions in `right`; rows without an answer cost nothing.
    """
    import torch

    answered = gold > 0
    texts = torch.cat([right[:, 1:], wrong[:, 1:]], dim=1)
    # Every row is counted and then weighed, since picking rows would make a GPU wait.
    each = torch.nn.functional.cross_entropy(texts, (gold - 1).clamp(min=0), reduction="none")
    return (each * answered).sum() / answered.sum().clamp(min=1)


def teaching_loss(taught: Any, teacher: Any, temperature: float = 2.0) -> Any:
    """How far the student's logits are from the teacher's: Kullback–Leibler divergence, a mean over rows.

    Times the square of the temperature, so that its gradient does not shrink with it (Hinton et al. 2015).
    """
    import torch

    def logs(logits: Any) -> Any:
        return torch.log_softmax(logits / temperature, dim=-1)

    divergence = torch.nn.functional.kl_div(
        logs(taught), logs(teacher), reduction="batchmean", log_target=True
    )
    return divergence * temperature**2
