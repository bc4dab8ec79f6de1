"""Where catalogues lie: the ones used last, and places that are asking for trouble."""

import json
import os
from types import SimpleNamespace

import psutil
import pytest

from shelftag.catalog import places


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("SHELFTAG_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def made(tmp_path):
    """Makes folders that look like catalogues."""

    def make(name: str):
        (tmp_path / name).mkdir()
        (tmp_path / name / "catalog.db").touch()
        return tmp_path / name

    return make


class TestRecentCatalogues:
    def test_there_are_none_at_first(self, home):
        assert places.recent_catalogs() == []

    def test_the_latest_comes_first_and_each_only_once(self, home, made):
        first, second = made("first"), made("second")
        for folder in (first, second, first):
            places.remember_catalog(folder)
        assert places.recent_catalogs() == [first, second]

    def test_those_that_are_gone_are_left_out(self, home, made):
        first, second = made("first"), made("second")
        places.remember_catalog(first)
        places.remember_catalog(second)
        (second / "catalog.db").unlink()
        assert places.recent_catalogs() == [first]

    def test_ten_are_kept(self, home, made):
        folders = [made(f"shop {number}") for number in range(12)]
        for folder in folders:
            places.remember_catalog(folder)
        assert places.recent_catalogs() == folders[:1:-1]

    @pytest.mark.parametrize("text", ["", "no json", "{}", "[1, null]", '{"a": 1}', "\udcff"])
    def test_a_damaged_list_counts_as_empty(self, home, made, text):
        places.home().joinpath("recent.json").write_bytes(text.encode("utf-8", "surrogateescape"))
        assert places.recent_catalogs() == []
        places.remember_catalog(made("shop"))
        assert len(places.recent_catalogs()) == 1

    def test_names_in_any_script_and_no_script_at_all(self, home, made, tmp_path):
        chinese = made("我的店铺")
        places.remember_catalog(chinese)
        odd = tmp_path / os.fsdecode(b"caf\xe9")
        try:
            odd.mkdir()
        except OSError:
            pytest.skip("this file system takes only UTF-8 names")
        (odd / "catalog.db").touch()
        places.remember_catalog(odd)
        assert places.recent_catalogs() == [odd, chinese]
        json.loads((home / "recent.json").read_text("utf-8"))

    def test_a_first_catalogue_is_suggested_below_the_home_of_the_override(self, home):
        assert places.default_catalog().parent == home


class TestRiskyPlaces:
    @pytest.fixture(autouse=True)
    def mounts(self, monkeypatch):
        def mount(*rows):
            parts = [
                SimpleNamespace(mountpoint=point, fstype=kind, opts=options)
                for point, kind, options in rows
            ]
            monkeypatch.setattr(psutil, "disk_partitions", lambda all=False: parts)

        mount(("/", "ext4", "rw,errors=remount-ro"))
        return mount

    def test_a_folder_on_this_computer_is_safe(self, tmp_path):
        assert places.risky_place(tmp_path) is None

    @pytest.mark.parametrize(
        "name",
        ["OneDrive", "OneDrive - My Shop Ltd", "Dropbox", "iCloud Drive", "Nextcloud", "坚果云",
         "我的坚果云", "Nutstore Files", "Google Drive", "ONEDRIVE"],
    )  # fmt: skip
    def test_a_synchronised_folder_is_not(self, tmp_path, name):
        warning = places.risky_place(tmp_path / name / "shop")
        assert warning == "catalog.on_synchronised_folder"

    @pytest.mark.parametrize("kind", ["nfs4", "cifs", "CIFS", "smbfs", "fuse.sshfs"])
    def test_neither_is_a_network_drive(self, tmp_path, mounts, kind):
        mounts(("/", "ext4", "rw"), (str(tmp_path / "share"), kind, "rw"))
        assert places.risky_place(tmp_path / "share" / "shop") == "catalog.on_network_drive"
        assert places.risky_place(tmp_path / "share2") is None

    def test_a_mapped_drive_of_windows_is_one(self, tmp_path, mounts):
        mounts((str(tmp_path), "NTFS", "rw,remote"))
        assert places.risky_place(tmp_path / "shop") == "catalog.on_network_drive"

    def test_a_local_disk_mounted_inside_a_share_is_safe(self, tmp_path, mounts):
        mounts((str(tmp_path), "nfs4", "rw"), (str(tmp_path / "disk"), "ext4", "rw"))
        assert places.risky_place(tmp_path / "disk" / "shop") is None
