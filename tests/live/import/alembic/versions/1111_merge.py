"""A revision.

Revision ID: 1111
"""
from alembic import op
import sqlalchemy as sa

revision = '1111'
down_revision = ('5e5e', '0d0d')
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
