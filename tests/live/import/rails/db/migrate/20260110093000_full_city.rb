class FullCity < ActiveRecord::Migration[7.0]
  def change
    rename_column :people, :city, :full_city
  end
end
