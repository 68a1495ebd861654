// Random roles with what they may do, and a table that they own and use; random security labels.
#include "support/random_roles.hpp"

#include <initializer_list>
#include <random>

namespace lockstep::test {

namespace {

class Roles {
public:
  Roles(std::uint32_t seed, std::string prefix) : random_(seed), prefix_(std::move(prefix)) {}

  std::vector<std::string> sections() {
    std::vector<int> declared;
    for (int r = 0; r < most; ++r)
      if (chance(70)) declared.push_back(r);
    std::vector<std::string> sections;
    for (std::size_t i = 0; i < declared.size(); ++i) sections.push_back(section(declared, i));
    if (declared.empty()) return sections;
    sections.push_back(
        "[tables.kept]\n" + maybe(60, "owner = \"" + name(declared.front()) + "\"\n") +
        maybe(60, "grants = { " + name(declared.back()) + " = \"" + one_of({"select", "all"}) + "\" }\n") +
        "[tables.kept.columns]\nid = \"bigint\"\n");
    return sections;
  }

private:
  static constexpr int most = 4;

  bool chance(int percent) { return std::uniform_int_distribution<int>(1, 100)(random_) <= percent; }
  std::string one_of(std::initializer_list<const char*> list) {
    return list.begin()[std::uniform_int_distribution<std::size_t>(0, list.size() - 1)(random_)];
  }
  std::string maybe(int percent, const std::string& text) { return chance(percent) ? text : std::string(); }
  [[nodiscard]] std::string name(int role) const { return prefix_ + std::to_string(role); }

  /// Members only of roles before it, so that no two states have them in a circle.
  std::string section(const std::vector<int>& declared, std::size_t at) {
    std::string text = "[roles." + name(declared[at]) + "]\n";
    for (const char* flag : {"login", "superuser", "createdb", "createrole", "replication", "bypassrls", "noinherit"})
      text += maybe(25, std::string(flag) + " = true\n");
    text += maybe(30, "connection_limit = " + one_of({"0", "5", "20"}) + "\n");
    text += maybe(30, "valid_until = \"" + one_of({"2031-01-01 00:00:00+00", "2032-06-01 12:00:00+02"}) + "\"\n");
    text +=
        maybe(30, "settings = { statement_timeout = \"" + one_of({"5s", "1min"}) + "\"" +
                      maybe(50, ", search_path = \"" + one_of({"public", "\\\"$user\\\", public"}) + "\"") + " }\n");
    text += maybe(30, "database_settings = { \"" + one_of({"work_mem", "temp_buffers"}) + "\" = \"" +
                          one_of({"32MB", "64MB"}) + "\" }\n");
    text += maybe(30, "comment = \"It's " + one_of({"this", "that"}) + "\"\n");
    std::string groups;
    for (std::size_t before = 0; before < at; ++before)
      if (chance(40)) groups += name(declared[before]) + " = \"" + one_of({"", "admin"}) + "\", ";
    return text + (groups.empty() ? "" : "member_of = { " + groups.substr(0, groups.size() - 2) + " }\n");
  }

  std::mt19937 random_;
  std::string prefix_;
};

} // namespace

std::vector<std::string> random_roles(std::uint32_t seed, const std::string& prefix) {
  return Roles(seed, prefix).sections();
}

std::string random_labels(std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  std::string text = "[security_labels]\n";
  for (const char* object : {"table public.t0", "table public.t1", "column public.t0.s", "column public.t1.n",
                             "column public.t1.s", "schema public"})
    if (below(2) == 0)
      text += std::string("\"") + (below(2) == 0 ? "anon" : "selinux") + " on " + object + "\" = \"" +
              (below(2) == 0 ? "MASKED" : "It's\\nTUNED") + "\"\n";
  return text;
}

} // namespace lockstep::test
