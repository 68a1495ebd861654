// What a runner must know of a statement without asking a server: its words, and a few facts that they tell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

struct Token {
  enum class Sort { word, quoted_name, string, number, symbol };
  Sort sort = Sort::symbol;
  std::string text;   ///< words in upper case; names and strings with their quotes
  std::size_t at = 0; ///< where it begins
};

/// The tokens of a statement, by the rules of PostgreSQL's lexer; comments and white space are left out.
[[nodiscard]] std::vector<Token> tokens_of(std::string_view sql);
/// Whether a semicolon put directly behind `sql` would fall into a line comment.
[[nodiscard]] bool ends_in_comment(std::string_view sql);

/// One statement, read once.
class StatementFacts {
public:
  explicit StatementFacts(std::string_view sql);

  /// PostgreSQL refuses it in a transaction block (SQLSTATE 25001), or it commits by itself (DO with COMMIT, CALL).
  [[nodiscard]] bool refuses_transaction() const;
  /// CALL: nobody knows without the server whether the procedure commits.
  [[nodiscard]] bool calls() const { return at(0, "CALL"); }
  /// CREATE, DROP or REINDEX … CONCURRENTLY: its wait for old transactions harms nobody and must have no time limit.
  [[nodiscard]] bool builds_concurrently() const;
  /// Running it again after it was done is harmless.
  [[nodiscard]] bool repeatable() const;
  /// VALIDATE CONSTRAINT alone, ANALYZE, VACUUM, SET: leaves nothing that could be undone.
  [[nodiscard]] bool only_checks() const;
  /// Index that CREATE INDEX CONCURRENTLY makes, in SQL spelling, in the table's schema when that is said; empty else.
  [[nodiscard]] std::string concurrent_index() const;
  /// Index that DROP INDEX CONCURRENTLY drops, in SQL spelling; empty for other statements.
  [[nodiscard]] std::string dropped_index() const;
  /// Table and partition of ALTER TABLE … DETACH PARTITION … CONCURRENTLY, in SQL spelling; empty texts else.
  struct Detach {
    std::string table;
    std::string partition;
  };
  [[nodiscard]] Detach detached_partition() const;
  /// SET, RESET or set_config: changes the session, not the database.
  [[nodiscard]] bool sets_session() const;
  /// Possible names of relations in it, in SQL spelling: "public.orders".
  [[nodiscard]] std::vector<std::string> names() const;

  /// Value of SET [LOCAL|SESSION] `setting` {=|TO} value; empty text for DEFAULT and RESET; nothing for others.
  [[nodiscard]] std::optional<std::string> setting(std::string_view setting) const;
  /// SET LOCAL …
  [[nodiscard]] bool is_local() const { return at(0, "SET") && at(1, "LOCAL"); }
  [[nodiscard]] bool begins_transaction() const;
  [[nodiscard]] bool commits() const;
  /// ROLLBACK (not to a savepoint), ABORT, PREPARE TRANSACTION: ends a transaction in a way that a file must not.
  [[nodiscard]] bool ends_otherwise() const;
  /// "ISOLATION LEVEL SERIALIZABLE" of a BEGIN that has options, empty else.
  [[nodiscard]] std::string transaction_options() const;
  /// A command of psql, or COPY … FROM STDIN, whose data is no SQL.
  [[nodiscard]] bool needs_psql() const;

private:
  [[nodiscard]] bool at(std::size_t position, std::string_view word) const;
  [[nodiscard]] bool starts(std::initializer_list<std::string_view> words) const;
  [[nodiscard]] bool has(std::initializer_list<std::string_view> words) const;
  /// `option = false`, off or NONE.
  [[nodiscard]] bool turns_off(std::string_view option) const;
  /// The dotted name from `position`, which moves behind it; empty when there is none.
  [[nodiscard]] std::vector<std::string> name_at(std::size_t& position) const;
  [[nodiscard]] std::size_t skip_if_exists(std::size_t position) const;

  std::vector<Token> tokens_;
};

} // namespace lockstep
