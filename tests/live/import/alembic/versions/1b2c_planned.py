"""A revision.

Revision ID: 1b2c
"""
from alembic import op
import sqlalchemy as sa

revision = '1b2c'
down_revision = '9f01'
branch_labels = None
depends_on = None


def upgrade():
    op.execute(r"""CREATE VIEW planned AS SELECT v.id, p.name FROM visits v JOIN people p ON p.id = v.person_id WHERE v.state = 'planned'""")


def downgrade():
    pass
