class Missed < ActiveRecord::Migration[6.1]
  disable_ddl_transaction!

  def up
    execute "ALTER TYPE visit_state ADD VALUE 'missed' AFTER 'planned'"
  end
end
