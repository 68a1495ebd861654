class Planned < ActiveRecord::Migration[6.1]
  def up
    execute <<~SQL
      CREATE VIEW planned AS
        SELECT v.id, p.name FROM visits v JOIN people p ON p.id = v.person_id WHERE v.state = 'planned'
    SQL
  end

  def down
    execute "DROP VIEW planned"
  end
end
