"""A revision.

Revision ID: f00d
"""
from alembic import op
import sqlalchemy as sa

revision = 'f00d'
down_revision = 'beef'
branch_labels = None
depends_on = None


def upgrade():
    op.alter_column("people", "city", new_column_name="full_city")
    op.execute(r"""CREATE OR REPLACE VIEW planned AS SELECT v.id, p.name, p.full_city FROM visits v JOIN people p ON p.id = v.person_id WHERE v.state = 'planned'""")


def downgrade():
    pass
