class City < ActiveRecord::Migration[6.1]
  class Person < ActiveRecord::Base; end

  def up
    add_column :people, :city, :text
    Person.where(city: nil).update_all(city: "unknown; for now")
    change_column_null :people, :city, false
  end

  def down
    remove_column :people, :city
  end
end
