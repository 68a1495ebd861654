"""A revision.

Revision ID: 5e5e
"""
from alembic import op
import sqlalchemy as sa

revision = '5e5e'
down_revision = '77aa'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("people", sa.Column("city", sa.Text()))
    op.execute("UPDATE people SET city = 'unknown; for now' WHERE city IS NULL")
    op.alter_column("people", "city", nullable=False)


def downgrade():
    pass
