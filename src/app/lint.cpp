// lint: the rules over migration files, ours or anybody's.
#include "app/project.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "lint/lint.hpp"
#include "report/findings.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

namespace fs = std::filesystem;

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "V2__b" before "V10__a": numbers compare as numbers, as every runner orders its files.
bool runs_before(const std::string& a, const std::string& b) {
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

bool is_embedding(const fs::path& path) { return path.extension() == ".py" || path.extension() == ".rb"; }

/// A module or class that is a migration, whether or not its SQL can be read.
bool is_migration(const std::string& text) {
  return (text.find("def upgrade(") != std::string::npos && text.find("down_revision") != std::string::npos) ||
         text.find("ActiveRecord::Migration[") != std::string::npos;
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

  [[nodiscard]] std::vector<linting::Input> inputs() const {
    std::vector<linting::Input> found;
    for (const fs::path& file : files_) {
      const fs::path conf = file.string() + ".conf";
      linting::Input input{shown(file), read_file(file), fs::exists(conf) ? read_file(conf) : "",
                           asked_.contains(file)};
      if (!is_embedding(file) || take_sql(input)) found.push_back(std::move(input));
    }
    return found;
  }

private:
  /// SQL in Python or Ruby; false, and a word about it, for what is not SQL.
  bool take_sql(linting::Input& input) const {
    if (input.text.find("disable_ddl_transaction!") != std::string::npos) input.conf = "executeInTransaction=false";
    const std::optional<std::string> sql = embedded_sql(input.path, input.text);
    if (!sql && input.asked) project_.say("not looked at: " + input.path + " does more than execute SQL");
    input.text = sql.value_or("");
    return sql.has_value();
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

linting::Levels levels_of(const Config& config) {
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

} // namespace

LintResult lint(const LintOptions& options) {
  const Project project(options);
  Selection selection(project, options.folder);
  for (const std::string& file : options.files) selection.add(file);
  if (options.files.empty()) selection.add(project.config().migrations);
  LintResult result;
  const std::vector<linting::Input> inputs = selection.inputs();
  result.files = static_cast<std::size_t>(
      std::count_if(inputs.begin(), inputs.end(), [](const linting::Input& input) { return input.asked; }));
  result.findings = linting::look_at(inputs, levels_of(project.config()));
  result.text = report::findings_as(options.format, result.findings, words_of(result.findings));
  return result;
}

} // namespace lockstep
