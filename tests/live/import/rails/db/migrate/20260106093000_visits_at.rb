class VisitsAt < ActiveRecord::Migration[7.0]
  disable_ddl_transaction!

  def change
    add_index :visits, :at, algorithm: :concurrently
  end
end
