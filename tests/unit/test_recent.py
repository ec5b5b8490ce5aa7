"""Results that are found again by the content of what they are made from."""

import numpy as np

from noroshi.kept.recent import MOST, Recent


def counted():
    asked = []

    def make(*inputs):
        asked.append(inputs)
        return len(asked)

    return Recent(make), asked


def test_the_same_content_is_worked_out_once_and_any_other_anew() -> None:
    made, asked = counted()
    assert made(np.arange(3.0), "word") == made(np.arange(3.0), "word") == 1
    assert made(np.array([0.0, 1.0, np.nextafter(2.0, 3.0)]), "word") == 2
    assert made(np.arange(3.0), "words") == 3
    assert made((np.arange(3.0), "word")) == 4
    assert len(asked) == 4


def test_the_first_goes_where_there_are_too_many() -> None:
    made, asked = counted()
    for number in range(MOST + 1):
        made(number)
    assert made(1) == 2
    assert made(0) == MOST + 2
    assert len(asked) == MOST + 2


def test_what_is_not_of_this_package_is_worked_out_every_time() -> None:
    made, _ = counted()

    class Foreign:
        pass

    assert [made(Foreign), made(Foreign)] == [1, 2]
