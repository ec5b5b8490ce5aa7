"""How a computation is cut for the compiler: stages that it must not merge, and whole kernels.

On the CPU, XLA merges operations so eagerly that it works out a shared number again for every
entry that needs it. Nothing is merged across the border of a `stage`: what it returns is worked out
once. And a loop runs as a list of hundreds of small jobs, unless it is small: a `kernel` is one
compiled function whatever its size. Of the two the extended filter became five times as fast
(measured, jax 0.10.2).

The marks are attributes of a call: `inlineable` keeps it a call, and `xla_cpu_small_call` is how
XLA marks a loop that it takes for small. It does so only where all operations are of a sort that
such a function can hold, which here is looked up before marking. Where the marks mean nothing,
in another version or on another device, the numbers are the same and only the speed is lost.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import jax
from jax.experimental.xla_metadata import set_xla_metadata

import noroshi.arrays  # noqa: F401  (float64)

P = ParamSpec("P")
R = TypeVar("R")

_NAMES = """
abs acos acosh add add_any and asin asinh atan atan2 atanh broadcast_in_dim cbrt ceil clamp
closed_call concatenate cond convert_element_type copy copy_p cos cosh custom_jvp_call
custom_vjp_call div dynamic_slice dynamic_update_slice eq erf exp exp2 expand_dims expm1 floor
gather ge gt integer_pow iota is_finite jit le log log1p logistic lt max min mul ne neg not or pad
pjit pow reduce_and reduce_max reduce_min reduce_or reduce_sum rem reshape rev round rsqrt scan
select_n sign sin sinh slice split sqrt square squeeze stack stop_gradient sub tan tanh transpose
while xor
"""
_PLAIN = frozenset(_NAMES.split())
"""Operations that one function can hold: no libraries (matrix products), no scatter, no sort."""


def stage(function: Callable[P, R], static: tuple[int, ...] = ()) -> Callable[P, R]:
    """The function, apart from what calls it; arrays and tuples of arrays in and out.

    Return by tuples whatever is used more than once afterwards. `static`: positions of arguments
    that are not arrays.
    """
    apart = jax.jit(_unmarked(function), static_argnums=static)

    @wraps(function)
    def marked(*arguments: Any) -> Any:
        with _marks(inlineable="false"):
            return apart(*arguments)

    return marked  # type: ignore[return-value]


def kernel(function: Callable[P, R], static: tuple[int, ...] = ()) -> Callable[P, R]:
    """The function as one compiled function, if all that it does is plain arithmetic.

    To be called where JAX traces, with arguments as for `stage`.
    """
    whole = jax.jit(_unmarked(function), static_argnums=static)

    @wraps(function)
    def marked(*arguments: Any) -> Any:
        plain = _PLAIN.issuperset(_operations(whole.trace(*arguments).jaxpr.jaxpr))
        with _marks(inlineable="false", xla_cpu_small_call="true" if plain else None):
            return whole(*arguments)

    return marked  # type: ignore[return-value]


def _unmarked(function: Callable[..., R]) -> Callable[..., R]:
    """The function without its caller's marks, which else go to every operation in it.

    Within loops they still do; there they change nothing.
    """

    @wraps(function)
    def clean(*arguments: Any) -> R:
        with _marks(inlineable=None, xla_cpu_small_call=None):
            return function(*arguments)

    return clean


def _marks(**marks: str | None) -> Any:
    return set_xla_metadata(**marks)  # type: ignore[no-untyped-call]


def _operations(jaxpr: Any) -> Iterator[str]:
    """Names of all operations, with those of inner functions."""
    for equation in jaxpr.eqns:
        yield equation.primitive.name
        for inner in jax.tree.leaves(
            list(equation.params.values()), is_leaf=lambda x: hasattr(x, "jaxpr")
        ):
            inner = getattr(inner, "jaxpr", inner)
            if hasattr(inner, "eqns"):
                yield from _operations(inner)
