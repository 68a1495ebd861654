class VisitsAt < ActiveRecord::Migration[6.1]
  disable_ddl_transaction!

  def change
    add_index :visits, :at, algorithm: :concurrently
  end
end
