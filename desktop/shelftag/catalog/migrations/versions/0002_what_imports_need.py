"""What imports need: hashes, kept copies, missing files, readings, watched folders, regrouping.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_LINK = "product_id, photo_id, position, operation_id, active"


def upgrade() -> None:
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.add_column(sa.Column("perceptual_hash", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("kept_suffix", sa.String(length=10), nullable=True))
    with op.batch_alter_table("photo_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("missing_since", sa.DateTime(), nullable=True))
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_product_merged_into_id_product"), "product", ["merged_into_id"], ["id"]
        )
    _links()
    op.create_table(
        "photo_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(length=100), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name=op.f("fk_photo_reading_photo_id_photo")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_reading")),
        sa.UniqueConstraint("photo_id", "reader", name=op.f("uq_photo_reading_photo_id_reader")),
    )
    op.create_table(
        "watched_folder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["root_id"], ["root.id"], name=op.f("fk_watched_folder_root_id_root")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watched_folder")),
        sa.UniqueConstraint("root_id", name=op.f("uq_watched_folder_root_id")),
    )


def _links() -> None:
    """Gives the links of products and photos numbers, so that a photo may come back to a product.

    A table's primary key cannot be altered; its rows wait in another.
    """
    op.execute(f"CREATE TABLE link_before AS SELECT {_LINK} FROM product_photo")
    op.drop_table("product_photo")
    op.create_table(
        "product_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("removed_operation_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operation.id"], name=op.f("fk_product_photo_operation_id_operation")
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name=op.f("fk_product_photo_photo_id_photo")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_product_photo_product_id_product")
        ),
        sa.ForeignKeyConstraint(
            ["removed_operation_id"],
            ["operation.id"],
            name=op.f("fk_product_photo_removed_operation_id_operation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_photo")),
        sa.UniqueConstraint(
            "product_id",
            "photo_id",
            "operation_id",
            name=op.f("uq_product_photo_product_id_photo_id_operation_id"),
        ),
    )
    with op.batch_alter_table("product_photo", schema=None) as batch_op:
        for column in ("operation_id", "photo_id", "removed_operation_id"):
            batch_op.create_index(batch_op.f(f"ix_product_photo_{column}"), [column])
    op.execute(f"INSERT INTO product_photo ({_LINK}) SELECT {_LINK} FROM link_before")
    op.drop_table("link_before")
