"""Run one function over blocks: here, on all cores of this machine, or on Dask. Results come as they are finished."""

import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from multiprocessing import resource_tracker

from palsy_kit.errors import ExtraError, InputError, RunError
from palsy_kit.scale.layout import Block
from palsy_kit.scale.work import Outcome

Run = Callable[[Block], Outcome]

ANSWER_WITHIN = "10s"
"""So long a Dask scheduler may take to answer."""

TRIES = 2
"""A block whose worker died is tried once more."""


def run_here(run: Run, blocks: Sequence[Block]) -> Iterator[Outcome]:
    """One block after the other, in this process."""
    return map(run, blocks)


def run_on_cores(run: Run, blocks: Sequence[Block], workers: int) -> Iterator[Outcome]:
    """Each worker a process; a process that dies costs the blocks under way a second try.

    Raises
    ------
    RunError
        If a process dies in the second try too.
    """
    left = {block.name: block for block in blocks}
    for attempt in range(1, TRIES + 1):
        # Not forked: threads of Arrow may be at work. Ctrl+C is for this process alone, so that no block is cut off.
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts)
        with _interrupts_wait():
            futures: dict[Future[Outcome], str] = {pool.submit(run, block): name for name, block in left.items()}
        try:
            for future in as_completed(futures):
                outcome = future.result()
                del left[outcome.block]
                yield outcome
        except BrokenProcessPool as error:
            if attempt == TRIES:
                raise RunError(
                    f"a worker process died twice while one of these blocks was under way: {_some(list(left))}. "
                    "Most often the memory was full: give fewer workers"
                ) from error
        else:
            return
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Hold Ctrl+C back while processes are started: they inherit that, and none of them tells how it was cut off."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # else it is started with them, and lets Ctrl+C through again when it is
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")  # noqa: PLR2004 (as above)


def run_on_dask(run: Run, blocks: Sequence[Block], scheduler: str | None, workers: int) -> Iterator[Outcome]:
    """On a Dask cluster of one's own, by the address of its scheduler, or on one on this machine.

    A block whose worker dies goes to another one.

    Raises
    ------
    ExtraError
        If dask.distributed is not installed.
    InputError
        If nobody answers at the address.
    RunError
        If workers die over one block as often as the scheduler allows (``distributed.scheduler.allowed-failures``).
    """
    try:
        from distributed import Client, KilledWorker, LocalCluster  # noqa: PLC0415 (an extra)
        from distributed import as_completed as as_finished  # noqa: PLC0415 (the same)
    except ImportError as error:
        raise ExtraError(
            "The engine 'dask' needs the package distributed, which comes with the extra 'scale': "
            "pip install -e '.[scale]' in palsy_kit's folder."
        ) from error
    with ExitStack() as stack:
        if scheduler is None:
            with _interrupts_wait():
                # What goes wrong is told by the outcome of a block; Dask warns of each block that Ctrl+C cut off.
                quiet = logging.CRITICAL
                cluster = LocalCluster(
                    n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=quiet
                )
            scheduler = stack.enter_context(cluster).scheduler_address
        try:
            client = stack.enter_context(Client(scheduler, timeout=ANSWER_WITHIN))
        except (OSError, ValueError) as error:
            raise InputError(
                f"No Dask scheduler answers at {scheduler!r}: {error}. Give an address such as tcp://10.0.0.1:8786."
            ) from error
        futures = client.map(run, blocks, key=[f"palsy-kit {block.name}" for block in blocks], pure=False)
        for future in as_finished(futures):
            try:
                yield future.result()
            except KilledWorker as error:
                raise RunError(
                    f"Dask workers died over the block {future.key.split()[-1]}. Most often their memory was full: "
                    "give each more of it, or fewer threads"
                ) from error


def n_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
