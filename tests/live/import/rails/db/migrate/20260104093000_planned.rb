class Planned < ActiveRecord::Migration[6.1]
  def change
    execute <<~SQL
      SELECT 1
    SQL
  end
end
