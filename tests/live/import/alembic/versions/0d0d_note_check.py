"""A revision.

Revision ID: 0d0d
"""
from alembic import op
import sqlalchemy as sa

revision = '0d0d'
down_revision = '77aa'
branch_labels = None
depends_on = None


def upgrade():
    op.execute(r"""ALTER TABLE visits ADD CONSTRAINT visits_note_check CHECK (note <> ';--') NOT VALID""")
    op.execute(r"""ALTER TABLE visits VALIDATE CONSTRAINT visits_note_check""")


def downgrade():
    pass
