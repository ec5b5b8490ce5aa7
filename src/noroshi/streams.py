"""Randomness keyed by words: the same words give the same numbers, whatever else is drawn."""

import hashlib

import numpy as np


def stream(*words: object) -> "np.random.Generator":
    """A generator of its own for some words, such as a seed and the name of what is drawn.

    Another name moves nobody's luck.

    Example:
        >>> bool(stream(0, "weather").random() == stream(0, "weather").random())
        True
        >>> bool(stream(0, "weather").random() == stream(1, "weather").random())
        False
    """
    return np.random.Generator(np.random.Philox(key=np.frombuffer(_digest(words), dtype=np.uint64)))


def seed_of(*words: object) -> int:
    """A seed of 128 bits for some words.

    Example:
        >>> seed_of(0, "weather") == seed_of(0, "weather")
        True
    """
    return int.from_bytes(_digest(words), "big")


def _digest(words: tuple[object, ...]) -> bytes:
    text = "\n".join(map(str, words))
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
