class City < ActiveRecord::Migration[6.1]
  def change
    add_column :people, :city, :text
  end
end
