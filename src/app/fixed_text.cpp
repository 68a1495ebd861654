// Text is cut and joined, never written anew: what a person wrote around a statement stays.
#include "app/fixed_text.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/statement.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

constexpr std::array runners{Runner{"native", Carrying::whole},          Runner{"psql", Carrying::whole},
                             Runner{"sqitch", Carrying::whole},          Runner{"", Carrying::whole},
                             Runner{"goose", Carrying::marked},          Runner{"dbmate", Carrying::marked},
                             Runner{"golang-migrate", Carrying::marked}, Runner{"prisma", Carrying::marked},
                             Runner{"flyway", Carrying::marked},         Runner{"atlas", Carrying::marked},
                             Runner{"tern", Carrying::marked},           Runner{"liquibase", Carrying::marked}};

struct Sign {
  std::string_view text;
  std::string_view runner;
};
constexpr std::array signs{Sign{"-- +goose ", "goose"},
                           Sign{"-- migrate:up", "dbmate"},
                           Sign{"--liquibase formatted sql", "liquibase"},
                           Sign{"-- atlas:", "atlas"},
                           Sign{"---- tern:", "tern"},
                           Sign{"---- create above / drop below", "tern"},
                           Sign{"-- Up Migration", "node-pg-migrate"},
                           Sign{"--> statement-breakpoint", "drizzle"}};

std::string_view name_of_runner(const std::string& path, const std::string& text, std::string_view configured) {
  for (const Sign& sign : signs)
    if (text.find(sign.text) != std::string::npos) return sign.runner;
  if (!configured.empty()) return configured;
  const std::string name = path.substr(path.rfind('/') + 1);
  if (name.ends_with(".up.sql")) return "golang-migrate";
  if (name == "migration.sql") return "prisma";
  if (name.size() > 1 && name[0] == 'V' && name[1] >= '0' && name[1] <= '9' && name.find("__") != std::string::npos)
    return "flyway";
  return "";
}

std::size_t start_of_line(const std::string& text, int line) {
  std::size_t at = 0;
  for (int i = 1; i < line && at != std::string::npos; ++i) {
    at = text.find('\n', at);
    if (at != std::string::npos) ++at;
  }
  return at;
}

/// Up over comment lines that stand directly above, but not over the marks of runners.
std::size_t with_comments(const std::string& text, std::size_t begin) {
  while (begin > 0 && text[begin - 1] == '\n') {
    const std::size_t above = begin < 2 ? 0 : text.rfind('\n', begin - 2) + 1;
    const std::string_view line = trim(std::string_view(text).substr(above, begin - above));
    const bool mark =
        std::any_of(signs.begin(), signs.end(), [&](const Sign& sign) { return line.starts_with(sign.text); });
    if (!line.starts_with("--") || mark || line.starts_with("--changeset") || line.starts_with("-- lockstep")) break;
    begin = above;
  }
  return begin;
}

std::string terminated(const std::vector<std::string>& statements) { return join(statements, ";\n") + ";"; }

/// What stands apart, as text of the same file.
std::string block_of(const ApartStep& step, const std::string& lock_timeout) {
  std::string text = step.note.empty() ? std::string() : "-- " + step.note + "\n";
  const bool checks = step.statements.size() == 1 && StatementFacts(step.statements.front()).only_checks();
  if (step.outside || checks) return text + terminated(step.statements);
  return text + "BEGIN;\nSET LOCAL lock_timeout = " + quote_literal(lock_timeout) + ";\n" +
         terminated(step.statements) + "\nCOMMIT;";
}

bool is_moved(const Place& place) { return !place.form.rules.empty() && place.form.first.empty(); }

std::string timeout_line(const Place& place, bool local, const std::string& lock_timeout) {
  if (!place.timeout || is_moved(place)) return {};
  return std::string(local ? "SET LOCAL" : "SET") + " lock_timeout = " + quote_literal(lock_timeout) + ";\n";
}

/// The file of a runner that lets statements commit one by one.
class Whole {
public:
  Whole(const std::string& text, const std::vector<Place>& places, const std::string& lock_timeout)
      : text_(text), places_(places), lock_timeout_(lock_timeout) {}

  std::string run() {
    const auto any = [&](auto says) { return std::any_of(places_.begin(), places_.end(), says); };
    const bool framed = any([](const Place& place) { return place.frames; });
    const bool apart = any([](const Place& place) { return !place.form.apart.empty(); });
    const bool one_by_one = any([](const Place& place) { return place.refuses && place.form.rules.empty(); });
    const bool wrap = !framed && !one_by_one && apart && remaining() > 0;
    bool open = false;
    std::size_t at = 0;
    for (const Place& place : places_) {
      add_gap(text_.substr(at, place.begin - at));
      if (wrap && !open && !place.sets) {
        result_ += "BEGIN;\n";
        open = true;
      }
      add(place, place.in_block || open);
      if (place.frames && !place.in_block) flush();
      at = place.end;
    }
    if (open) result_ += result_.ends_with('\n') ? "COMMIT;" : "\nCOMMIT;";
    flush();
    add_gap(text_.substr(at));
    return result_.ends_with('\n') ? result_ : result_ + "\n";
  }

private:
  /// Statements that will stand in the first transaction.
  [[nodiscard]] std::size_t remaining() const {
    std::size_t count = 0;
    for (const Place& place : places_)
      if (!place.sets) count += place.form.rules.empty() ? 1 : place.form.first.size();
    return count;
  }

  /// What stands between two statements; where one was taken away, so is the space that it leaves.
  void add_gap(const std::string& gap) {
    const bool joint = dropped_ && (result_.empty() || result_.ends_with('\n'));
    result_ += joint ? gap.substr(std::min(gap.find_first_not_of('\n'), gap.size())) : gap;
    dropped_ = false;
  }

  void add(const Place& place, bool inside) {
    std::string comment = text_.substr(place.begin, place.sql - place.begin);
    const bool moved = is_moved(place);
    if (!moved) {
      result_ += timeout_line(place, place.local || inside, lock_timeout_) + comment;
      result_ +=
          place.form.rules.empty() ? text_.substr(place.sql, place.end - place.sql) : terminated(place.form.first);
      comment.clear();
    }
    for (const ApartStep& step : place.form.apart) {
      waiting_.push_back(comment + block_of(step, lock_timeout_));
      comment.clear();
    }
    if (!inside && moved) {
      result_ += waiting_.front();
      waiting_.erase(waiting_.begin());
    }
    if (!inside) flush();
    dropped_ = inside && moved;
  }

  void flush() {
    for (const std::string& block : waiting_) result_ += (result_.empty() ? "" : "\n\n") + block;
    waiting_.clear();
  }

  const std::string& text_;
  const std::vector<Place>& places_;
  const std::string& lock_timeout_;
  std::string result_;
  std::vector<std::string> waiting_; ///< for the end of the transaction
  bool dropped_ = false;
};

std::string behind_line(const std::string& text, std::string_view begins, const std::string& more) {
  std::string result;
  for (const std::string& line : split(text, '\n'))
    result += (result.empty() ? "" : "\n") + line +
              (line.starts_with(begins) && line.find(more) == std::string::npos ? more : "");
  return result;
}

/// Takes the file out of its runner's transaction.
void mark(const Runner& runner, const std::string& conf, FixedText& fixed) {
  if (runner.name == "goose" && fixed.text.find("-- +goose NO TRANSACTION") == std::string::npos)
    fixed.text = "-- +goose NO TRANSACTION\n" + fixed.text;
  if (runner.name == "dbmate") fixed.text = behind_line(fixed.text, "-- migrate:up", " transaction:false");
  if (runner.name == "liquibase") fixed.text = behind_line(fixed.text, "--changeset ", " runInTransaction:false");
  if (runner.name == "atlas" && fixed.text.find("-- atlas:txmode none") == std::string::npos)
    fixed.text = "-- atlas:txmode none\n\n" + fixed.text;
  if (runner.name == "tern" && fixed.text.find("---- tern: disable-tx") == std::string::npos)
    fixed.text = "---- tern: disable-tx ----\n" + fixed.text;
  if (runner.name == "flyway" && conf.find("executeInTransaction=false") == std::string::npos)
    fixed.beside[".conf"] = conf + (conf.empty() || conf.ends_with('\n') ? "" : "\n") + "executeInTransaction=false\n";
}

/// Whether a mark has taken the file out of its runner's transaction before.
bool is_outside(const std::string& text, const std::string& conf) {
  constexpr std::array<std::string_view, 5> marks{"-- +goose NO TRANSACTION", "transaction:false",
                                                  "runInTransaction:false", "-- atlas:txmode none",
                                                  "---- tern: disable-tx"};
  return conf.find("executeInTransaction=false") != std::string::npos ||
         std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return text.find(mark) != std::string::npos; });
}

/// The file of a runner that takes a whole file in or out of a transaction.
FixedText fix_marked(const Runner& runner, const std::string& text, const std::string& conf,
                     const std::vector<Place>& places, const std::string& lock_timeout) {
  FixedText fixed;
  std::size_t at = 0;
  bool outside = false;
  for (const Place& place : places) {
    fixed.text += text.substr(at, place.begin - at) + timeout_line(place, !is_outside(text, conf), lock_timeout) +
                  text.substr(place.begin, place.sql - place.begin);
    at = place.end;
    if (place.form.rules.empty()) {
      fixed.text += text.substr(place.sql, place.end - place.sql);
      continue;
    }
    std::vector<std::string> stay = place.form.first;
    std::vector<ApartStep> apart = place.form.apart;
    if (is_moved(place) && places.size() == 1) {
      stay = apart.front().statements;
      outside = apart.front().outside;
      apart.erase(apart.begin());
    } else if (std::any_of(apart.begin(), apart.end(), [](const ApartStep& step) { return step.outside; })) {
      fixed.refusal = "what refuses a transaction can not stand beside other statements: give it a file of its own";
      return fixed;
    }
    if (!stay.empty()) fixed.text += terminated(stay);
    fixed.files.insert(fixed.files.end(), apart.begin(), apart.end());
  }
  fixed.text += text.substr(at);
  if (outside) mark(runner, conf, fixed);
  return fixed;
}

} // namespace

Runner runner_of(const std::string& path, const std::string& text, std::string_view configured) {
  const std::string_view name = name_of_runner(path, text, configured);
  const auto found = std::find_if(runners.begin(), runners.end(), [&](const Runner& one) { return one.name == name; });
  return found == runners.end() ? Runner{name, Carrying::fixed} : *found;
}

std::vector<Place> places_of(const linting::Script& script, const std::string& text) {
  std::vector<Place> places;
  bool open = false;
  std::size_t from = 0;
  for (const linting::Parsed& statement : script.statements) {
    Place place;
    const std::size_t line = start_of_line(text, statement.line);
    place.sql = line == std::string::npos ? line : text.find(statement.text, std::max(line, from));
    if (place.sql == std::string::npos) return {};
    place.end = place.sql + statement.text.size();
    const std::size_t next = text.find_first_not_of(" \t\r\n", place.end);
    if (next != std::string::npos && text[next] == ';') place.end = next + 1;
    place.begin = std::max(with_comments(text, place.sql), from);
    const StatementFacts facts(statement.text);
    place.sets = facts.sets_session();
    place.refuses = facts.refuses_transaction();
    place.frames = facts.begins_transaction() || facts.commits();
    if (facts.begins_transaction()) open = true;
    if (facts.commits()) open = false;
    place.in_block = open;
    place.line = statement.line;
    from = place.end;
    places.push_back(std::move(place));
  }
  return places;
}

FixedText fix_text(const Runner& runner, const std::string& text, const std::string& conf,
                   const std::vector<Place>& places, const std::string& lock_timeout) {
  if (runner.carrying == Carrying::marked) return fix_marked(runner, text, conf, places, lock_timeout);
  FixedText fixed;
  const bool apart =
      std::any_of(places.begin(), places.end(), [](const Place& place) { return !place.form.apart.empty(); });
  if (runner.carrying == Carrying::fixed && apart)
    fixed.refusal = std::string(runner.name) + " runs every file in a transaction that nothing takes it out of";
  else
    fixed.text = Whole(text, places, lock_timeout).run();
  return fixed;
}

} // namespace lockstep
