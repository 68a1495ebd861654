class FullCity < ActiveRecord::Migration[6.1]
  def change
    rename_column :people, :city, :full_city
  end
end
