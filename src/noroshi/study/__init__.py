"""Many assessments: comparisons, sweeps, losses."""
