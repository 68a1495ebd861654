class Planned < ActiveRecord::Migration[7.0]
  def change
    execute <<~SQL
      SELECT 1
    SQL
  end
end
