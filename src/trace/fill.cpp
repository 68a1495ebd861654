// Tables in the order of their foreign keys, each with one INSERT over generate_series. What a check refuses is tried
// again with the values that stand in the check, the column's default, or nothing.
#include "trace/fill.hpp"

#include <lockstep/error.hpp>

#include "base/sql.hpp"
#include "base/text.hpp"
#include "trace/keys.hpp"
#include "trace/mentions.hpp"
#include "trace/values.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace lockstep {

namespace {

/// A table being filled.
struct Table {
  std::string name;
  std::vector<Filled> columns;
  std::vector<Reference> references;
  std::vector<std::set<std::string>> keys;
  std::map<std::string, std::string> values; ///< expression by column
  std::string joins;                         ///< of what it points at
};

class Filling {
public:
  Filling(Connection& scratch, const Sizes* sizes, std::int64_t rows) : scratch_(scratch), sizes_(sizes), rows_(rows) {}

  void want(const std::string& named) {
    const std::string table = root_of(named);
    if (!wanted_.insert(table).second) return;
    const auto& references = references_.emplace(table, references_of(scratch_, table)).first->second;
    for (const Reference& reference : references) want(reference.table);
    names_.push_back(table); // behind those that it points at
  }

  std::vector<TraceFilled> run() {
    for (const std::string& name : names_) largest_ = std::max(largest_, known_rows(name));
    scratch_.exec("SET session_replication_role = replica");
    for (const std::string& name : names_) fill(name);
    scratch_.exec("RESET session_replication_role");
    for (const TraceFilled& one : filled_) scratch_.exec("VACUUM ANALYZE " + one.table);
    return std::move(filled_);
  }

private:
  /// The partitioned table of a partition: rows find their own way down.
  [[nodiscard]] std::string root_of(const std::string& table) {
    const Rows rows = scratch_.exec("SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) "
                                    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                                    "WHERE c.oid = coalesce(pg_partition_root($1::regclass), $1::regclass)",
                                    {table});
    return std::string(rows.get(0, 0));
  }

  [[nodiscard]] const TableSize* size_of(const std::string& name) const {
    if (sizes_ == nullptr) return nullptr;
    const auto found = sizes_->tables.find(name);
    return found == sizes_->tables.end() ? nullptr : &found->second;
  }
  [[nodiscard]] std::int64_t known_rows(const std::string& name) const {
    const TableSize* size = size_of(name);
    return size != nullptr && size->rows ? *size->rows : 0;
  }
  [[nodiscard]] std::int64_t rows_for(const std::string& name) const {
    const TableSize* size = size_of(name);
    if (size == nullptr || !size->rows || largest_ == 0) return rows_;
    return std::max<std::int64_t>(1, *size->rows * rows_ / std::max(largest_, rows_));
  }

  void fill(const std::string& name) {
    TraceFilled result{name, rows_for(name), 0, {}};
    Table table{name, filled_columns(scratch_, name), references_.at(name), keys_of(scratch_, name), {}, {}};
    choose_values(table);
    choose_partitions(table);
    result.why = insert(table, result.wanted);
    result.rows = scratch_.exec("SELECT count(*) FROM " + name).number(0, 0);
    counts_[name] = result.rows;
    if (result.why.empty() && result.rows < result.wanted)
      result.why = "its keys allow no more of the rows that were made up";
    advance_sequences(table, result.rows);
    filled_.push_back(std::move(result));
  }

  void choose_values(Table& table) const {
    const TableSize* size = size_of(table.name);
    for (Filled& column : table.columns) {
      if (size != nullptr)
        if (const auto shape = size->columns.find(parse_name(column.name).back()); shape != size->columns.end()) {
          column.nulls = shape->second.nulls;
          column.distinct = static_cast<double>(shape->second.distinct) * static_cast<double>(rows_for(table.name)) /
                            std::max<double>(1, static_cast<double>(known_rows(table.name)));
          if (shape->second.distinct < 1000) column.distinct = static_cast<double>(shape->second.distinct);
        }
      table.values[column.name] = value_of(table, column);
    }
    std::int64_t before = 1;
    int number = 0;
    for (const Reference& reference : table.references) point_at(table, reference, ++number, before);
  }

  [[nodiscard]] static std::string value_of(const Table& table, const Filled& column) {
    const bool is_key = std::any_of(table.keys.begin(), table.keys.end(),
                                    [&](const auto& key) { return key.size() == 1 && key.contains(column.name); });
    const bool repeats = column.distinct >= 1 && !is_key;
    std::string value =
        value_for(column, repeats ? "(i % " + std::to_string(static_cast<std::int64_t>(column.distinct)) + ")" : "i");
    if (!column.not_null && column.nulls > 0)
      value = "CASE WHEN abs(hashint8(i + " + column.number +
              ")) % 1000 >= " + std::to_string(static_cast<int>(column.nulls * 1000)) + " THEN " + value + " END";
    return value;
  }

  /// Rows take what they point at in turn; where all of a key points elsewhere, every combination comes once.
  void point_at(Table& table, const Reference& reference, int number, std::int64_t& before) const {
    const auto count = counts_.find(reference.table);
    if (reference.table == table.name || count == counts_.end() || count->second == 0) {
      for (std::size_t i = 0; i < reference.columns.size(); ++i) {
        std::string& value = table.values[reference.columns[i]];
        if (is_nullable(table, reference.columns[i]))
          value = "NULL";
        else if (reference.table == table.name)
          value = table.values[reference.theirs[i]];
      }
      return;
    }
    const std::string alias = "f" + std::to_string(number);
    const bool shares_key = std::any_of(table.keys.begin(), table.keys.end(), [&](const auto& key) {
      return key.size() > 1 && std::any_of(reference.columns.begin(), reference.columns.end(),
                                           [&](const std::string& column) { return key.contains(column); });
    });
    table.joins += " LEFT JOIN (SELECT " + join(reference.theirs, ", ") + ", row_number() OVER () - 1 AS nr FROM " +
                   reference.table + ") " + alias + " ON " + alias + ".nr = (i / " +
                   std::to_string(shares_key ? before : 1) + ") % " + std::to_string(count->second);
    if (shares_key) before *= count->second;
    for (std::size_t i = 0; i < reference.columns.size(); ++i)
      table.values[reference.columns[i]] = alias + "." + reference.theirs[i];
  }

  /// Keys of partitions take the values with which these begin.
  void choose_partitions(Table& table) {
    const Rows rows =
        scratch_.exec("SELECT quote_ident(a.attname), array_agg(pg_get_expr(c.relpartbound, c.oid) ORDER BY c.relname) "
                      "FROM pg_partition_tree($1::regclass) t JOIN pg_partitioned_table p ON p.partrelid = t.relid "
                      "JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0] "
                      "JOIN pg_inherits i ON i.inhparent = p.partrelid JOIN pg_class c ON c.oid = i.inhrelid "
                      "WHERE p.partstrat IN ('r', 'l') GROUP BY p.partrelid, 1 ORDER BY p.partrelid",
                      {table.name});
    for (std::size_t row = 0; row < rows.size(); ++row) {
      std::vector<std::string> starts;
      for (const std::string& bound : parse_array(rows.get(row, 1))) {
        const bool range = bound.starts_with("FOR VALUES FROM");
        for (const std::string& literal : literals_in(bound.substr(0, range ? bound.find(") TO (") : bound.size())))
          starts.push_back(literal.starts_with('\'') ? literal : "'" + literal + "'");
      }
      const auto column = std::find_if(table.columns.begin(), table.columns.end(),
                                       [&](const Filled& one) { return one.name == rows.get(row, 0); });
      if (column == table.columns.end() || starts.empty()) continue;
      table.values[column->name] =
          "(ARRAY[" + join(starts, ", ") + "])[1 + i % " + std::to_string(starts.size()) + "]::" + column->type;
    }
  }

  static bool is_nullable(const Table& table, const std::string& name) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const Filled& column) { return column.name == name && !column.not_null; });
  }

  [[nodiscard]] static std::string insert_sql(const Table& table, std::int64_t rows) {
    std::vector<std::string> names;
    std::vector<std::string> values;
    for (const Filled& column : table.columns) {
      names.push_back(column.name);
      values.push_back(table.values.at(column.name));
    }
    if (names.empty()) return {};
    return "INSERT INTO " + table.name + " (" + join(names, ", ") + ") OVERRIDING SYSTEM VALUE SELECT " +
           join(values, ", ") + " FROM generate_series(1::bigint, " + std::to_string(rows) + ") i" + table.joins +
           " ON CONFLICT DO NOTHING";
  }

  /// Why it can not be filled, or empty.
  std::string insert(Table& table, std::int64_t rows) {
    std::map<std::string, std::size_t> tries; ///< by constraint
    constexpr int most = 60;
    std::string why;
    for (int attempt = 0; attempt < most; ++attempt) {
      const std::string sql = insert_sql(table, rows);
      if (sql.empty()) return "it has no column";
      try {
        scratch_.exec(sql);
        return {};
      } catch (const Error& error) {
        if (!scratch_.alive()) throw;
        why = error.what();
        why.resize(std::min(why.find('\n'), why.size()));
        if (error.sqlstate != "23514" || !change_values(table, error.what(), tries)) return why;
      }
    }
    return why;
  }

  /// Other values for the columns of the check that refused. False when there is none left to try.
  bool change_values(Table& table, const std::string& message, std::map<std::string, std::size_t>& tries) {
    const std::size_t close = message.rfind('"', message.find('\n'));
    const std::size_t open = close == std::string::npos ? close : message.rfind('"', close - 1);
    if (open == std::string::npos) return false;
    const std::string constraint = message.substr(open + 1, close - open - 1);
    const Rows rows = scratch_.exec(
        "SELECT a.column_name, pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN LATERAL "
        "(SELECT quote_ident(attname) AS column_name FROM pg_attribute WHERE attrelid = $1::regclass AND "
        "(k.conrelid = attrelid AND attnum = ANY (k.conkey) OR k.contypid <> 0 AND atttypid = k.contypid)) a ON true "
        "WHERE k.conname = $2 AND k.contype = 'c' ORDER BY 1",
        {table.name, constraint});
    if (rows.size() == 0) return false;
    const std::size_t attempt = tries[constraint]++;
    bool changed = false;
    for (std::size_t row = 0; row < rows.size(); ++row)
      changed = change_value(table, std::string(rows.get(row, 0)), rows.get(row, 1), attempt) || changed;
    return changed;
  }

  static bool change_value(Table& table, const std::string& name, std::string_view check, std::size_t attempt) {
    const auto column =
        std::find_if(table.columns.begin(), table.columns.end(), [&](const Filled& one) { return one.name == name; });
    if (column == table.columns.end()) return false;
    const std::vector<std::string> literals = literals_in(check);
    std::vector<std::string> choices;
    if (!literals.empty())
      choices.push_back("(ARRAY[" + join(literals, ", ") + "])[1 + i % " + std::to_string(literals.size()) + "]");
    for (const std::string& literal : literals)
      for (const char* beside : {"", " + 1", " - 1"})
        if (*beside == '\0' || !literal.starts_with('\'')) choices.push_back(literal + beside);
    if (!column->standard.empty()) choices.push_back(column->standard);
    if (!column->not_null) choices.emplace_back("NULL");
    if (attempt >= choices.size()) return false;
    table.values[name] = "(" + choices[attempt] + ")::" + column->type;
    return true;
  }

  /// Rows that come later get numbers behind these.
  void advance_sequences(const Table& table, std::int64_t rows) {
    if (rows == 0) return;
    scratch_.exec("SELECT setval(d.objid::regclass, greatest(1, least($2::bigint, s.seqmax))) FROM pg_depend d "
                  "JOIN pg_sequence s ON s.seqrelid = d.objid WHERE d.classid = 'pg_class'::regclass "
                  "AND d.refobjid = $1::regclass AND d.deptype IN ('a', 'i') AND s.seqincrement > 0 AND s.seqmin <= 1",
                  {table.name, std::to_string(rows + 1)});
  }

  Connection& scratch_;
  const Sizes* sizes_;
  std::int64_t rows_;
  std::int64_t largest_ = 0;
  std::set<std::string> wanted_;
  std::vector<std::string> names_;
  std::map<std::string, std::vector<Reference>> references_; ///< by table
  std::map<std::string, std::int64_t> counts_;
  std::vector<TraceFilled> filled_;
};

} // namespace

std::vector<TraceFilled> fill_tables(Connection& scratch, const std::vector<std::string>& texts, const Sizes* sizes,
                                     std::int64_t rows) {
  Filling filling(scratch, sizes, rows);
  for (const std::string& text : texts)
    for (const std::string& table : tables_in(scratch, text)) filling.want(table);
  return filling.run();
}

} // namespace lockstep
