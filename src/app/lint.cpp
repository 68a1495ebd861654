// lint: the rules over migration files, ours or anybody's.
#include <lockstep/lint_fix.hpp>

#include "app/edited.hpp"
#include "app/linting.hpp"
#include "app/whole_folder.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "emit/dialects/changelog.hpp"
#include "emit/dialects/choices.hpp"
#include "lint/lint.hpp"
#include "report/findings.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace lockstep {

namespace fs = std::filesystem;

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Flyway's repeatable files and what it calls at the end run behind all versions.
int place_of(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.starts_with("R__") ? 1 : name.starts_with("after") ? 2 : name.starts_with("before") ? -1 : 0;
}

/// "V2__b" before "V10__a": numbers compare as numbers, as every runner orders its files.
bool runs_before(const std::string& a, const std::string& b) {
  if (place_of(a) != place_of(b)) return place_of(a) < place_of(b);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (!is_digit(a[i]) || !is_digit(b[j])) {
      if (a[i] != b[j]) return a[i] < b[j];
      ++i;
      ++j;
      continue;
    }
    const auto number = [](const std::string& text, std::size_t& at) {
      const std::size_t from = std::min(text.find_first_not_of('0', at), text.size());
      for (at = std::max(at, from); at < text.size() && is_digit(text[at]);) ++at;
      return text.substr(from, at - std::min(from, at));
    };
    const std::string left = number(a, i);
    const std::string right = number(b, j);
    if (left.size() != right.size()) return left.size() < right.size();
    if (left != right) return left < right;
  }
  return a.size() - i < b.size() - j;
}

/// A file that may hold its SQL in another language, or none.
bool is_embedding(const fs::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".py" || ending == ".rb" ||
         std::find(dialects::changelog_endings.begin(), dialects::changelog_endings.end(), ending) !=
             dialects::changelog_endings.end();
}

/// A module, class or changelog that is a migration, whether or not its SQL can be read.
bool is_migration(const std::string& text) {
  const auto has = [&](const char* part) { return text.find(part) != std::string::npos; };
  return (has("def upgrade(") && has("down_revision")) || has("ActiveRecord::Migration[") ||
         (has("databaseChangeLog") && has("changeSet"));
}

/// A file that leads forward: `.down.sql`, sqitch's revert and verify, and Flyway's undo files lead back or nowhere.
bool leads_forward(const fs::path& path) {
  const std::string name = path.filename().string();
  const std::string folder = path.parent_path().filename().string();
  if (is_embedding(path)) return is_migration(read_file(path));
  return name.ends_with(".sql") && !name.ends_with(".down.sql") && folder != "revert" && folder != "verify" &&
         !(name.starts_with("U") && name.size() > 1 && is_digit(name[1]));
}

/// `depth`: how many folders down.
std::vector<fs::path> files_below(const fs::path& folder, int depth) {
  std::vector<fs::path> found;
  for (auto entry = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied);
       entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry.depth() >= depth) entry.disable_recursion_pending();
    if (leads_forward(entry->path()) && entry->is_regular_file()) found.push_back(entry->path());
  }
  std::sort(found.begin(), found.end(),
            [](const fs::path& a, const fs::path& b) { return runs_before(a.string(), b.string()); });
  return found;
}

/// All files of the folders at stake in their order, and which of them were asked for.
class Selection {
public:
  explicit Selection(const Project& project, const fs::path& root) : project_(project), root_(root) {}

  void add(const fs::path& path) {
    const fs::path whole = path.is_absolute() ? path : root_ / path;
    if (fs::is_directory(whole)) {
      for (const fs::path& file : files_below(whole, 9)) take(file, true);
    } else {
      if (!fs::exists(whole)) throw usage_error("there is no file " + path.string());
      // Prisma and Drizzle keep a folder for each file, so what came before lies beside that.
      const int depth = whole.filename() == "migration.sql" ? 1 : 0;
      const fs::path folder = depth == 1 ? whole.parent_path().parent_path() : whole.parent_path();
      for (const fs::path& file : files_below(folder, depth)) {
        if (fs::equivalent(file, whole)) break;
        take(file, false);
      }
      take(whole, true);
    }
  }

  [[nodiscard]] std::vector<linting::Input> inputs() {
    std::vector<linting::Input> found;
    std::string before; // what Flyway runs in front of each migration
    for (const fs::path& file : files_)
      if (const std::string name = file.filename().string();
          name.starts_with("beforeEachMigrate.") || name.starts_with("beforeEachMigrate__"))
        before += filled(read_file(file)) + "\n";
    for (const fs::path& file : files_) {
      const fs::path conf = file.string() + ".conf";
      linting::Input input{shown(file), read_file(file), fs::exists(conf) ? read_file(conf) : "",
                           asked_.contains(file)};
      if (const char sort = file.filename().string().front(); sort == 'V' || sort == 'R') input.before = before;
      if (!is_embedding(file)) input.text = filled(input.text);
      if (!is_embedding(file) || take_sql(file, input)) found.push_back(std::move(input));
    }
    return found;
  }

  /// Files whose SQL was printed by their runner: its lines are not theirs.
  [[nodiscard]] const std::set<std::string>& printed() const { return printed_; }

private:
  /// SQL in Python or Ruby, or what the runner prints; false, and a word about it, for what has none.
  bool take_sql(const fs::path& file, linting::Input& input) {
    if (input.text.find("disable_ddl_transaction!") != std::string::npos) input.conf = "executeInTransaction=false";
    std::optional<std::string> sql = embedded_sql(input.path, input.text);
    if (!sql && (sql = printed_sql(file))) printed_.insert(input.path);
    if (!sql && input.asked) project_.say("not looked at: " + input.path + " does more than execute SQL");
    input.text = sql.value_or("");
    return sql.has_value();
  }
  /// What stands beside a file of the chain, or what its runner prints where it is there.
  std::optional<std::string> printed_sql(const fs::path& file) {
    if (const fs::path beside = file.string() + ".lockstep"; fs::exists(beside)) return read_file(beside);
    const fs::path folder = project_.path_of(project_.config().migrations);
    const std::string below = file.lexically_normal().lexically_relative(folder).generic_string();
    if (below.empty() || below.starts_with("..")) return std::nullopt;
    try {
      if (!folder_) folder_ = project_.folder();
    } catch (const Error& error) {
      project_.say(error.what());
      folder_.emplace();
    }
    const auto found = folder_->find(below + ".lockstep");
    return found == folder_->end() ? std::nullopt : std::optional(found->second);
  }
  /// With the values of placeholders, where the runner puts some in.
  [[nodiscard]] std::string filled(const std::string& text) const {
    const std::string_view runner = project_.dialect().name;
    if (runner != "flyway" && runner != "liquibase") return text;
    return dialects::fill_in(text, choices_of(project_.config(), project_.dialect())).text;
  }
  void take(const fs::path& file, bool asked) {
    if (std::find(files_.begin(), files_.end(), file) == files_.end()) files_.push_back(file);
    if (asked) asked_.insert(file);
  }
  [[nodiscard]] std::string shown(const fs::path& file) const {
    const fs::path inside = file.lexically_normal().lexically_relative(root_.lexically_normal());
    return inside.empty() || *inside.begin() == ".." ? file.string() : inside.string();
  }

  const Project& project_;
  fs::path root_;
  std::vector<fs::path> files_;
  std::set<fs::path> asked_;
  std::set<std::string> printed_;
  std::optional<Folder> folder_;
};

std::vector<report::RuleWords> words_of(const std::vector<Diagnostic>& findings) {
  std::set<std::string> codes;
  for (const Diagnostic& finding : findings) codes.insert(finding.code);
  std::vector<report::RuleWords> words;
  for (const linting::Rule& rule : linting::all_rules())
    if (codes.contains(std::string(rule.code)))
      words.push_back({std::string(rule.code), std::string(rule.name), std::string(rule.title),
                       std::string(rule.why) + "\n" + std::string(rule.safe)});
  return words;
}

} // namespace

linting::Levels lint_levels(const Config& config) {
  const std::map<std::string, linting::Level> words = {{"off", linting::Level::off},
                                                       {"note", linting::Level::note},
                                                       {"warning", linting::Level::warning},
                                                       {"error", linting::Level::error}};
  linting::Levels levels;
  std::vector<std::string> names;
  for (const linting::Rule& rule : linting::all_rules()) names.emplace_back(rule.name);
  for (const auto& [name, level] : config.lint) {
    const linting::Rule* rule = linting::find_rule(name);
    if (rule == nullptr) {
      const std::string near = nearest(name, names);
      throw usage_error("lockstep.toml: no rule of [lint] is called '" + name + "'",
                        near.empty() ? "docs/reference/rules.md lists them." : "did you mean '" + near + "'?");
    }
    levels[std::string(rule->name)] = words.at(level);
  }
  return levels;
}

LintInputs lint_inputs(const Project& project, const Options& options, const std::vector<std::string>& files) {
  Selection selection(project, options.folder);
  for (const std::string& file : files) selection.add(file);
  if (files.empty()) selection.add(project.config().migrations);
  LintInputs found;
  found.files = selection.inputs();
  found.printed = selection.printed();
  return found;
}

LintResult lint(const LintOptions& options) {
  const Project project(options);
  LintResult result;
  auto [inputs, printed] = lint_inputs(project, options, options.files);
  std::vector<fs::path> paths;
  for (const linting::Input& input : inputs) paths.push_back(project.path_of(input.path));
  const auto edited = edited_files(project, paths, {options.base, options.sources});
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (const auto why = edited.find(paths[i]); why != edited.end()) inputs[i].edited = why->second;
  result.files = static_cast<std::size_t>(
      std::count_if(inputs.begin(), inputs.end(), [](const linting::Input& input) { return input.asked; }));
  result.findings = linting::look_at(inputs, lint_levels(project.config()));
  for (Diagnostic& finding : result.findings)
    if (printed.contains(finding.position.file)) finding.position.line = finding.position.column = 0;
  result.text = report::findings_as(options.format, result.findings, words_of(result.findings));
  return result;
}

} // namespace lockstep
