"""A revision.

Revision ID: ae10
"""
from alembic import op
import sqlalchemy as sa

revision = 'ae10'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.execute("CREATE TYPE visit_state AS ENUM ('planned', 'done')")
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(200), nullable=False, unique=True),
        comment="Who comes; and who does not -- yet",
    )


def downgrade():
    pass
