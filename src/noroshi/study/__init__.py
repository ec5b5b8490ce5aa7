"""Many assessments: comparisons, sweeps, losses, and the answer in numbers and words."""

from noroshi.questions.warning.pipe.comparison import Comparison, facing_the_same
from noroshi.study.answer import Answer
from noroshi.study.summary import summarise

__all__ = ["Answer", "Comparison", "facing_the_same", "summarise"]
