"""Model versions: rolled back, deleted, installed again, and from shops with another tree."""

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner

from learning.small_shop import finish, open_shop
from shelftag.catalog import operations, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Category, ModelVersion, Product
from shelftag.catalog.tree import read_tree
from shelftag.cli.app import app
from shelftag.learning import class_maps, tagging, version_removal, versions
from shelftag.learning.review.desk import LEARNED_UNTIL, open_desk
from shelftag.learning.scoring import Scorer
from shelftag.learning.workbench import Workbench
from shelftag_api.bundle import BundleCategory, read_bundle
from shelftag_api.encoder import read_encoder
from shelftag_api.errors import ShelftagError


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    """A shop with the starter active, and a head as a candidate."""
    folder = tmp_path_factory.mktemp("versions")
    with Catalog.create(folder / "shop") as catalog:
        bench = open_shop(catalog, folder / "photos", count=4)
        with catalog.database.read() as session:
            everyone = tagging.untagged(session)
        finish(tagging.tag(bench, bench.active_version(), everyone))
        add_head(catalog)
    return folder / "shop"


@pytest.fixture
def catalog(template, tmp_path) -> Iterator[Catalog]:
    shutil.copytree(template, tmp_path / "shop")
    with Catalog.open(tmp_path / "shop") as catalog:
        yield catalog


def bundle(catalog: Catalog, folder: Path, **changes) -> Path:
    """Writes a bundle that is the starter's but for some changes."""
    shutil.copytree(catalog.heads / str(versions.starter(catalog).uuid), folder)
    manifest = read_bundle(folder)
    dataclasses.replace(manifest, **{"id": uuid4(), "name": "head"} | changes).write(folder)
    return folder


def add_head(catalog: Catalog, **changes) -> int:
    return versions.install(
        catalog, bundle(catalog, catalog.folder / f"new-{uuid4()}", **changes), None
    )


def add_encoder(catalog: Catalog) -> tuple[int, str]:
    """Installs a version that brings an encoder of its own along."""
    own = catalog.folder / f"encoder-{uuid4()}"
    shutil.copytree(catalog.encoders / versions.starter(catalog).encoder_sha256, own)
    manifest = dataclasses.replace(read_encoder(own), name="fine-tuned here")
    manifest.write(own)
    folder = bundle(catalog, catalog.folder / f"deep-{uuid4()}", name="finetune",
                    encoder=manifest.id)  # fmt: skip
    return versions.install(catalog, folder, own), manifest.id


def refused(catalog: Catalog, version_id: int) -> str:
    with pytest.raises(ShelftagError) as caught:
        version_removal.delete(catalog, version_id)
    return caught.value.message_id


def numbers(catalog: Catalog) -> list[int]:
    return [row.number for row in versions.list_versions(catalog)]


class TestRollingBack:
    def test_the_run_that_made_a_version_active_is_taken_back(self, catalog):
        bench = Workbench(catalog)
        head = versions.by_number(catalog, 1)
        result = finish(tagging.activate(bench, head.id))
        with catalog.database.read() as session:
            step = versions.previous(session)
        assert step == (result.operation_id, 0)
        operations.undo(catalog.database, result.operation_id)
        assert bench.active_version().number == 0

    def test_the_first_version_has_none_before_it(self, catalog):
        with catalog.database.read() as session:
            assert versions.previous(session) is None

    def test_a_version_that_was_deleted_is_not_gone_back_to(self, catalog):
        bench = Workbench(catalog)
        other = add_head(catalog)
        first = versions.by_number(catalog, 1).id
        finish(tagging.activate(bench, first))
        finish(tagging.activate(bench, other))
        version_removal.delete(catalog, first)
        with catalog.database.read() as session:
            assert versions.previous(session) is None


class TestDeleting:
    def test_a_version_goes_with_its_files_and_what_it_said_stays(self, catalog):
        head = versions.by_number(catalog, 1)
        bench = Workbench(catalog)
        run = finish(tagging.activate(bench, head.id))
        operations.undo(catalog.database, run.operation_id)
        assert version_removal.delete(catalog, head.id) == 1
        assert not (catalog.heads / str(head.uuid)).exists()
        assert (catalog.encoders / head.encoder_sha256).is_dir()
        assert numbers(catalog) == [0]
        with catalog.database.read() as session:
            assert session.get(ModelVersion, head.id).number == 1
        for again in (lambda: versions.get(catalog, head.id),
                      lambda: versions.by_number(catalog, 1),
                      lambda: finish(tagging.activate(Workbench(catalog), head.id)),
                      lambda: version_removal.delete(catalog, head.id)):  # fmt: skip
            with pytest.raises(ShelftagError) as caught:
                again()
            assert caught.value.message_id == "model.unknown"

    def test_the_active_one_and_what_others_build_on_stay(self, catalog):
        assert refused(catalog, versions.active(catalog).id) == "model.delete_active"
        finish(tagging.activate(Workbench(catalog), versions.by_number(catalog, 1).id))
        assert refused(catalog, versions.starter(catalog).id) == "model.delete_base"
        deep, encoder = add_encoder(catalog)
        head = add_head(catalog, encoder=encoder)
        assert refused(catalog, deep) == "model.delete_base"
        assert [row.deletable for row in versions.list_versions(catalog)] == [
            True, False, False, False,
        ]  # fmt: skip
        version_removal.delete(catalog, head)
        assert (catalog.encoders / encoder).is_dir()
        version_removal.delete(catalog, deep)
        assert not (catalog.encoders / encoder).exists()

    def test_heads_whose_parent_was_deleted_still_build_on_their_encoder(self, catalog):
        deep, encoder = add_encoder(catalog)
        own = versions.get(catalog, deep).uuid
        middle = add_head(catalog, encoder=encoder, parent=own)
        last = add_head(catalog, encoder=encoder, parent=versions.get(catalog, middle).uuid)
        with operations.operation(catalog.database, "activate", "model") as scope:
            versions.make_active(scope, last)
        version_removal.delete(catalog, middle)
        assert versions.base(catalog).id == deep

    def test_a_step_that_would_bring_a_deleted_version_back_is_refused(self, catalog):
        bench = Workbench(catalog)
        first, second = versions.by_number(catalog, 1).id, add_head(catalog)
        finish(tagging.activate(bench, first))
        run = finish(tagging.activate(bench, second))
        version_removal.delete(catalog, first)
        with pytest.raises(ShelftagError) as caught:
            operations.undo(catalog.database, run.operation_id)
        assert caught.value.message_id == "operation.changed_since"
        assert versions.active(catalog).id == second

    def test_what_was_exported_before_can_be_installed_again(self, catalog, tmp_path):
        head = versions.by_number(catalog, 1)
        versions.export_file(catalog, head, tmp_path / "model.zip")
        version_removal.delete(catalog, head.id)
        assert versions.install_file(catalog, tmp_path / "model.zip") == head.id
        assert numbers(catalog) == [1, 0]
        assert versions.get(catalog, head.id).status == "candidate"
        finish(tagging.activate(Workbench(catalog), head.id))


class TestClassesFromElsewhere:
    @pytest.fixture
    def foreign(self, catalog) -> UUID:
        """A version of a shop that has other ids: one name is known here, two are not."""
        with operations.operation(catalog.database, "add_category") as scope:
            tree.ensure_path(scope, ["Hobby", "Kites"])
        manifest = read_bundle(catalog.heads / str(versions.starter(catalog).uuid))
        known = [uuid for uuid in manifest.classes if uuid]
        swapped = dict.fromkeys(known[:3])
        paths = [("hobby", "KITES"), ("Hobby", "Drones"), ("Elsewhere",)]
        for uuid in swapped:
            swapped[uuid] = uuid4()
        version = add_head(
            catalog,
            classes=tuple(swapped.get(uuid, uuid) for uuid in manifest.classes),
            categories=tuple(c for c in manifest.categories if c.uuid not in swapped)
            + tuple(map(BundleCategory, swapped.values(), paths)),
        )
        return versions.get(catalog, version).uuid

    def test_ids_come_first_then_names_and_the_rest_is_left_out(self, catalog, foreign):
        with catalog.database.read() as session:
            snapshot = read_tree(session)
        found = {match.path: match.category_id for match in class_maps.matches(catalog, foreign)}
        kites = snapshot.find(["Hobby", "Kites"])
        assert found == {
            ("hobby", "KITES"): kites.id, ("Hobby", "Drones"): None, ("Elsewhere",): None
        }  # fmt: skip
        views = {view.number: view.foreign for view in versions.list_versions(catalog)}
        assert views == {0: False, 1: False, 2: True}

    def test_a_class_counts_for_the_category_that_the_owner_chose(self, catalog, foreign):
        version = versions.by_number(catalog, 2)

        def confidence(path) -> float:
            with catalog.database.read() as session:
                snapshot = read_tree(session)
                scorer = Scorer(Workbench(catalog), version, snapshot)
                products = list(session.scalars(select(Product.id)))
                scores = scorer.score(session, products)
            column = list(scores.category_ids).index(snapshot.find(path).id)
            return float(scores.confidences[:, column].sum())

        with operations.operation(catalog.database, "add_category") as scope:
            tree.ensure_path(scope, ["Flying things"])
        left_out = confidence(["Flying things"])
        with catalog.database.write() as session:
            flying = read_tree(session).find(["Flying things"]).uuid
            drones = next(m for m in class_maps.matches(catalog, foreign) if "Drones" in m.path)
            chosen = dict(class_maps.read(session, foreign)) | {drones.uuid: flying}
            class_maps.write(session, foreign, chosen)
        assert confidence(["Flying things"]) != left_out

    def test_a_choice_about_some_classes_leaves_the_others_as_they_are(self, catalog, foreign):
        before = {match.path: match for match in class_maps.matches(catalog, foreign)}
        with catalog.database.write() as session:
            hobby = read_tree(session).find(["Hobby"]).id
            chosen = {before["Hobby", "Drones"].uuid: hobby, before["Elsewhere",].uuid: None}
            class_maps.choose(session, foreign, chosen)
        after = {match.path: match.category_id for match in class_maps.matches(catalog, foreign)}
        assert after["Hobby", "Drones"] == hobby and after["Elsewhere",] is None
        assert after["hobby", "KITES"] == before["hobby", "KITES"].category_id

    def test_what_the_owner_chose_stays_when_it_is_installed_again(
        self, catalog, foreign, tmp_path
    ):
        version = versions.by_number(catalog, 2)
        with catalog.database.write() as session:
            nothing = dict.fromkeys(class_maps.read(session, foreign))
            class_maps.write(session, foreign, nothing)
        versions.export_file(catalog, version, tmp_path / "model.zip")
        version_removal.delete(catalog, version.id)
        versions.install_file(catalog, tmp_path / "model.zip")
        assert {m.category_id for m in class_maps.matches(catalog, foreign)} == {None}

    def test_a_chosen_category_that_was_deleted_counts_for_nothing(self, catalog, foreign):
        with catalog.database.write() as session:
            kites = read_tree(session).find(["Hobby", "Kites"])
            table = Category.__table__
            session.execute(update(table).where(table.c.id == kites.id).values(deleted=True))
        assert {m.category_id for m in class_maps.matches(catalog, foreign)} == {None}

    def test_a_damaged_map_in_the_settings_is_no_reason_to_stop(self, catalog, foreign):
        for value in ({"no uuid": "x"}, ["list"], {str(uuid4()): "x"}, None):
            catalog.set_setting(f"classes:{foreign}", value)
            class_maps.matches(catalog, foreign)


class TestFiguresThatMakeNoSense:
    """A bundle from elsewhere may say anything about itself."""

    @pytest.fixture
    def strange(self, catalog) -> int:
        figures = {"cv_accuracy": "right", "cv_accuracy_low": [], LEARNED_UNTIL: "always"}
        strange = add_head(catalog, name="[bold]own", metrics=figures)
        finish(tagging.activate(Workbench(catalog), strange))
        return strange

    def test_the_review_opens(self, catalog, strange):
        bench = Workbench(catalog)
        version = bench.active_version()
        with catalog.database.read() as session:
            assert len(open_desk(session, version, bench.photo_stores(version)).ids)

    def test_the_list_leaves_them_out(self, catalog, strange):
        catalog.close()
        listed = CliRunner().invoke(app, ["-c", str(catalog.folder), "models", "list"])
        assert listed.exit_code == 0
        assert "[bold]own" in listed.stdout
