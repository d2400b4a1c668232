"""What opening a file from elsewhere promises: nothing outside its folder, nothing without bounds."""

import os
import stat
import struct
import zipfile

import pytest
from foreign import FACE, HABITS, zipped

from palsy_kit.errors import InputError
from palsy_kit.exchange import packing
from palsy_kit.exchange.packing import opened


def inside(path):
    with opened(path) as folder:
        return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


@pytest.fixture
def zip_of(tmp_path):
    """Write a zip of names and texts, and return where."""

    def write(files):
        path = tmp_path / "given" / "some.zip"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zipped(files))
        return path

    return write


def test_a_zip_is_unpacked_to_a_passing_folder_that_is_gone_afterwards(zip_of):
    with opened(zip_of({"a.csv": "1", "b/c.csv": "2"})) as folder:
        assert (folder / "b" / "c.csv").read_text("utf-8") == "2"

    assert not folder.exists()


@pytest.mark.parametrize(
    "name",
    [
        "../out.csv",
        "a/../../out.csv",
        "/tmp/out.csv",
        "..\\out.csv",
        "C:\\out.csv",
        "C:out.csv",
        "\\\\share\\out.csv",
        "a\nb.csv",
        "\x1b[2Jout.csv",
        "..",
        "/",
    ],
)
def test_one_name_that_leads_out_refuses_the_whole_zip(zip_of, tmp_path, name):
    path = zip_of({"good.csv": "1", name: "2"})
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(InputError, match="would lie outside its folder") as refusal:
        inside(path)

    assert str(refusal.value).isprintable()
    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_in_a_zip_is_read_as_the_text_that_it_is_and_leads_nowhere(tmp_path):
    path, secret = tmp_path / "links.zip", tmp_path / "secret.csv"
    secret.write_text("secret", "utf-8")
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, str(secret))

    with opened(path) as folder:
        assert not (folder / "link.csv").is_symlink()
        assert (folder / "link.csv").read_text("utf-8") == str(secret)


def test_only_files_that_an_import_can_use_are_unpacked(zip_of):
    given = {"a.csv": "", "b.JSON": "", "run.py": "", "c.exe": "", "__MACOSX/a.csv": "", "d": ""}

    assert inside(zip_of(given)) == ["a.csv", "b.JSON"]


def test_a_folder_around_everything_is_stepped_into(zip_of):
    assert inside(zip_of({"Loop/Habits.csv": HABITS, "Loop/001 Face exercises/Checkmarks.csv": FACE})) == [
        "001 Face exercises/Checkmarks.csv",
        "Habits.csv",
    ]


def test_a_zip_that_unpacks_to_too_much_is_refused_before_anything_is_written(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros.csv", "w") as member:
        for _ in range(65):
            member.write(bytes(2**20))
    assert path.stat().st_size < 2**20

    with pytest.raises(InputError, match=r"too large to be an export of practice: 65 MB"):
        inside(path)


def test_a_zip_that_lies_about_its_sizes_gives_no_more_than_it_says(tmp_path, monkeypatch):
    path = tmp_path / "liar.zip"
    path.write_bytes(zipped({"a.csv": "x" * 5000}))
    said, true = struct.pack("<L", 10), struct.pack("<L", 5000)
    path.write_bytes(path.read_bytes().replace(true, said))

    with pytest.raises(InputError, match="damaged"):
        inside(path)


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packing, "MAX_FILES", 3)
    (tmp_path / "many.zip").write_bytes(zipped({f"{number}.csv": "" for number in range(4)}))
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.csv").touch()

    for path in (tmp_path / "many.zip", folder):
        with pytest.raises(InputError, match="more than 3 files"):
            inside(path)


def test_two_members_of_one_name_are_refused_also_where_only_capitals_differ(zip_of):
    with pytest.raises(InputError, match="two files of one name"):
        inside(zip_of({"a.csv": "1", "A.csv": "2"}))


@pytest.mark.parametrize("as_folder", [False, True])
def test_a_file_of_five_gigabytes_is_refused_unread(tmp_path, as_folder):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(5 * 2**30)

    with pytest.raises(InputError, match=r"5,120 MB, and we read at most 64 MB"):
        inside(tmp_path if as_folder else path)


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("nowhere")])
def test_what_is_no_ordinary_file_is_refused_and_not_waited_for(tmp_path, make):
    make(tmp_path / "odd.csv")

    with pytest.raises(InputError, match=r"not an ordinary file|cannot be read"):
        inside(tmp_path)


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(InputError, match=r"nowhere.zip cannot be read: No such file"):
        inside(tmp_path / "nowhere.zip")


def test_a_zip_with_a_password_is_refused(tmp_path):
    data = bytearray(zipped({"a.csv": "1"}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1  # the mark of a member that is encrypted
    (tmp_path / "closed.zip").write_bytes(data)

    with pytest.raises(InputError, match="not a zip as we read it"):
        inside(tmp_path / "closed.zip")
