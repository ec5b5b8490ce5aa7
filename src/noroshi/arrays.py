"""JAX in float64, and the compilation cache: imported before any kernel is traced."""

import jax

jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call]
