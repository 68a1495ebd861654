"""A revision.

Revision ID: 27c6
"""
from alembic import op
import sqlalchemy as sa

revision = '27c6'
down_revision = 'ae10'
branch_labels = None
depends_on = None


def upgrade():
    op.execute(r"""CREATE TABLE visits (
  id bigserial PRIMARY KEY,
  person_id bigint NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  state visit_state NOT NULL DEFAULT 'planned',
  at timestamptz NOT NULL DEFAULT now(),
  note text
)""")


def downgrade():
    pass
