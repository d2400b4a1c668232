"""Which files and folders the practice log opens, and how it refuses the others without touching them."""

import json
import os
import random
import shutil
import sqlite3
import stat
import tempfile
from pathlib import Path

import pytest
from practice import a_check_in, a_prescription, a_session
from stores.make import facts

from palsy_kit.errors import InputError, StoreError
from palsy_kit.store import PracticeLog, data_folder
from palsy_kit.store.opening import prepare
from palsy_kit.store.place import network_type, refuse_network_folder
from palsy_kit.store.schema import APPLICATION_ID, MIGRATIONS, Migration

STORES = Path(__file__).parent / "stores"
CHANGES = [
    *MIGRATIONS,
    Migration("places", ("ALTER TABLE events ADD COLUMN place TEXT", "CREATE TABLE places (id TEXT)")),
]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "log.sqlite3"


@pytest.fixture
def filled(path):
    log = PracticeLog.open(path)
    log.add_all([a_session(1), a_check_in(), a_prescription()])
    return path


def _everything(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _refused(path, match):
    before = _everything(path.parent)
    with pytest.raises(StoreError, match=match) as refusal:
        PracticeLog.open(path)
    assert _everything(path.parent) == before
    return str(refusal.value)


def test_the_folder_is_the_one_that_the_environment_names():
    assert data_folder({"PALSY_KIT_HOME": "/somewhere/mine"}) == Path("/somewhere/mine")
    assert data_folder({"PALSY_KIT_HOME": "~/mine"}) == Path.home() / "mine"


def test_without_a_name_the_folder_is_in_the_persons_home():
    assert data_folder({}) == data_folder({"PALSY_KIT_HOME": ""})
    assert data_folder({}).is_relative_to(Path.home())
    assert data_folder({}).name == "palsy_kit"


def test_a_folder_that_depends_on_where_one_stands_is_refused():
    with pytest.raises(InputError, match="PALSY_KIT_HOME='data' is not a full path"):
        data_folder({"PALSY_KIT_HOME": "data"})


def test_without_a_path_the_log_lies_in_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PALSY_KIT_HOME", str(tmp_path / "a new folder" / "mine"))
    assert PracticeLog.open().path == tmp_path / "a new folder" / "mine" / "practice_log.sqlite3"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_only_the_person_may_read_a_new_log_and_its_folder(tmp_path):
    log = PracticeLog.open(tmp_path / "mine" / "log.sqlite3")
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.path.parent.stat().st_mode) == 0o700


def test_a_name_with_any_character_is_just_a_name(tmp_path):
    log = PracticeLog.open(tmp_path / "100% ?mode=memory#é [x].sqlite3")
    log.add(a_session())
    assert [file.name for file in tmp_path.iterdir()] == ["100% ?mode=memory#é [x].sqlite3"]


def test_an_opened_log_leaves_one_file(filled):
    assert [file.name for file in filled.parent.iterdir()] == ["log.sqlite3"]


def test_a_log_that_another_program_put_into_wal_mode_goes_back_to_one_file(filled):
    connection = sqlite3.connect(filled)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    assert filled.read_bytes()[18:20] == b"\x02\x02"
    PracticeLog.open(filled)
    assert filled.read_bytes()[18:20] == b"\x01\x01"
    assert [file.name for file in filled.parent.iterdir()] == ["log.sqlite3"]


@pytest.mark.parametrize("store", sorted(STORES.glob("version_*.sqlite3")), ids=lambda path: path.stem)
def test_a_file_of_every_version_opens_and_keeps_its_rows(store, path):
    shutil.copyfile(store, path)
    lines = store.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    log = PracticeLog.open(path)
    assert [facts(event) for event in log.events()] == [json.loads(line) for line in lines]
    assert len(log.sessions()) == 13
    assert log.add_session(a_session(99)) is True


def test_there_is_a_file_of_every_version():
    assert {store.stem for store in STORES.glob("*.sqlite3")} == {f"version_{n}" for n in range(1, len(MIGRATIONS) + 1)}


def test_a_migration_keeps_a_copy_of_the_file_as_it_was(filled):
    before = PracticeLog(filled).events()
    prepare(filled, (*CHANGES,))
    with sqlite3.connect(filled) as connection:
        assert connection.execute("SELECT count(*), count(place) FROM events").fetchone() == (3, 0)
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)
    connection.close()
    (copy,) = (filled.parent / "backups").iterdir()
    assert copy.name.startswith("log-version-1-")
    assert PracticeLog.open(copy).events() == before


def test_a_failing_migration_leaves_the_file_at_its_version_and_names_the_step(filled):
    broken = Migration("broken places", ("CREATE TABLE places (id TEXT)", "INSERT INTO nowhere VALUES (1)"))
    before = filled.read_bytes()
    for _ in range(2):
        with pytest.raises(StoreError, match=r"stays at version 1, whole, because step 2 \(broken places\).*nowhere"):
            prepare(filled, (*MIGRATIONS, broken))
    assert filled.read_bytes() == before
    assert len(list((filled.parent / "backups").iterdir())) == 1
    assert PracticeLog.open(filled).sessions() == (a_session(),)


def test_each_step_of_a_migration_stands_by_itself(filled):
    broken = Migration("broken", ("SELECT * FROM nowhere",))
    with pytest.raises(StoreError, match="stays at version 2"):
        prepare(filled, (*CHANGES, broken))
    prepare(filled, (*CHANGES,))


def test_a_file_from_a_newer_version_is_refused_with_both_versions(filled):
    prepare(filled, (*CHANGES,))
    message = _refused(filled, "newer palsy_kit")
    assert f"has version {len(MIGRATIONS) + 1}, this palsy_kit knows up to {len(MIGRATIONS)}" in message
    assert "Update palsy_kit" in message


def test_a_log_that_a_newer_palsy_kit_migrated_in_the_meantime_is_left_alone(filled):
    log = PracticeLog.open(filled)
    prepare(filled, (*CHANGES,))
    for use in (log.sessions, lambda: log.add(a_session(2))):
        with pytest.raises(StoreError, match="newer palsy_kit"):
            use()


def test_another_applications_database_is_refused_and_not_touched(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (a)")
    connection.commit()
    connection.close()
    assert "palsy-kit doctor" in _refused(path, "another application")


@pytest.mark.parametrize("content", [b"a", b"not a database " * 400, b"SQLite format 3\x00 and then nothing"])
def test_what_is_no_database_is_refused_and_not_touched(path, content):
    path.write_bytes(content)
    assert "palsy-kit doctor" in _refused(path, "damaged, or not a practice log")


def test_an_empty_file_becomes_a_log(path):
    path.touch()
    assert PracticeLog.open(path).add_session(a_session()) is True


def test_a_file_cut_short_is_refused_and_not_touched(filled):
    filled.write_bytes(filled.read_bytes()[:5000])
    assert "palsy-kit doctor" in _refused(filled, "is damaged")


def test_a_log_that_vanished_while_its_copies_are_there_is_not_begun_anew(filled):
    copy = PracticeLog.open(filled).back_up(now=a_session().logged_at)
    filled.write_bytes(b"")
    message = _refused(filled, "is empty, yet there are copies")
    assert copy.name in message
    shutil.copyfile(copy, filled)
    assert PracticeLog.open(filled).sessions() == (a_session(),)


def _read_all(path):
    log = PracticeLog.open(path)
    return log.events(), log.sessions(), log.check_ins(), log.prescriptions()


@pytest.mark.parametrize("n_bytes", [1, 8, 200])
def test_flipped_bytes_end_in_an_error_with_words_or_in_what_was_written(tmp_path, n_bytes):
    whole = tmp_path / "whole.sqlite3"
    PracticeLog.open(whole).add_all([*map(a_session, range(1, 60)), *map(a_check_in, range(1, 30)), a_prescription()])
    content, expected = whole.read_bytes(), _read_all(whole)
    chance = random.Random(n_bytes)
    refused = 0
    for attempt in range(60):
        damaged = bytearray(content)
        for _ in range(n_bytes):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        path = tmp_path / f"damaged {attempt}.sqlite3"
        path.write_bytes(damaged)
        try:
            found = _read_all(path)
        except StoreError as error:
            assert str(path) in str(error) or "event " in str(error)  # noqa: PT017 (an error is one of two good ends)
            refused += 1
        else:
            assert found == expected
    assert refused > 30


@pytest.fixture
def bound_by_permissions():
    """A folder whose rights bind this process: an administrator's process gives up its rights for the test."""
    if os.name == "nt":
        pytest.skip("Windows has other rights")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    administrator = os.geteuid() == 0
    if administrator:
        os.setresuid(65534, 65534, 0)
    try:
        yield folder
    finally:
        if administrator:
            os.setresuid(0, 0, 0)
        for place in (folder, *folder.rglob("*")):
            place.chmod(0o700)
        shutil.rmtree(folder)


@pytest.mark.parametrize("protected", ["folder", "file"])
def test_what_may_not_be_written_is_refused_with_its_path_and_a_way_out(bound_by_permissions, protected):
    path = bound_by_permissions / "mine" / "log.sqlite3"
    PracticeLog.open(path).add(a_session())
    (path if protected == "file" else path.parent).chmod(0o400 if protected == "file" else 0o500)
    message = _refused(path, "log.sqlite3 may not be written")
    assert str(path) in message
    assert "PALSY_KIT_HOME" in message


def test_a_folder_that_may_not_be_written_gets_no_file(bound_by_permissions):
    (bound_by_permissions / "theirs").mkdir(mode=0o500)
    _refused(bound_by_permissions / "theirs" / "log.sqlite3", "is not there, and its folder may not be written")
    _refused(bound_by_permissions / "theirs" / "mine" / "log.sqlite3", "may not be written")
    assert list((bound_by_permissions / "theirs").iterdir()) == []


def test_a_log_whose_rights_are_taken_away_says_so_and_stays_whole(bound_by_permissions):
    log = PracticeLog.open(bound_by_permissions / "mine" / "log.sqlite3")
    log.add(a_session())
    log.path.parent.chmod(0o500)
    before = log.path.read_bytes()
    with pytest.raises(StoreError, match="may not be written"):
        log.add(a_session(2))
    assert log.path.read_bytes() == before
    assert log.sessions() == (a_session(),)


def test_a_file_where_the_folder_should_be_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="The practice log needs an ordinary folder"):
        PracticeLog.open(tmp_path / "file" / "log.sqlite3")


def test_a_folder_where_the_file_should_be_is_named(tmp_path):
    with pytest.raises(StoreError, match="The practice log needs an ordinary folder"):
        PracticeLog.open(tmp_path)


MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:25 / /home rw,relatime - nfs4 server:/home rw
31 30 0:26 / /home/a/local\\040disk rw - ext4 /dev/vdb rw
32 22 0:27 / /cloud rw - fuse.sshfs me@there: rw
33 22 0:28 / /gone rw - nfs server:/gone rw
34 33 0:29 / /gone rw - tmpfs tmpfs rw
35 22 0:30 / /data rw - fuseblk /dev/sdb1 rw
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/a/.local/share/log", "nfs4"),
        ("/cloud/log", "fuse.sshfs"),
        ("/home/a/local disk/log", None),
        ("/homework/log", None),
        ("/gone/log", None),
        ("/data/log", None),
    ],
)
def test_a_network_file_system_is_known_by_the_mount_that_lies_on_top(path, expected):
    assert network_type(Path(path), MOUNTS) == expected


def test_where_nothing_is_known_nothing_is_refused():
    assert network_type(Path("/anywhere"), "") is None
    assert network_type(Path("/anywhere"), "not a line of mounts\n") is None


def test_a_network_folder_is_refused_with_a_word_why(tmp_path, monkeypatch):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"30 22 0:25 / {tmp_path} rw - cifs //server/share rw\n")
    monkeypatch.setattr("palsy_kit.store.place._MOUNTS", mounts)
    with pytest.raises(StoreError, match=r"is a network folder \(cifs\).*two notebooks.*PALSY_KIT_HOME"):
        PracticeLog.open(tmp_path / "new" / "log.sqlite3")
    assert not (tmp_path / "new").exists()


def test_a_windows_share_is_a_network_folder():
    with pytest.raises(StoreError, match=r"network folder \(share\)"):
        refuse_network_folder(Path(r"\\server\share\log.sqlite3"))


def test_the_marks_of_the_file_are_fixed(filled):
    with sqlite3.connect(filled) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,) == (0x50414C53,)
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()
