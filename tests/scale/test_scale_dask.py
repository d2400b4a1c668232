"""The engine Dask: the same files, and a worker that dies costs its block a second try."""

from functools import partial

import pytest
from distributed import LocalCluster
from scale.folders import Deadly, content, frames, spoil, write_parts
from scale.test_scale_run import HERE, OPTIONS

from palsy_kit.errors import InputError, RunError
from palsy_kit.scale import Plan, adherence_of_folder, run
from palsy_kit.scale.engines import run_on_dask


@pytest.fixture(scope="module")
def cluster():
    """Two workers on this machine."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster


@pytest.fixture
def scheduler(cluster):
    return cluster.scheduler_address


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return write_parts(tmp_path_factory.mktemp("parts"), frames())


def test_the_files_are_the_same_byte_for_byte_though_a_worker_is_killed_on_the_way(
    parts, scheduler, tmp_path, monkeypatch
):
    adherence_of_folder(parts, tmp_path / "local", OPTIONS, HERE)
    grave = tmp_path / "grave"
    monkeypatch.setattr(run, "run_on_dask", lambda job, *more: run_on_dask(Deadly(job, "part-01", grave), *more))

    adherence_of_folder(parts, tmp_path / "dask", OPTIONS, Plan(engine="dask", scheduler=scheduler))

    assert grave.exists()
    assert content(tmp_path / "dask") == content(tmp_path / "local")


def test_a_corrupt_block_is_named_and_the_others_are_kept(scheduler, tmp_path):
    folder = write_parts(tmp_path / "study", frames())
    spoil(folder / "sessions" / "part-01.parquet")

    with pytest.raises(RunError, match=r"block part-01: .* cannot be read: .* 2 of 3 blocks of this run are finished"):
        adherence_of_folder(folder, tmp_path / "out", OPTIONS, Plan(engine="dask", scheduler=scheduler))


def test_an_address_at_which_nobody_answers_is_refused(parts, tmp_path, monkeypatch):
    monkeypatch.setattr("palsy_kit.scale.engines.ANSWER_WITHIN", "1s")

    with pytest.raises(InputError, match=r"No Dask scheduler answers at 'tcp://127.0.0.1:9'.*Give an address such as"):
        adherence_of_folder(parts, tmp_path, OPTIONS, Plan(engine="dask", scheduler="tcp://127.0.0.1:9"))


def test_a_block_over_which_its_workers_die_is_named_and_the_others_are_kept(
    parts, cluster, scheduler, tmp_path, monkeypatch
):
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)
    deadly = partial(Deadly, block="part-02", grave=tmp_path / "grave", once=False)
    monkeypatch.setattr(run, "run_on_dask", lambda job, *more: run_on_dask(deadly(job), *more))

    # Dask cannot tell which of the blocks on a worker it died over: any of them may be named.
    with pytest.raises(
        RunError, match=r"workers died over the block part-0\d\. .* of 3 blocks .* are finished and kept"
    ):
        adherence_of_folder(parts, tmp_path / "out", OPTIONS, Plan(engine="dask", scheduler=scheduler))
    assert not (tmp_path / "out" / "summary.parquet").exists()
