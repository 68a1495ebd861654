// Indexes and the keys that stand on them, built and dropped beside the traffic.
#include "kinds/constraint.hpp"
#include "kinds/index.hpp"
#include "plan/recipes/recipe.hpp"

namespace lockstep::recipes {

namespace {

bool build_concurrently(const Step& step, const RecipeContext& context, Steps& out) {
  const Object& object = *context.change.to;
  out.push_back(index::create_concurrently_step(step.subject, step.table, body<Index>(object), object.id.name()));
  return true;
}

bool drop_concurrently(const Step& step, const RecipeContext&, Steps& out) {
  Step safe = index::drop_concurrently_step(step.subject, step.subject.name(), step.back);
  safe.phase = step.phase;
  out.push_back(safe);
  return true;
}

bool adopt_index(const Step& step, const RecipeContext& context, Steps& out) {
  const Object& object = *context.change.to;
  const auto& key = body<KeyConstraint>(object);
  const std::string_view word = object.kind->name == "primary_key" ? "PRIMARY KEY" : "UNIQUE";
  Step build = index::create_concurrently_step(step.subject, step.table, constraint::key_index(key), object.id.name());
  build.note = "The index of the constraint, built beside the traffic.";
  out.push_back(build);
  const std::string adopt =
      std::string(word) + " USING INDEX " + quote_ident(object.id.name()) + deferrable_clause(key.deferrable);
  out.push_back(make_step(constraint::add_key_using_index, step.subject,
                          alter_table(step.subject, constraint::add_action(step.subject, adopt)), step.back));
  out.back().note = "Adopts the finished index: a catalog change.";
  return true;
}

} // namespace

const Recipe create_index{.replaces = &index::create, .name = "create index concurrently", .with = build_concurrently};
const Recipe drop_index{.replaces = &index::drop, .name = "drop index concurrently", .with = drop_concurrently};
const Recipe add_key{.replaces = &constraint::add_key, .name = "key through a concurrent index", .with = adopt_index};

} // namespace lockstep::recipes
