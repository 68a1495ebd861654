class CreateVisits < ActiveRecord::Migration[6.1]
  def change
    create_table :visits do |t|
      t.references :person, null: false, index: false,
                            foreign_key: { on_delete: :cascade, name: "visits_person_id_fkey" }
      t.column :state, "visit_state", null: false, default: "planned"
      t.column :at, "timestamptz", null: false, default: -> { "now()" }
      t.text :note
    end
  end
end
