// A kind is a row of facts and functions about one class of PostgreSQL objects.
#pragma once

#include <lockstep/diagnostic.hpp>

#include "model/field.hpp"
#include "model/object.hpp"
#include "model/state.hpp"
#include "model/step.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// Where names of a kind live: directly in the database, in a schema, or below their parent.
enum class Scope { database, schema, parent };

/// A key on a parent in TOML that stands for a child object: `primary_key = true` on a column,
/// `references = "customers(id)"`, `check = "…"`, `unique = true`; on a table `primary_key = ["id"]`.
struct Sugar {
  std::string_view key;                         ///< the key as written on the parent
  const Kind* makes;                            ///< the kind of the object that it declares
  std::string_view field;                       ///< the field that takes the key's value; with `true` it takes nothing
  std::string_view columns_field;               ///< on a column: the field that takes the column's name, else empty
  std::string_view name_suffix;                 ///< default name is <table>[_<column>]_<suffix>
  std::span<const std::string_view> along = {}; ///< further keys on the parent that go to the same object
};

/// The fields of an object that differ.
struct Changed {
  std::vector<const Field*> fields;
  [[nodiscard]] bool has(std::string_view key) const {
    for (const Field* field : fields)
      if (field->key == key) return true;
    return false;
  }
};

struct Kind {
  std::string_view name = {};    ///< "foreign_key"
  std::string_view title = {};   ///< "foreign key", for messages
  std::string_view section = {}; ///< TOML table that holds its objects: "foreign_keys"
  Scope scope = Scope::schema;
  const Kind* parent = nullptr; ///< the kind below whose objects this one lives
  int weight = 0;               ///< ties in the order of creation: lower first
  std::span<const Field> fields = {};
  std::string_view short_form = {}; ///< the field that a bare string or array sets, empty when none
  std::span<const Sugar> sugar = {};
  std::span<const std::string_view> hints = {}; ///< keys that are hints, for example "renamed_from"
  std::string_view manual = {};                 ///< the page of PostgreSQL's manual: "sql-createtable.html"
  std::string_view summary = {};                ///< one line for the reference
  /// One set-based query for all objects of the kind. Columns: path parts `p1`..`p4`, `classid`, `objid`, `objsubid`
  /// (the address in pg_depend), then one column per field under its key. Version marks: {15:with|without}.
  std::string_view catalog_sql = {};
  std::string_view catalog_filter = {}; ///< appended to catalog_sql, so that two kinds can share a query
  /// "pg_cast WHERE oid >= 16384": where it has no row, no object of the kind is there and catalog_sql is not asked;
  /// empty: it always is.
  std::string_view catalog_rows = {};
  std::shared_ptr<void> (*make)() = nullptr; ///< a body that holds the defaults
  /// The object inside its parent's CREATE, or null when it is always a statement of its own.
  std::string (*inline_sql)(const Object&, const State&) = nullptr;
  /// Statements that an object created inside its parent's CREATE still needs (comments, storage …), or null.
  void (*after_inline)(const Object&, const State&, Steps&) = nullptr;
  void (*create)(const Object&, const State&, Steps&) = nullptr;
  void (*alter)(const Object& from, const Object& to, const Changed&, const State& to_state, Steps&) = nullptr;
  void (*drop)(const Object&, const State&, Steps&) = nullptr;
  /// The way from an old to a new shape that no ALTER covers; null: drop, then create.
  void (*recreate)(const Object& from, const Object& to, const State& to_state, Steps&) = nullptr;
  /// ALTER … RENAME; null when PostgreSQL has none.
  void (*rename)(const Object& from, const Id& to, Steps&) = nullptr;
  /// True when a change that the field table calls `alter` needs drop and create after all (a view whose columns move).
  bool (*must_recreate)(const Object& from, const Object& to, const Changed&) = nullptr;
  /// An object outside the path whose drop takes this one along (the column that owns a sequence); empty path: none.
  Id (*owner)(const Object&) = nullptr;
  /// The object as `state` has it without saying so, because its parent takes it over from another one (a column that a
  /// partition has from its table); null when it has none. The state does not hold the object itself.
  std::shared_ptr<const Object> (*inherited)(const Object&, const State&) = nullptr;
  /// Its contents are rows of a table: what reads those that `wanted` is about; empty when the table is not there.
  std::string (*contents_sql)(const Object& wanted, const State&) = nullptr;
  /// Of objects with contents: what must be there before, given the state that holds all of them.
  std::vector<Id> (*contents_need)(const Object&, const State&) = nullptr;
  /// The parts of an object that can be made one by one, so that the one which fails can be named; or null.
  std::vector<Object> (*pieces)(const Object&) = nullptr;
  /// Finds mistakes in a declared object that only the rest of the schema shows, or null.
  void (*examine)(const Object&, const State& declared, Diagnostics&) = nullptr;
  /// True when its name shares one namespace per schema with tables, indexes, sequences and views.
  bool is_relation = false;
  /// True when objects of this kind stand in the way of a reshaped object and are rebuilt around it.
  bool rebuilt_around = false;
  /// Text in which it names others and of which the server keeps no dependencies (the body of a function), or null.
  std::string (*loose_text)(const Object&) = nullptr;
  /// The field of which an ALTER binds the object anew to what is replaced under the same name (the default of a column
  /// whose function is created again); empty: the object must be dropped and created again.
  std::string_view (*rebinds)(const Object&, const Kind& replaced) = nullptr;
  /// True when argument types are part of its name: `order_total(bigint)`.
  bool has_signature = false;
  /// Not empty: its name is a type, this word, and another type or name: `bigint as text`.
  std::string_view joiner = {};
  /// True when its section is an array of tables that each say their name: [[sql]].
  bool listed = false;
  /// A condition in SQL that chooses between the two sides of marks {if:with|without} in catalog_sql; empty: none.
  std::string_view catalog_needs = {};
  /// What stands behind ALTER and COMMENT ON: "VIEW public.open_orders"; null when nothing generic is done to it.
  std::string (*target)(const Id&) = nullptr;
  /// What stands before its name behind GRANT … ON: "TABLE", "SCHEMA"; empty when it has no privileges.
  std::string_view grants_on = {};
  bool of_server = false;     ///< its objects belong to a server, not to a database: read where that is asked for
  bool named_by_role = false; ///< its name is that of a role, or begins with one: `app_owner in sales`
};

/// A body with the kind's defaults, as the kind's own struct.
template <typename Body> std::shared_ptr<void> make_body() { return std::make_shared<Body>(); }

/// The field with this key, or null.
[[nodiscard]] const Field* find_field(const Kind& kind, std::string_view key);
/// Fields whose values differ, those with OnChange::ignore left out.
[[nodiscard]] Changed differing(const Object& from, const Object& to);

} // namespace lockstep
