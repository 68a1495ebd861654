"""A revision.

Revision ID: c0de
"""
from alembic import op
import sqlalchemy as sa

revision = 'c0de'
down_revision = '1b2c'
branch_labels = None
depends_on = None


def upgrade():
    with op.get_context().autocommit_block():
        op.execute(r"""ALTER TYPE visit_state ADD VALUE 'missed' AFTER 'planned'""")


def downgrade():
    pass
