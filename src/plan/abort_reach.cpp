// The new side, and all that leans on it.
#include "plan/abort_reach.hpp"

#include "kinds/partition.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/expand_reach.hpp"
#include "plan/recipes/expand_standing.hpp"
#include "plan/recipes/remake.hpp"

#include <algorithm>

namespace lockstep {

bool is_type_beside(const Kind& kind) { return kind.name == "enum" || expand::is_made_of_types(kind); }

namespace {

class Find {
public:
  Find(const State& before, const State& open, const State& closed, const std::vector<AbortedShape>& shapes)
      : before_(before), open_(open), closed_(closed), shapes_(shapes) {}

  AbortReach run() {
    for (const AbortedShape& shape : shapes_)
      for (const Id& id : shape.news) {
        if (open_.find(id) == nullptr) continue;
        reach_.news.insert(id);
        if (id.kind == "table")
          add_family(id);
        else
          add_standing(id);
      }
    for (const Id& id : reach_.family) add_standing(id);
    for (const auto& [id, object] : open_.objects()) {
      if (before_.find(id) == nullptr && closed_.find(id) == nullptr && is_helper(object)) reach_.helpers.insert(id);
      if (object.kind->loose_text != nullptr && !reach_.helpers.contains(id) && names_news(object))
        reach_.standing.insert(id);
    }
    for (const Id& id : reach_.helpers) reach_.standing.erase(id);
    return std::move(reach_);
  }

private:
  /// What goes with a table: all below it, and its partitions.
  void add_family(const Id& table) {
    for (const auto& [id, object] : open_.objects()) {
      if (expand::is_of_table(id, table)) reach_.family.insert(id);
      if (id.kind == "table" && partition::parent_of(object) == table) add_family(id);
    }
  }

  void add_standing(const Id& on) {
    for (const Id& id : open_.dependents(on)) stand(id);
    if (on.kind == "column")
      for (const Id& id : expand::own_of_parts(open_, on)) stand(id);
  }

  void stand(const Id& id) {
    if (open_.find(id) != nullptr && !reach_.news.contains(id) && !reach_.family.contains(id) &&
        reach_.standing.insert(id).second)
      add_standing(id);
  }

  static bool is_helper(const Object& object) {
    const std::string_view kind = object.kind->name;
    return kind == "function" || kind == "trigger" || kind == "sequence" || is_type_beside(*object.kind);
  }

  /// The plan changed it, and its text names a new column: it would fail when it is called.
  bool names_news(const Object& object) const {
    const Object* old = before_.find(object.id);
    if (old != nullptr && differing(*old, object).fields.empty()) return false;
    const std::string text = object.kind->loose_text(object);
    return std::any_of(reach_.news.begin(), reach_.news.end(),
                       [&](const Id& id) { return names_word(text, id.name()); });
  }

  const State& before_;
  const State& open_;
  const State& closed_;
  const std::vector<AbortedShape>& shapes_;
  AbortReach reach_;
};

} // namespace

AbortReach abort_reach(const State& before, const State& open, const State& closed,
                       const std::vector<AbortedShape>& shapes) {
  return Find(before, open, closed, shapes).run();
}

} // namespace lockstep
