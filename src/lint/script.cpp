// Files cut into statements, each parsed by PostgreSQL's own parser.
#include "lint/script.hpp"

#include "base/psql.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <memory>
#include <pg_query.h>
#include <span>

namespace lockstep::linting {

namespace {

struct Mark {
  std::string_view line_begins; ///< of a line of the file, after leading blanks
  std::string_view holds;       ///< and somewhere in it
};
// Words by which runners take a file out of a transaction, and by which the part for the way back begins.
constexpr Mark alone_marks[] = {
    {"-- +goose NO TRANSACTION", ""}, {"-- migrate:up", "transaction:false"},    {"-- atlas:txmode none", ""},
    {"---- tern: disable-tx", ""},    {"--changeset", "runInTransaction:false"}, {"-- transaction  each:", ""},
    {"-- transaction  file:", ""}};
constexpr Mark one_marks[] = {
    {"-- +goose Up", ""}, {"-- migrate:up", ""}, {"--changeset", ""}, {"-- Up Migration", ""}};
constexpr Mark back_marks[] = {
    {"-- +goose Down", ""}, {"-- migrate:down", ""}, {"---- create above", ""}, {"-- Down Migration", ""}};

bool has_mark(std::string_view line, std::span<const Mark> marks) {
  return std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) {
    return line.starts_with(mark.line_begins) && line.find(mark.holds) != std::string_view::npos;
  });
}

/// How the marks in the text say that it is carried; `text` loses the part for the way back.
Carried carried_by_marks(std::string& text) {
  Carried carried = Carried::unknown;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = trim(std::string_view(text).substr(begin, end - begin));
    if (has_mark(line, back_marks)) {
      text.resize(begin);
      break;
    }
    if (has_mark(line, alone_marks))
      carried = Carried::each_alone;
    else if (carried == Carried::unknown && has_mark(line, one_marks))
      carried = Carried::one_transaction;
    begin = end + 1;
  }
  return carried;
}

/// The plan of a native file: all its files together find what the first of them made still new.
std::string plan_of(std::string_view text) {
  constexpr std::string_view mark = "-- lockstep migration, ";
  constexpr std::string_view name = "\n-- name ";
  const std::size_t found = text.find(name);
  const std::size_t begin = text.find(mark); // other runners have words of their own before it
  const bool at_line = begin == 0 || (begin != std::string_view::npos && text[begin - 1] == '\n');
  if (!at_line || found == std::string_view::npos || found < begin) return {};
  const std::size_t from = found + name.size();
  return std::string(trim(text.substr(from, text.find('\n', from) - from)));
}

/// "-- lockstep:allow index-not-concurrent,LR501 the table is tiny"
void read_allowances(const Statement& statement, Parsed& parsed) {
  constexpr std::string_view word = "lockstep:allow ";
  int line = statement.line;
  const std::vector<std::string> lines = split(statement.comment, '\n');
  line -= static_cast<int>(lines.size());
  for (const std::string& comment : lines) {
    const std::string_view text = trim(comment);
    if (text.starts_with(word)) {
      const std::string_view rest = trim(text.substr(word.size()));
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      parsed.allowances.push_back({split(rest.substr(0, blank), ','), std::string(trim(rest.substr(blank))), line});
    }
    ++line;
  }
}

struct FreeTree {
  void operator()(PgQueryParseResult* result) const {
    pg_query_free_parse_result(*result);
    delete result;
  }
};

void parse_into(Parsed& parsed) {
  const std::unique_ptr<PgQueryParseResult, FreeTree> result(
      new PgQueryParseResult(pg_query_parse(parsed.text.c_str())));
  if (result->error != nullptr) {
    parsed.error = result->error->message;
    parsed.error_at = static_cast<std::size_t>(std::max(result->error->cursorpos - 1, 0));
    return;
  }
  const Tree tree = Tree::parse(result->parse_tree);
  const Tree& statements = at(tree, "stmts");
  if (!statements.is_array() || statements.empty()) return;
  const Tree& statement = at(statements[0], "stmt");
  if (!statement.is_object() || statement.empty()) return;
  parsed.sort = statement.begin().key();
  parsed.node = statement.begin().value();
}

bool is_begin(const Parsed& parsed) {
  const std::string kind = text_at(parsed.node, "kind");
  return parsed.sort == "TransactionStmt" && (kind == "TRANS_STMT_BEGIN" || kind == "TRANS_STMT_START");
}

bool is_commit(const Parsed& parsed) {
  return parsed.sort == "TransactionStmt" && text_at(parsed.node, "kind") == "TRANS_STMT_COMMIT";
}

/// Drizzle runs all that is pending in one transaction. A file that ends it, begins one of its own for Drizzle to end,
/// at its beginning or at its end: that one is as if it stood here whole.
void meet_drizzle(Script& script) {
  std::vector<Parsed>& all = script.statements;
  if (script.text.find("--> statement-breakpoint") == std::string::npos || all.empty()) return;
  script.carried = Carried::one_transaction;
  if (!is_commit(all.front())) return;
  script.carried = Carried::each_alone;
  all.erase(all.begin());
  if (!all.empty() && is_begin(all.back())) {
    all.pop_back();
  } else if (!all.empty()) {
    Parsed end;
    end.text = "COMMIT";
    end.line = all.back().line;
    parse_into(end);
    all.push_back(std::move(end));
  }
}

/// What the file's name and contents say, where no mark does.
Carried carried_by_shape(const Script& script) {
  const std::vector<Parsed>& all = script.statements;
  if (!all.empty() && is_begin(all.front())) return Carried::each_alone;
  // golang-migrate and Prisma send the file as one query: several statements are one transaction, a single one is not.
  if (script.path.ends_with(".up.sql") || script.path.ends_with("/migration.sql"))
    return all.size() == 1 ? Carried::each_alone : Carried::one_transaction;
  return all.size() == 1 ? Carried::each_alone : Carried::unknown;
}

} // namespace

Script parse_script(const std::string& path, const std::string& text, const std::string& conf) {
  Script script{path, text, Carried::unknown, {}, plan_of(text), {}};
  std::string way_there = text;
  script.carried = carried_by_marks(way_there);
  if (conf.find("executeInTransaction=false") != std::string::npos) script.carried = Carried::each_alone;
  for (const Statement& statement : split_statements(without_psql_words(way_there))) {
    if (statement.text.starts_with("\\")) continue; // psql's own commands
    Parsed parsed;
    parsed.text = statement.text;
    parsed.line = statement.line;
    read_allowances(statement, parsed);
    parse_into(parsed);
    script.statements.push_back(std::move(parsed));
  }
  meet_drizzle(script);
  if (script.carried == Carried::unknown) script.carried = carried_by_shape(script);
  return script;
}

} // namespace lockstep::linting
