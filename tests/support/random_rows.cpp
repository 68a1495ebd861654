// Random reference data for the tables of random_schema(): rows that refer to each other as its foreign keys do.
#include "support/random_rows.hpp"

#include <random>

namespace lockstep::test {

namespace {

class ReferenceRows {
public:
  ReferenceRows(std::uint32_t seed, const std::map<int, int>& references) : random_(seed), references_(references) {}

  std::vector<std::string> sections(int tables) {
    for (int t = 0; t < tables; ++t)
      if (chance(50)) rows_[t] = number(1, 3);
    std::vector<std::string> sections;
    for (const auto& [table, rows] : rows_) sections.push_back(section(table, rows));
    return sections;
  }

private:
  int number(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  bool chance(int percent) { return number(1, 100) <= percent; }

  // What a row says fits every check and unique constraint that the generator makes; n is what triggers write.
  std::string section(int table, int rows) {
    const std::string name = "t" + std::to_string(table);
    const auto key = references_.find(table);
    const auto referred = key == references_.end() ? rows_.end() : rows_.find(key->second);
    std::string text = "[rows." + name + "]\nkey = [\"id\"]\n" + (chance(40) ? "prune = true\n" : "") + "rows = [\n";
    for (int id = 1; id <= rows; ++id) {
      text +=
          "  { id = " + std::to_string(id) + ", s = \"" + (chance(50) ? "It's " : "no ") + std::to_string(id) + "\"";
      if (referred != rows_.end() && chance(70)) text += ", up = " + std::to_string(number(1, referred->second));
      text += " },\n";
    }
    return text + "]\n";
  }

  std::mt19937 random_;
  const std::map<int, int>& references_;
  std::map<int, int> rows_; ///< how many each table has
};

} // namespace

std::vector<std::string> random_rows(std::uint32_t seed, int tables, const std::map<int, int>& references) {
  return ReferenceRows(seed, references).sections(tables);
}

} // namespace lockstep::test
