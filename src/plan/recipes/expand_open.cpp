// The first half of an expansion: new columns beside the old ones, the trigger, the old rows, and what proves them.
#include "kinds/column.hpp"
#include "kinds/identity.hpp"
#include "kinds/identity_steps.hpp"
#include "kinds/list.hpp"
#include "kinds/row_checks.hpp"
#include "plan/recipes/expand_access.hpp"
#include "plan/recipes/move.hpp"
#include "plan/recipes/null_test.hpp"
#include "plan/recipes/remake.hpp"

#include <algorithm>

namespace lockstep::expand {

namespace {

std::string old_names(const Expansion& expansion) {
  std::vector<std::string> names;
  for (const OldSide& old : expansion.olds) names.push_back(old.column.name());
  return join(names, ", ");
}

std::string new_names(const Expansion& expansion) {
  std::vector<std::string> names;
  for (const NewSide& side : expansion.news) names.push_back(side.beside.name());
  return join(names, ", ");
}

/// A column that was there before has one shape: only its NULLs are filled.
bool is_there(const std::vector<Planned>& steps, const Id& column) {
  return std::none_of(steps.begin(), steps.end(), [&](const Planned& planned) {
    return planned.step.subject == column && planned.step.form == &add_plain_column;
  });
}

/// Columns whose trigger fills them in for the old version until the contract.
void add_filled(const std::vector<Planned>& steps, std::vector<OpenShape>& open) {
  for (const Planned& planned : steps) {
    const Step& step = planned.step;
    const bool told = std::any_of(open.begin(), open.end(), [&](const OpenShape& shape) {
      const bool with_table = std::find(shape.news.begin(), shape.news.end(), step.table) != shape.news.end();
      return with_table || std::find(shape.news.begin(), shape.news.end(), step.subject) != shape.news.end() ||
             std::find(shape.olds.begin(), shape.olds.end(), step.subject) != shape.olds.end();
    });
    if (told || step.form != &drop_trigger || step.phase != Phase::contract || is_there(steps, step.subject)) continue;
    const std::string& name = step.subject.name();
    open.push_back({{},
                    {step.subject},
                    qualified(table_of(step.subject).path) + ": the old version does not know " + name +
                        ", a trigger fills it in; the new one reads and writes it.",
                    true});
  }
}

} // namespace

Step reconcile_step(const Id& subject, const std::string& from, const std::string& tables,
                    const std::string& complaint) {
  Step step = make_step(reconcile, subject,
                        "DO $reconcile$\nDECLARE\n  stray_rows bigint;\nBEGIN\n  SELECT count(*) INTO stray_rows" +
                            from + ";\n  IF stray_rows > 0 THEN\n    RAISE EXCEPTION " +
                            quote_literal("% rows of " + replace_all(tables, "%", "%%") + complaint) +
                            ", stray_rows;\n  END IF;\nEND\n$reconcile$");
  step.phase = Phase::validate;
  step.note = "Must find no row; else something wrote past the trigger.";
  return step;
}

static std::string names_of(const std::vector<Id>& ids) {
  std::vector<std::string> names;
  for (const Id& id : ids) names.push_back(to_text(id));
  return join(names, ", ");
}

std::string meanwhile(const Expansion& expansion) {
  if (expansion.moves()) return meanwhile_moved(expansion);
  const std::string table = table_sql(expansion.table) + ": ";
  const std::string olds = old_names(expansion);
  if (expansion.retypes()) {
    std::string first = table + "every version reads and writes " + olds + "; the contract puts " +
                        new_names(expansion) + " in its place.";
    const auto tell = [&](const std::vector<Id>& ids, const std::string& then) {
      if (!ids.empty())
        first += " Until then on the old " + to_text(expansion.types.front().declared) + ", and " + then + ": " +
                 names_of(ids) + ".";
    };
    tell(expansion.held, "on the new one from then on");
    tell(expansion.going, "gone with it");
    return first;
  }
  std::string text = table + "the old version reads and writes " + olds + ", the new one " + new_names(expansion) +
                     "; a trigger keeps them in step.";
  for (const OldSide& old : expansion.olds)
    if (old.down.empty())
      text += " Without reverse_using, " + old.column.name() + " does not see what the new version writes.";
  return text;
}

std::string stray_check(const Expansion& expansion, const State& from, const State& both, const State& to) {
  for (const OldSide& old : expansion.olds)
    if (old.down.empty()) return {}; // new code writes what the old side does not hold
  return row_checks::matching(
      from, expansion.table,
      replace_all(replace_all(stray_rows(expansion, from, both, to), "\n    ", " "), "\n   ", " "));
}

/// A sequence that comes with the new column counts on behind what the old one holds, before anybody asks it.
static void count_behind_old(const Expansion& expansion, const State& from, const State& to, Steps& steps) {
  for (const NewSide& side : expansion.news) {
    const Id& old = expansion.olds.front().column;
    const std::string counts = identity::numbers_of(body<Column>(*to.find(side.column)).default_value);
    const auto& before = body<Column>(*from.find(old));
    if (!expansion.retypes() || !before.identity.empty() || before.default_value.find("nextval(") != std::string::npos)
      continue;
    if (!identity::is_own(counts, side.column, to) || !identity::counts_in(before.type)) continue;
    identity::push_count_behind(old, quote_literal(counts), false, steps);
    steps.back().needs.push_back({kinds::sequence.name, parse_name(counts)});
  }
}

Steps open_steps(const Expansion& expansion, const State& from, const State& both, const State& to) {
  Steps steps;
  count_behind_old(expansion, from, to, steps);
  for (const OldSide& old : expansion.olds) {
    const auto& column = body<Column>(*from.find(old.column));
    if (!old.down.empty() || !column.not_null || !column.default_value.empty() || expansion.retypes()) continue;
    steps.push_back(make_step(column::drop_not_null, old.column, column::alter_column(old.column, "DROP NOT NULL"),
                              column::alter_column(old.column, "SET NOT NULL")));
    steps.back().note = "New code leaves it out; it is dropped in the contract.";
  }
  std::vector<Fill> fills;
  std::vector<std::string> empty;
  std::vector<std::string> values;
  std::string filled;
  for (const NewSide& side : expansion.news) {
    const std::string name = quote_ident(side.beside.name());
    const std::string value = side.plain_up ? side.up : "(" + side.up + ")";
    push_empty_column(*both.find(side.beside), steps);
    fills.push_back({side.beside.name(), side.up, {}});
    const std::string& type = body<Column>(*both.find(side.beside)).type;
    empty.push_back(is_null(name, both, type));
    values.push_back(value);
    filled = is_not_null(value, both, type);
  }
  steps.front().check = expansion.check;
  share_column_grants(expansion, to, steps);
  push_helper(steps, sync_helper(expansion, from, both, to),
              "Keeps " + old_names(expansion) + " and " + new_names(expansion) + " in step until the contract.");
  if (values.size() > 1) filled = "num_nonnulls(" + join(values, ", ") + ") > 0";
  fills.front().condition = join(empty, " AND ") + " AND " + filled;
  steps.push_back(backfill_step(expansion.news.front().beside, from, fills));
  for (const NewSide& side : expansion.news)
    if (body<Column>(*both.find(side.beside)).not_null) push_not_null(side.beside, steps);
  const Id& beside = expansion.news.front().beside;
  steps.push_back(
      reconcile_step(beside, " FROM " + table_sql(beside) + "\n WHERE " + stray_rows(expansion, from, both, to),
                     table_sql(beside), " hold values in the old and the new shape that do not belong together"));
  std::vector<std::string> names;
  for (const NewSide& side : expansion.news) names.push_back(side.beside.name());
  steps.push_back(make_step(column::analyze, expansion.news.front().beside,
                            "ANALYZE " + table_sql(expansion.table) + " (" + ident_list(names) + ")"));
  steps.back().phase = Phase::validate;
  return steps;
}

std::vector<OpenShape> open_shapes(const std::vector<Planned>& steps, const Expanded* middle) {
  std::vector<OpenShape> open;
  if (middle != nullptr)
    for (const Expansion& expansion : middle->expansions) {
      OpenShape shape{{}, {}, meanwhile(expansion), false};
      for (const OldSide& old : expansion.olds) {
        shape.olds.push_back(old.column);
        shape.one_way = shape.one_way || (old.down.empty() && !expansion.retypes());
      }
      for (const NewSide& side : expansion.news) shape.news.push_back(side.beside);
      if (expansion.brings_table) shape.news = {expansion.other_table()};
      open.push_back(std::move(shape));
    }
  if (middle != nullptr)
    for (const Remade& remade : middle->remade)
      open.push_back({{remade.table}, {remade.beside}, meanwhile(remade), false});
  add_filled(steps, open);
  return open;
}

} // namespace lockstep::expand
