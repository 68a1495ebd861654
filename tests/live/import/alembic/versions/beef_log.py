"""A revision.

Revision ID: beef
"""
from alembic import op
import sqlalchemy as sa

revision = 'beef'
down_revision = '1111'
branch_labels = None
depends_on = None


def upgrade():
    op.execute(r"""CREATE TABLE log (at date NOT NULL, what text) PARTITION BY RANGE (at)""")
    op.execute(r"""CREATE TABLE log_2026 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')""")


def downgrade():
    pass
