// Reads a live catalog into a State.
#include "catalog/read.hpp"

#include <lockstep/error.hpp>

#include "base/array_casts.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "catalog/access.hpp"
#include "catalog/addresses.hpp"
#include "catalog/ahead.hpp"
#include "catalog/attributes.hpp"
#include "catalog/contents.hpp"
#include "catalog/covered.hpp"
#include "catalog/queries.hpp"
#include "catalog/role_names.hpp"
#include "kinds/kinds.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <exception>
#include <unordered_map>

namespace lockstep {

namespace {

// Spelling of constants depends on these settings; both sides of a comparison must see the same. Catalogs are small:
// to start a worker takes longer than what it would do.
constexpr std::string_view settings_sql =
    "SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL TimeZone = 'UTC';"
    "SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL quote_all_identifiers = off;"
    "SET LOCAL enable_nestloop = on; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0;";

Value value_of(const Field& field, std::string_view text) {
  switch (field.shape) {
  case Shape::boolean:
    return text == "t";
  case Shape::integer: {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
  }
  case Shape::text:
    return std::string(text);
  case Shape::list:
    return parse_array(text);
  case Shape::settings: {
    Settings settings{parse_array(text)};
    if (!field.options.in_order) std::sort(settings.list.begin(), settings.list.end());
    return settings;
  }
  case Shape::records: // no catalog holds them
    return {};
  }
  return {};
}

/// Where the columns of a kind's query stand.
struct Layout {
  struct Cell {
    const Field* field = nullptr;
    std::size_t column = 0;
    std::string_view reading; ///< of "field:reading"
  };
  std::vector<std::size_t> path;
  std::size_t classid = 0;
  std::vector<Cell> fields;
};

Layout layout_of(const Kind& kind, const Rows& rows) {
  Layout layout;
  for (std::size_t column = 0; column < rows.columns(); ++column) {
    const std::string_view name = rows.column_name(column);
    if (name.size() == 2 && name[0] == 'p' && name[1] >= '1' && name[1] <= '9')
      layout.path.push_back(column);
    else if (name == "classid")
      layout.classid = column;
    else if (const Field* field = find_field(kind, name.substr(0, name.find(':'))))
      layout.fields.push_back({field, column, name.substr(std::min(name.find(':'), name.size() - 1) + 1)});
  }
  return layout;
}

/// What all kinds are read with.
struct Context {
  const ReadOptions& options;
  Addresses members;
  AccessOf access;
  Attributes attributes;
};

/// The bodies of one kind. Rows that say the same share a body: most columns are like many others.
class Bodies {
public:
  Bodies(const Kind& kind, const Rows& rows, const Layout& layout, const Context& context)
      : kind_(kind), rows_(rows), layout_(layout), context_(context),
        has_access_(find_field(kind, "owner") != nullptr) {}

  std::shared_ptr<const void> at(std::size_t row) {
    read_cells(row);
    const AccessOf& access = context_.access;
    const auto given = has_access_ ? access.find(address_at(rows_, row, layout_.classid)) : access.end();
    access_said_ = given == access.end() ? nullptr : &given->second;
    if (access_said_ != nullptr) said_ += to_text(access_said_->owner) + '\x1f' + to_text(access_said_->grants);
    std::shared_ptr<const void>& body = known_[said_];
    if (!body) body = make();
    return body;
  }

private:
  void read_cells(std::size_t row) {
    cells_.clear();
    read_.clear();
    said_.clear();
    for (const auto& [field, column, reading] : layout_.fields) {
      std::string_view& cell = cells_.emplace_back(rows_.get(row, column));
      if (!reading.empty() && cell.data() != nullptr)
        cell = read_.emplace_back(context_.attributes.read(reading, cell));
      const std::size_t size = cell.data() == nullptr ? std::string::npos : cell.size();
      said_.append(reinterpret_cast<const char*>(&size), sizeof size).append(cell);
    }
  }
  /// Expressions in the spelling that they keep when they are read again; bodies and comments are words of a person.
  [[nodiscard]] static Value settled(const Field& field, Value value) {
    if (field.key == "body" || field.key == "comment") return value;
    const auto settle = [](std::string& text) {
      if (text.find("(ARRAY[") != std::string::npos) text = with_cast_elements(text);
    };
    if (auto* text = std::get_if<std::string>(&value)) settle(*text);
    if (auto* list = std::get_if<std::vector<std::string>>(&value)) std::for_each(list->begin(), list->end(), settle);
    return value;
  }
  [[nodiscard]] std::shared_ptr<const void> make() const {
    std::shared_ptr<void> body = kind_.make();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const Field& field = *layout_.fields[i].field;
      if (cells_[i].data() != nullptr) field.set(body.get(), settled(field, value_of(field, cells_[i])));
    }
    if (access_said_ != nullptr) set_access(kind_, *access_said_, body.get());
    rename_roles(kind_, context_.options.role_names, body.get());
    return body;
  }

  const Kind& kind_;
  const Rows& rows_;
  const Layout& layout_;
  const Context& context_;
  bool has_access_;
  const Said* access_said_ = nullptr;
  std::vector<std::string_view> cells_;
  std::deque<std::string> read_; ///< cells that are not as the server gave them
  std::string said_;
  std::unordered_map<std::string, std::shared_ptr<const void>> known_;
};

Object object_at(const Kind& kind, const Rows& rows, std::size_t row, const Layout& layout, Bodies& bodies,
                 const RoleNames& role_names) {
  Object object;
  object.kind = &kind;
  object.id.kind = kind.name;
  std::vector<std::string> path;
  path.reserve(layout.path.size());
  for (const std::size_t column : layout.path) path.emplace_back(rows.get(row, column));
  path.back() = renamed_role(kind, role_names, path.back());
  object.id.path = std::move(path);
  object.body = bodies.at(row);
  return object;
}

bool is_ignored(const Id& id, const Kind& kind, const ReadOptions& options) {
  const auto& ignored = options.ignore_schemas;
  const std::string& schema = id.path.front();
  const Kind* top = &kind;
  while (top->parent != nullptr) top = top->parent;
  if (top->scope == Scope::database && kind.name != "schema") return false;
  // What sessions make for themselves is gone with them, and nobody else's.
  if (schema.starts_with("pg_temp_")) return true;
  return schema == "lockstep" || std::find(ignored.begin(), ignored.end(), schema) != ignored.end();
}

void read_kind(const Rows& rows, const Kind& kind, const Context& context, Addresses& addresses, State& state) {
  const Layout layout = layout_of(kind, rows);
  Bodies bodies(kind, rows, layout, context);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Address address = address_at(rows, row, layout.classid);
    if (context.members.contains({address.classid, address.objid, 0})) continue;
    Object object = object_at(kind, rows, row, layout, bodies, context.options.role_names);
    if (is_ignored(object.id, kind, context.options)) continue;
    // A child of what is not modelled (or belongs to an extension) goes with its parent.
    if (kind.parent != nullptr) {
      Id parent{kind.parent->name, object.id.path.parent()};
      if (state.find(parent) == nullptr) continue;
    }
    addresses.emplace(address, object.id);
    state.put(std::move(object));
  }
}

std::string search_path_sql(const std::string& search_path) {
  return "SET LOCAL search_path = " + (search_path.empty() ? std::string("''") : search_path);
}

State read_inside(Connection& connection, const ReadOptions& options) {
  State state;
  state.server_major = connection.server_major();
  connection.exec(std::string(settings_sql) + search_path_sql(options.search_path));
  const std::vector<Asked> kinds = kinds_to_ask(connection, options);
  QueriesAhead answers(connection, all_queries(kinds, options, state.server_major));
  Addresses members = extension_members(answers.next());
  AccessOf access = access_of(answers.next());
  Rows attributes = answers.next();
  const Rows opclasses = answers.next();
  const Context context{
      options, std::move(members), std::move(access), {std::move(attributes), opclasses, answers.next()}};
  Addresses addresses;
  for (const Asked& asked : kinds) read_kind(answers.next(), *asked.kind, context, addresses, state);
  const Rows parts = answers.next();
  add_needs(parts, answers.next(), addresses, context.members, state);
  for (std::size_t i = unknown_queries(options.of_server).size(); i > 0; --i) add_unknown(answers.next(), state);
  leave_out_covered(state);
  read_contents(connection, options.contents, state);
  return state;
}
} // namespace

State read_state(Connection& connection, const ReadOptions& options) {
  if (options.inside_transaction) return read_inside(connection, options);
  connection.exec(std::string(one_moment));
  try {
    State state = read_inside(connection, options);
    connection.exec("COMMIT");
    return state;
  } catch (...) {
    const std::exception_ptr failure = std::current_exception();
    try {
      connection.exec("ROLLBACK");
    } catch (const Error&) { // the first failure tells more
    }
    std::rethrow_exception(failure);
  }
}

} // namespace lockstep
