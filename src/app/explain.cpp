// explain: the words of the tables of hazards, recipes and rules of lint.
#include <lockstep/lockstep.hpp>
#include <lockstep/suggest.hpp>

#include "base/text.hpp"
#include "lint/rule.hpp"
#include "plan/hazard.hpp"
#include "plan/recipes/recipe.hpp"

namespace lockstep {

namespace {

Explanation in_words(std::string_view code, std::string_view name, const Lesson& lesson) {
  return {std::string(code),        std::string(name),       std::string(lesson.title),
          std::string(lesson.what), std::string(lesson.why), std::string(lesson.lock),
          std::string(lesson.way),  std::string(lesson.bad), std::string(lesson.good)};
}

/// What the plain statement does that a recipe replaces is told by its form.
Explanation in_words(const RecipeLesson& recipe) {
  Explanation one = in_words(recipe.code, "", recipe.lesson);
  if (recipe.recipe == nullptr) return one;
  const Form& form = *recipe.recipe->replaces;
  if (one.title.empty()) one.title = recipe.recipe->name;
  if (one.why.empty()) one.why = form.explain;
  return one;
}

Explanation in_words(const linting::Rule& rule) {
  Explanation one;
  one.code = rule.code;
  one.name = rule.name;
  one.title = rule.title;
  one.why = rule.why;
  one.way = rule.safe;
  one.bad = rule.bad;
  one.good = rule.good;
  return one;
}

} // namespace

std::vector<Explanation> explain(const std::string& code) {
  std::vector<Explanation> all;
  std::vector<std::string> names;
  for (const KnownHazard& known : known_hazards()) {
    all.push_back(in_words(known.code, known.name, known.lesson));
    names.emplace_back(known.name);
  }
  for (const RecipeLesson& recipe : recipe_lessons()) {
    all.push_back(in_words(recipe));
    names.emplace_back(recipe.code);
  }
  for (const linting::Rule& rule : linting::all_rules()) {
    all.push_back(in_words(rule));
    names.emplace_back(rule.name);
  }
  if (code.empty()) return all;
  for (const Explanation& one : all)
    if (upper(one.code) == upper(code) || (!one.name.empty() && one.name == lower(code))) return {one};
  const std::string near = nearest(code, names);
  throw usage_error("there is nothing called \"" + code + "\" to explain",
                    near.empty() ? "`lockstep explain` lists what there is." : "Did you mean " + near + "?");
}

} // namespace lockstep
