"""A revision.

Revision ID: 77aa
"""
from alembic import op
import sqlalchemy as sa

revision = '77aa'
down_revision = 'c0de'
branch_labels = None
depends_on = None


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index("visits_at_idx", "visits", ["at"], postgresql_concurrently=True)


def downgrade():
    pass
