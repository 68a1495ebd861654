class City < ActiveRecord::Migration[7.0]
  def change
    add_column :people, :city, :text
  end
end
