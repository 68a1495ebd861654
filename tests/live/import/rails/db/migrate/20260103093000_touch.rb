class Touch < ActiveRecord::Migration[6.1]
  def up
    execute <<~'SQL'
      CREATE FUNCTION touch_visit() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.note IS NULL THEN
          NEW.note := 'nothing; said';
        END IF;
        RETURN NEW;
      END;
      $$
    SQL
    execute "CREATE TRIGGER visits_touch BEFORE INSERT ON visits FOR EACH ROW EXECUTE FUNCTION touch_visit()"
  end

  def down
    execute "DROP TRIGGER visits_touch ON visits"
    execute "DROP FUNCTION touch_visit()"
  end
end
