class VisitsAt < ActiveRecord::Migration[6.1]
  disable_ddl_transaction!

  def change
    add_index :visits, :at, algorithm: :concurrently, name: "visits_at_idx"
  end
end
