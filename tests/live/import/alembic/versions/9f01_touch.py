"""A revision.

Revision ID: 9f01
"""
from alembic import op
import sqlalchemy as sa

revision = '9f01'
down_revision = '27c6'
branch_labels = None
depends_on = None


def upgrade():
    op.execute(r"""CREATE FUNCTION touch_visit() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF NEW.note IS NULL THEN
    NEW.note := 'nothing; said';
  END IF;
  RETURN NEW;
END;
$body$""")
    op.execute(r"""CREATE TRIGGER visits_touch BEFORE INSERT ON visits FOR EACH ROW EXECUTE FUNCTION touch_visit()""")


def downgrade():
    pass
