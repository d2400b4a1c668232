"""Every table equals the slow reference, whatever the study and the choices.

An ordinary run tries 60 studies. PALSY_KIT_FUZZ=1000 tries so many.
"""

import os
from math import isnan

import pandas as pd
from adherence.oracle import records, reference
from adherence.studies import fuzzed_options, fuzzed_studies
from hypothesis import HealthCheck, Phase, given, settings

from palsy_kit.adherence import adherence

N_STUDIES = int(os.environ.get("PALSY_KIT_FUZZ", "60"))


def same(ours, theirs):
    if isinstance(theirs, float) and isnan(theirs):
        return ours is None
    if isinstance(theirs, float | int) and not isinstance(theirs, bool):
        return ours is not None and abs(float(ours) - theirs) <= 1e-9 * max(1.0, abs(theirs))
    return ours == theirs


def differences(table, ours, theirs):
    if len(ours) != len(theirs):
        return [f"{table}: {len(ours)} rows, the reference has {len(theirs)}"]
    found = []
    for number, (row, expected) in enumerate(zip(ours, theirs, strict=True)):
        if set(row) != set(expected):
            found.append(f"{table}: columns differ: {set(row) ^ set(expected)}")
        found += [
            f"{table}[{number}] {row.get('participant_id')} {name}: {row.get(name)!r}, the reference has {value!r}"
            for name, value in expected.items()
            if not same(row.get(name), value)
        ]
    return found


@given(study=fuzzed_studies(), options=fuzzed_options())
# The message names the first cells that differ, and the title of the study brings it back.
@settings(
    max_examples=N_STUDIES,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
    print_blob=True,
)
def test_every_table_equals_the_slow_reference(study, options):
    result = adherence(study, options)
    expected = reference(study, options)
    found = [
        line for name, rows in expected.items() for line in differences(name, records(getattr(result, name)), rows)
    ]
    assert not found, "\n".join(found[:20])


def test_the_comparison_sees_a_difference():
    frame = pd.DataFrame({"participant_id": ["p"], "ratio": [0.5]})
    assert differences("summary", records(frame), [{"participant_id": "p", "ratio": 0.25}])
    assert not differences("summary", records(frame), [{"participant_id": "p", "ratio": 0.5}])
