"""Print what was measured: one JSON object a line, for people and for a comparison of two runs."""

import json
import os
import platform
import sys


def print_figure(
    benchmark: str,
    case: str,
    *,
    unit: str,
    ours: float,
    floor: float | None = None,
    peer: float | None = None,
    budget: float | None = None,
    **details: object,
) -> bool:
    """Print one figure and return whether it is within its budget (at most that much of the unit).

    `floor` is the least that any program could need here, `peer` what another one needs: both of the same run.
    """
    holds = budget is None or ours <= budget
    line = {
        "benchmark": benchmark,
        "case": case,
        "unit": unit,
        "ours": round(ours, 4),
        "floor": None if floor is None else round(floor, 4),
        "peer": None if peer is None else round(peer, 4),
        "budget": budget,
        "holds": holds,
        **details,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }
    print(json.dumps(line), flush=True)
    if not holds:
        print(
            f"{benchmark}, {case}: {ours:.2f} {unit} is over the budget of {budget} {unit}.", file=sys.stderr
        )
    return holds
