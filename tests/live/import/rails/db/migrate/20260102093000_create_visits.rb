class CreateVisits < ActiveRecord::Migration[6.1]
  def change
    create_table :visits do |t|
      t.references :person, null: false, foreign_key: { on_delete: :cascade }
    end
  end
end
