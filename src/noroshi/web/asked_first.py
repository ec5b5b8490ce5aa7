"""With which options a page asks a question before anybody chose, or some tabs open on a bare form.

Where the question's own example is of this world, or of one that it extends, that is asked: its
claim is one that was made. Else the question says what it is asked with first.
"""

import shlex
from collections.abc import Set as AbstractSet

from noroshi.questions.base import Question
from noroshi.questions.options import option_of
from noroshi.scenario.records import Scenario


def asked_first(question: Question, world: Scenario, names: AbstractSet[str]) -> dict[str, str]:
    """Options by name, as they are written.

    Args:
        question: that is asked.
        world: the posture asked about.
        names: of the scenario, and of those that it extends.
    """
    own = dict(question.first(world))
    return (_of_example(question, names) or own) if own else {}


def _of_example(question: Question, names: AbstractSet[str]) -> dict[str, str]:
    words = shlex.split(question.example)
    if words[:2] != ["noroshi", question.name] or not names & set(words[2:3]):
        return {}
    by_option = {option_of(question, name): name for name in question.options.model_fields}
    given = words[3:]
    return {by_option[o]: v for o, v in zip(given[::2], given[1::2], strict=True)}
