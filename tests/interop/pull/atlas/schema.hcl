schema "public" {}
enum "state" {
  schema = schema.public
  values = ["new", "done"]
}
table "users" {
  schema = schema.public
  column "id" {
    type = bigint
    identity { generated = ALWAYS }
  }
  column "email" { type = varchar(200) }
  column "state" {
    type = enum.state
    default = "new"
  }
  primary_key { columns = [column.id] }
  index "users_email" {
    unique = true
    columns = [column.email]
  }
}
