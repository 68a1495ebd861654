class Log < ActiveRecord::Migration[6.1]
  def up
    create_table :log, id: false, options: "PARTITION BY RANGE (at)" do |t|
      t.date :at, null: false
      t.text :what
    end
    execute "CREATE TABLE log_2026 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"
  end

  def down
    drop_table :log
  end
end
