ActiveRecord::Schema.define(version: 2026_01_01_000000) do
  enable_extension "plpgsql"
  create_table "users", force: :cascade do |t|
    t.string "email", null: false
    t.datetime "created_at", precision: 6, null: false
    t.index ["email"], name: "index_users_on_email", unique: true
  end
  create_table "posts", force: :cascade do |t|
    t.bigint "user_id", null: false
    t.jsonb "meta", default: {}
  end
  add_foreign_key "posts", "users"
end
