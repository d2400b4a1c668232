"""Random practice logs as they come to be: records of every kind, and corrections of some of them."""

from contextlib import suppress

from hypothesis import strategies as st
from practice import decisions, holds, prescriptions, recorded_check_ins, records
from strategies import performed_sessions

from palsy_kit.errors import StoreError

corrected = st.one_of(
    st.tuples(performed_sessions(), performed_sessions()).map(
        lambda pair: (pair[0], pair[1].model_copy(update={"session_id": pair[0].session_id}))
    ),
    st.tuples(recorded_check_ins(), recorded_check_ins()),
    st.tuples(prescriptions(), prescriptions()),
    st.tuples(holds(), holds()),
    st.tuples(decisions, decisions),
)
single = st.tuples(records)
steps = st.lists(corrected | single, min_size=1, max_size=6)
"""What was added, and for some of it what it was corrected to."""


def fill(log, steps):
    """Write steps to a log and return it; a step that the log refuses, as it should, is left out."""
    for first, *later in steps:
        with suppress(StoreError):
            event_id = log.add(first)
            for record in later:
                log.correct(event_id, record)
    return log
