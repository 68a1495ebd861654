class FullCity < ActiveRecord::Migration[6.1]
  def up
    rename_column :people, :city, :full_city
    execute "CREATE OR REPLACE VIEW planned AS SELECT v.id, p.name, p.full_city FROM visits v " \
            "JOIN people p ON p.id = v.person_id WHERE v.state = 'planned'"
  end
end
