// Compares a DO block with those that are written today: all the same outside of literals, and literals that run
// nothing else.
#include "kinds/access_blocks.hpp"

#include "base/text.hpp"
#include "kinds/function_sql.hpp"
#include "kinds/kinds.hpp"
#include "kinds/privileges.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

namespace lockstep {

namespace {

struct Block {
  std::string rest; ///< the text with nothing between quotes
  std::vector<std::string> literals;
};

/// A doubled quote is one of its literal.
Block block_of(std::string_view sql) {
  Block block;
  while (true) {
    const std::size_t begin = sql.find('\'');
    block.rest += sql.substr(0, begin);
    if (block.rest.ends_with(", E")) block.rest.pop_back(); // a name that holds quotes itself
    if (begin == std::string_view::npos) return block;
    sql.remove_prefix(begin + 1);
    std::string literal;
    std::size_t end = sql.find('\'');
    for (; end != std::string_view::npos && sql.substr(end, 2) == "''"; end = sql.find('\'')) {
      literal += sql.substr(0, end + 1);
      sql.remove_prefix(end + 2);
    }
    block.rest += "''";
    block.literals.push_back(literal + std::string(sql.substr(0, end)));
    sql.remove_prefix(std::min(sql.size(), end == std::string_view::npos ? end : end + 1));
  }
}

/// Other names, and other words for what has them; but no other command, and no second one.
bool may_stand_for(const std::string& literal, const std::string& known) {
  if (literal == known) return true;
  constexpr std::array<std::string_view, 4> commands{"ALTER ", "GRANT ", "REVOKE ", "REFRESH MATERIALIZED VIEW "};
  const bool escapes = replace_all(literal, "\\\\", "").find('\\') != std::string::npos;
  return !escapes && literal.find(';') == std::string::npos && literal.find("$$") == std::string::npos &&
         std::all_of(commands.begin(), commands.end(),
                     [&](auto word) { return !known.starts_with(word) || literal.starts_with(word); });
}

bool is_like(const Block& block, const Block& known) {
  return block.rest == known.rest && std::equal(block.literals.begin(), block.literals.end(), known.literals.begin(),
                                                known.literals.end(), may_stand_for);
}

void add_rebuild(std::string_view kind_name, const std::vector<std::string>& path, int unit, Steps& steps) {
  const Kind* kind = find_kind(kind_name);
  Steps around(1);
  around.front().unit = unit;
  Object object;
  object.id = {kind->name, Path(path)};
  object.kind = kind;
  object.body = kind->make();
  keep_access(object, {{"one"}, {}}, around, 0);
  steps.insert(steps.end(), {around.front(), around.back()});
}

std::vector<Block> written() {
  const Id view{find_kind("view")->name, Path({"public", "one"})};
  const Id function{find_kind("function")->name, Path({"public", "one()"})};
  Steps steps{remember_privileges(view, "VIEW"), remember_privileges(view, "MATERIALIZED VIEW", true),
              share_privileges(view, view), restore_privileges(view), function::remember_privileges(function)};
  for (const int unit : {0, 1}) {
    add_rebuild("collation", {"public", "one"}, unit, steps);
    add_rebuild("domain", {"public", "one"}, unit, steps);
    add_rebuild("server", {"one"}, unit, steps);
  }
  std::vector<Block> blocks;
  for (const Step& step : steps) blocks.push_back(block_of(step.sql));
  return blocks;
}

} // namespace

bool carries_access(std::string_view statement) {
  static const std::vector<Block> known = written();
  const Block block = block_of(statement);
  return std::any_of(known.begin(), known.end(), [&](const Block& one) { return is_like(block, one); });
}

} // namespace lockstep
