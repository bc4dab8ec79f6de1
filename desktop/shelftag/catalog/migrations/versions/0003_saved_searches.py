"""Saved searches, and the indexes by which filters are answered.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_CORRECTED = (
    "source = 'owner' AND suggested_category_id IS NOT NULL"
    " AND suggested_category_id != category_id"
)


def upgrade() -> None:
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
    )
    op.drop_index("ix_product_shelf", "product")
    op.create_index(
        "ix_product_shelf",
        "product",
        [
            "active", "shown_category_id", "state", "confidence", "label_event_id",
            "prediction_id", "operation_id", "price",
        ],
    )  # fmt: skip
    op.create_index("ix_product_title", "product", ["active", sa.text("lower(title)")])
    op.create_index("ix_product_sku", "product", ["active", "sku"])
    op.create_index("ix_product_gtin", "product", ["active", "gtin"])
    op.drop_index("ix_product_photo_photo_id", "product_photo")
    op.create_index("ix_product_photo_shown", "product_photo", ["photo_id", "active", "product_id"])
    op.create_index(op.f("ix_prediction_model_version_id"), "prediction", ["model_version_id"])
    op.create_index(op.f("ix_operation_started_at"), "operation", ["started_at"])
    corrected, said = sa.text(_CORRECTED), sa.text("value IS NOT NULL")
    op.create_index(
        "ix_label_event_corrected", "label_event", ["product_id"],
        sqlite_where=corrected, postgresql_where=corrected,
    )  # fmt: skip
    op.create_index(
        "ix_label_event_value", "label_event", ["field", "value", "product_id"],
        sqlite_where=said, postgresql_where=said,
    )  # fmt: skip
