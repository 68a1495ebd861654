// Random schemas: the kinds that every application has, as TOML; random_beside.cpp has the others.
#include "support/random_schema.hpp"

#include "support/random_beside.hpp"
#include "support/random_roles.hpp"
#include "support/random_rows.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <vector>

namespace lockstep::test {

namespace {

using Texts = std::vector<std::string>;

class Generator {
public:
  Generator(std::uint32_t seed, Size size) : random_(seed), seed_(seed), size_(size) {}

  Texts sections() {
    Texts sections;
    const Texts enums = enum_sections(sections);
    sequence_sections(sections);
    const int tables = size_ == Size::small ? 2 : number(2, 5);
    for (int t = 0; t < tables; ++t) table_section(t, tables, enums, sections);
    view_sections(tables, sections);
    const auto add = [&](const Texts& more) { sections.insert(sections.end(), more.begin(), more.end()); };
    if (is_asked(0)) add(random_rows(seed_, tables, references_));
    if (is_asked(1)) add(random_roles(seed_, "lockstep_role"));
    if (is_asked(2)) add({random_labels(seed_)});
    return sections;
  }

private:
  /// Both small states of a pair have the same one of these groups, and not every pair has one.
  [[nodiscard]] bool is_asked(std::uint32_t group) const { return size_ == Size::whole || seed_ / 2 % 5 == group; }
  int number(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  bool chance(int percent) { return number(1, 100) <= percent; }
  template <std::size_t N> std::string one_of(const std::array<const char*, N>& list) {
    return list.at(static_cast<std::size_t>(number(0, static_cast<int>(N) - 1)));
  }
  std::string maybe_comment() {
    return chance(20) ? ", comment = \"It's number " + std::to_string(number(1, 3)) + "\"" : "";
  }

  // Labels only ever grow: PostgreSQL can not take them away.
  Texts enum_sections(Texts& sections) {
    Texts names;
    for (int e = 0; e < 2; ++e) {
      if (!chance(70)) continue;
      names.push_back("mood" + std::to_string(e));
      sections.push_back("[enums.mood" + std::to_string(e) + "]\nvalues = [\"sad\", \"ok\", \"happy\"]\n" +
                         (chance(30) ? "comment = \"how it feels\"\n" : ""));
    }
    return names;
  }

  void sequence_sections(Texts& sections) {
    if (!chance(60)) return;
    std::string text = "[sequences.numbers]\n";
    if (chance(50)) text += "start = " + std::to_string(number(1, 9)) + "\n";
    if (chance(50)) text += "increment = " + std::to_string(number(1, 3)) + "\n";
    if (chance(30)) text += "cycle = true\n";
    if (chance(30)) text += "cache = 5\n";
    sections.push_back(text);
  }

  std::string column(int c, const Texts& enums) {
    static constexpr std::array<const char*, 6> kinds{"integer",     "bigint",        "text",
                                                      "varchar(40)", "numeric(10,2)", "timestamptz"};
    const std::string kind = one_of(kinds);
    std::string line = "c" + std::to_string(c) + " = { type = \"";
    if (!enums.empty() && chance(15)) {
      line += enums.front() + "\", not_null = true, default = \"'ok'\"";
    } else if (kind == "integer" || kind == "bigint") {
      line += kind + "\"" + (chance(50) ? ", not_null = true, default = " + std::to_string(number(0, 3)) : "");
    } else if (kind == "timestamptz") {
      line += kind + "\"" + (chance(50) ? ", not_null = true, default = \"now()\"" : "");
    } else if (kind == "numeric(10,2)") {
      line +=
          "numeric(" + std::to_string(number(8, 12)) + ",2)\"" + (chance(40) ? ", not_null = true, default = 1.5" : "");
    } else {
      line += kind + "\"" + (chance(40) ? ", not_null = true, default = \"'x'\"" : "") +
              (chance(10) ? ", storage = \"external\"" : "") + (chance(10) ? ", collation = 'pg_catalog.\"C\"'" : "") +
              (chance(10) ? ", statistics = 200" : "");
    }
    return line + maybe_comment() + " }\n";
  }

  void table_section(int t, int tables, const Texts& enums, Texts& sections) {
    const std::string name = "t" + std::to_string(t);
    std::string text = "[tables." + name + "]\n";
    if (chance(30)) text += "comment = \"table " + std::to_string(number(1, 3)) + "\"\n";
    if (chance(20)) text += "with = { fillfactor = " + std::to_string(number(7, 9) * 10) + " }\n";
    text += "primary_key = [\"id\"]\n[tables." + name + ".columns]\n";
    text += "id = { type = \"bigint\", identity = \"" + std::string(chance(70) ? "always" : "by default") + "\" }\n";
    // Columns come and go, but a name keeps its family of types within a seed pair: int stays a number.
    text += "n = { type = \"" + std::string(chance(50) ? "integer" : "bigint") + "\"" +
            (chance(50) ? ", not_null = true, default = 0" : "") + " }\n";
    text += "s = { type = \"" + one_of(std::array<const char*, 3>{"text", "varchar(40)", "varchar(80)"}) + "\"" +
            (chance(40) ? ", not_null = true, default = \"''\"" : "") + maybe_comment() + " }\n";
    text += "up = \"bigint\"\n";
    const int columns = number(0, 3);
    for (int c = 0; c < columns; ++c) text += column(10 * number(0, 9) + c, enums);
    sections.push_back(text);
    constraint_sections(name, tables, sections);
    index_section(name, sections);
    function_sections(name, sections);
  }

  void constraint_sections(const std::string& name, int tables, Texts& sections) {
    if (chance(50))
      sections.push_back("[tables." + name + ".checks]\n" + name + "_n_ok = \"n >= " + std::to_string(number(-2, 0)) +
                         " OR n IS NULL\"\n");
    if (chance(40))
      sections.push_back("[tables." + name + ".unique." + name +
                         "_ns]\ncolumns = " + (chance(50) ? "[\"n\", \"s\"]" : "[\"s\", \"n\"]") +
                         (chance(30) ? "\ndeferrable = \"initially deferred\"" : "") +
                         (chance(20) ? "\ninclude = [\"up\"]" : "") + "\n");
    if (!chance(60)) return;
    references_[std::stoi(name.substr(1))] = number(0, tables - 1);
    sections.push_back("[tables." + name + ".foreign_keys." + name + "_up]\ncolumns = [\"up\"]\nreferences = \"t" +
                       std::to_string(references_.at(std::stoi(name.substr(1)))) + "(id)\"\n" +
                       (chance(50) ? "on_delete = \"cascade\"\n" : "") +
                       (chance(20) ? "deferrable = \"initially immediate\"\n" : ""));
  }

  void index_section(const std::string& name, Texts& sections) {
    std::string text = "[tables." + name + ".indexes]\n";
    bool any = false;
    const auto add = [&](const std::string& line) {
      text += name + "_" + line + "\n";
      any = true;
    };
    if (chance(50)) add("a = [\"n\"]");
    if (chance(40)) add("b = { columns = [\"lower(s)\", \"n desc\"] }");
    if (chance(40))
      add("c = { columns = [\"n\"], where = \"s <> ''\"" + std::string(chance(50) ? ", include = [\"s\"]" : "") + " }");
    if (chance(30))
      add("d = { columns = [\"s text_pattern_ops\"], with = { fillfactor = " + std::to_string(number(7, 9) * 10) +
          " } }");
    if (chance(20)) add("e = { columns = [\"n\"], method = \"hash\" }");
    if (any) sections.push_back(text);
  }

  /// Functions that a table uses and that use it, and a trigger.
  void function_sections(const std::string& table, Texts& sections) {
    if (chance(50)) {
      sections.push_back("[functions.\"" + table + "_count()\"]\nreturns = \"bigint\"\nlanguage = \"sql\"\n" +
                         (chance(50) ? "volatility = \"stable\"\n" : "") + "body = \"SELECT count(*) FROM " + table +
                         " WHERE n > " + std::to_string(number(0, 2)) + "\"\n");
    }
    if (!chance(50)) return;
    sections.push_back("[functions.\"" + table + "_touch()\"]\nreturns = \"trigger\"\nlanguage = \"plpgsql\"\nbody = " +
                       "\"BEGIN NEW.n := " + std::to_string(number(1, 3)) + "; RETURN NEW; END\"\n" +
                       (chance(30) ? "security_definer = true\n" : ""));
    sections.push_back("[tables." + table + ".triggers." + table + "_touch]\nwhen = \"before insert" +
                       (chance(50) ? " or update of n" : "") + "\"\nfor_each = \"row\"\nexecute = \"" + table +
                       "_touch()\"\n" + (chance(40) ? "condition = \"NEW.n IS NOT NULL\"\n" : ""));
  }

  void view_sections(int tables, Texts& sections) {
    for (int v = 0; v < 2; ++v) {
      if (!chance(60)) continue;
      const std::string table = "t" + std::to_string(number(0, std::min(tables, 2) - 1));
      std::string text = "[views.v" + std::to_string(v) + "]\nquery = \"SELECT id, " + (chance(50) ? "n, s" : "s, n") +
                         " FROM " + table + "\"\n";
      if (chance(30)) text += "options = { security_barrier = true }\n";
      if (chance(30)) text += "comment = \"a view\"\n";
      sections.push_back(text);
      if (chance(40))
        sections.push_back("[views.w" + std::to_string(v) + "]\nquery = \"SELECT n FROM v" + std::to_string(v) +
                           "\"\n");
    }
  }

  std::mt19937 random_;
  std::uint32_t seed_;
  Size size_;
  std::map<int, int> references_; ///< to which table the foreign key of a table leads, by their numbers
};

} // namespace

std::string random_schema(std::uint32_t seed, std::uint32_t shuffle, Size size) {
  std::vector<std::string> sections = Generator(seed, size).sections();
  for (std::string& section : random_sections_beside(seed, size)) sections.push_back(std::move(section));
  if (shuffle > 0) std::shuffle(sections.begin(), sections.end(), std::mt19937(shuffle));
  std::string text = "schema = \"public\"\n\n";
  for (const std::string& section : sections) text += section + "\n";
  return text;
}

} // namespace lockstep::test
