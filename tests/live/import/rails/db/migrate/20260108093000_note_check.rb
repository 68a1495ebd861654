class NoteCheck < ActiveRecord::Migration[6.1]
  def change
    add_check_constraint :visits, "note <> ';--'", name: "visits_note_check"
  end
end
