// Bounds that one partition gives up and another one takes: which of them must be free before.
#include "plan/recipes/partition_places.hpp"

#include "base/text.hpp"
#include "kinds/column.hpp"
#include "kinds/partition.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>

namespace lockstep::recipes {

namespace {

constexpr std::string_view place = "partition bounds";

Id place_of(const Id& table) { return {place, table.path}; }

/// Where it stands in the partitioned table: its bounds there, empty when it is not there.
std::string values_below(const State& state, const Id& parent, const Id& table) {
  const Object* object = state.find(table);
  if (object == nullptr || partition::parent_of(*object) != parent) return {};
  return upper(body<Table>(*object).values) == "DEFAULT" ? "DEFAULT" : body<Table>(*object).values;
}

/// The values between the parentheses that open at `at`, which is moved behind them.
std::vector<std::string> values_from(std::string_view text, std::size_t& at) {
  std::vector<std::string> values(1);
  bool quoted = false;
  int depth = 0;
  for (at = text.find('(', at); at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\'') quoted = !quoted;
    if (!quoted && c == '(' && depth++ == 0) continue;
    if (!quoted && c == ')' && --depth == 0) break;
    if (!quoted && c == ',' && depth == 1)
      values.emplace_back();
    else
      values.back() += c;
  }
  for (std::string& value : values) value = std::string(trim(value));
  return values;
}

std::optional<long> number_of(std::string_view text) {
  if (text.size() > 1 && text.front() == '\'') text = text.substr(1, text.size() - 2);
  long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// A date, or a time of one length: their texts are in their order.
bool is_date(std::string_view text) {
  return text.size() >= 12 && text.front() == '\'' && text[5] == '-' && text[8] == '-' && text[1] >= '0' &&
         text[1] <= '9';
}

bool counts(const State& state, const Id& parent, std::size_t column) {
  const Object* table = state.find(parent);
  std::size_t at = 0;
  const std::vector<std::string> key = values_from(body<Table>(*table).partition_by, at);
  if (column >= key.size()) return false;
  const auto name = parse_name(key[column]);
  const Object* found = name.empty() ? nullptr : state.find({"column", parent.path.child(name.front())});
  static constexpr std::string_view numbers[] = {"smallint", "integer", "bigint"};
  return found != nullptr &&
         std::find(std::begin(numbers), std::end(numbers), body<Column>(*found).type) != std::end(numbers);
}

/// Below 0, 0 or above 0; nothing where only the server can tell.
std::optional<int> compare_bound(const State& state, const Id& parent, const std::vector<std::string>& one,
                                 const std::vector<std::string>& other) {
  const auto end_of = [](const std::string& text) { return text == "MINVALUE" ? -1 : text == "MAXVALUE" ? 1 : 0; };
  for (std::size_t i = 0; i < std::min(one.size(), other.size()); ++i) {
    if (one[i] == other[i]) continue;
    if (end_of(one[i]) != 0 || end_of(other[i]) != 0) return end_of(one[i]) - end_of(other[i]);
    const auto left = number_of(one[i]);
    const auto right = number_of(other[i]);
    if (left && right && counts(state, parent, i)) return *left < *right ? -1 : 1;
    if (!is_date(one[i]) || !is_date(other[i]) || one[i].size() != other[i].size()) return std::nullopt;
    return one[i] < other[i] ? -1 : 1;
  }
  return 0;
}

bool ranges_overlap(const State& state, const Id& parent, const std::string& one, const std::string& other) {
  const auto ends = [](const std::string& text) {
    std::size_t at = 0;
    auto first = values_from(text, at);
    return std::pair{first, values_from(text, at)};
  };
  const auto [from, to] = ends(one);
  const auto [other_from, other_to] = ends(other);
  const auto before = compare_bound(state, parent, to, other_from);
  const auto after = compare_bound(state, parent, from, other_to);
  return !(before && *before <= 0) && !(after && *after >= 0);
}

bool lists_overlap(const std::string& one, const std::string& other) {
  std::size_t at = 0;
  std::size_t other_at = 0;
  const auto values = values_from(one, at);
  const auto others = values_from(other, other_at);
  return std::find_first_of(values.begin(), values.end(), others.begin(), others.end()) != values.end();
}

bool remainders_overlap(const std::string& one, const std::string& other) {
  const auto numbers = [](const std::string& text) {
    std::size_t at = 0;
    std::vector<long> found;
    for (const std::string& value : values_from(text, at))
      found.push_back(number_of(value.substr(value.rfind(' ') + 1)).value_or(0));
    return found;
  };
  const auto left = numbers(one);
  const auto right = numbers(other);
  if (left.size() != 2 || right.size() != 2) return true;
  const long common = std::max(1L, std::gcd(left[0], right[0]));
  return left[1] % common == right[1] % common;
}

/// Not for sure: only the server can compare all values.
bool may_overlap(const State& state, const Id& parent, const std::string& one, const std::string& other) {
  if (one == "DEFAULT" || other == "DEFAULT") return one == other;
  if (one.starts_with("FROM")) return ranges_overlap(state, parent, one, other);
  return one.starts_with("IN") ? lists_overlap(one, other) : remainders_overlap(one, other);
}

/// Whether `table`, as it is wanted, can only be attached once `giver` has been detached.
bool waits_for(const RecipeContext& context, const Id& parent, const Id& table, const Id& giver) {
  const std::string wanted = values_below(context.to, parent, table);
  const std::string had = values_below(context.from, parent, giver);
  const std::string has = values_below(context.to, parent, giver);
  if (table == giver || wanted.empty() || had.empty() || had == has) return false;
  if (values_below(context.from, parent, table) == wanted) return false;
  // While a default partition comes or goes, others keep out of its way.
  const bool around_default = !has.empty() && (had == "DEFAULT" || has == "DEFAULT");
  return around_default || may_overlap(context.from, parent, had, wanted);
}

} // namespace

void wait_for_places(const RecipeContext& context, Step& attach) {
  const Object& table = *context.change.to;
  const Id parent = partition::parent_of(table);
  for (const Object* giver : partition::children_of(context.from, parent))
    if (waits_for(context, parent, table.id, giver->id)) attach.needs.push_back(place_of(giver->id));
  if (values_below(context.to, parent, table.id) != "DEFAULT" || context.from.find(table.id) != nullptr) return;
  // A default partition that holds no row yet would be read for each of those that come after it.
  for (const Object* sibling : partition::children_of(context.to, parent))
    if (values_below(context.from, parent, sibling->id) != values_below(context.to, parent, sibling->id) &&
        sibling->id != table.id)
      attach.needs.push_back(sibling->id);
}

void leave_place(const RecipeContext& context, Step& detach) {
  const Object& table = *context.change.from;
  const Id parent = partition::parent_of(table);
  const auto others = partition::children_of(context.to, parent);
  if (std::any_of(others.begin(), others.end(),
                  [&](const Object* other) { return waits_for(context, parent, other->id, table.id); }))
    detach.makes.push_back(place_of(table.id));
}

const Object* default_beside(const RecipeContext& context, const Object& table) {
  const Id parent = partition::parent_of(table);
  for (const State* state : {&context.from, &context.to})
    for (const Object* sibling : partition::children_of(*state, parent)) {
      if (sibling->id == table.id || values_below(*state, parent, sibling->id) != "DEFAULT") continue;
      const std::string before = values_below(context.from, parent, sibling->id);
      const std::string after = values_below(context.to, parent, sibling->id);
      // It has become another partition before, or is one that becomes it before.
      if (before == after || (state == &context.from ? after.empty() : !before.empty())) return sibling;
    }
  return nullptr;
}

} // namespace lockstep::recipes
