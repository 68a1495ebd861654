// Two tables that hold the same values until the contract: what opens that, fills it and closes it.
#include "base/backfill_block.hpp"
#include "kinds/column.hpp"
#include "plan/recipes/move.hpp"
#include "plan/recipes/move_mirrors.hpp"

#include <algorithm>

namespace lockstep::expand {

namespace {

using Names = std::vector<std::string>;

std::string function_sql(const Id& id) { return quote_ident(id.path[0]) + "." + id.path[1]; }

/// The statements of one transaction, each with its way back.
class Opening {
public:
  Opening(Steps& steps, Id subject, int unit) : steps_(steps), subject_(std::move(subject)), unit_(unit) {}

  void push(const Form& form, const std::string& sql, const std::string& back) {
    steps_.push_back(make_step(form, subject_, sql, back));
    steps_.back().unit = unit_;
  }
  void push_function(const Id& id, const std::string& body) {
    const std::string name = function_sql(id);
    push(create_function,
         "CREATE FUNCTION " + name + " RETURNS trigger\nLANGUAGE plpgsql SECURITY DEFINER SET search_path = " +
             quote_ident(id.path[0]) + ", pg_temp AS $$\nBEGIN\n" + indented(body, 2) + "\nEND\n$$",
         "DROP FUNCTION " + name);
    push(close_function, "REVOKE ALL ON FUNCTION " + name + " FROM PUBLIC",
         "GRANT EXECUTE ON FUNCTION " + name + " TO PUBLIC");
  }
  void push_trigger(const Id& id, const std::string& what, const Id& function) {
    const std::string name = quote_ident(id.name());
    push(create_trigger,
         "CREATE " + replace_all(what, "TRIGGER", "TRIGGER " + name) + "\n  EXECUTE FUNCTION " + function_sql(function),
         "DROP TRIGGER " + name + " ON " + table_sql(id));
  }

private:
  Steps& steps_;
  Id subject_;
  int unit_;
};

/// The side of the new version first: nobody writes there yet.
void push_mirrors(const Expansion& expansion, const Mirrors& mirrors, Steps& steps) {
  const MirrorIds ids = mirror_ids(expansion);
  const std::string rows = " FOR EACH ROW";
  Opening there(steps, expansion.news.front().column, 1);
  there.push_function(ids.there, mirrors.toward_here());
  steps[steps.size() - 2].note =
      "What is written to " + mirrors.there() + " goes to " + mirrors.here() + " as well, until the contract.";
  there.push_trigger(ids.first, "TRIGGER BEFORE INSERT ON " + mirrors.there() + rows, ids.there);
  there.push_trigger(ids.rows, "TRIGGER AFTER INSERT OR UPDATE OR DELETE ON " + mirrors.there() + rows, ids.there);
  Opening here(steps, expansion.olds.front().column, 2);
  const std::string tally = qualified(ids.tally.path);
  here.push(create_tally, "CREATE SEQUENCE " + tally, "DROP SEQUENCE " + tally);
  steps.back().note = "What is written to " + mirrors.here() + " goes to " + mirrors.there() +
                      " as well, until the contract.\nThe sequence holds the second in which the old version wrote "
                      "last.";
  here.push_function(ids.here, mirrors.toward_there());
  here.push_trigger(
      ids.update,
      "TRIGGER AFTER UPDATE ON " + mirrors.here() + rows + "\n  WHEN (" +
          mirrors.unlike(mirrors.news(), Mirrors::of(mirrors.olds(), "OLD"), Mirrors::of(mirrors.olds(), "NEW")) + ")",
      ids.here);
  here.push_trigger(ids.insert,
                    "CONSTRAINT TRIGGER AFTER INSERT ON " + mirrors.here() + " DEFERRABLE INITIALLY DEFERRED" + rows +
                        "\n  WHEN (" + Mirrors::filled(Mirrors::of(mirrors.olds(), "NEW")) + ")",
                    ids.here);
}

/// Stands for the new columns being filled, in the order of the plan.
Id filled_mark(const Expansion& expansion) { return {"filled", expansion.news.front().column.path}; }

void push_nullable(const Expansion& expansion, const State& from, Steps& steps) {
  for (const OldSide& old : expansion.olds) {
    if (!body<Column>(*from.find(old.column)).not_null) continue;
    steps.push_back(make_step(column::drop_not_null, old.column, column::alter_column(old.column, "DROP NOT NULL"),
                              column::alter_column(old.column, "SET NOT NULL")));
    steps.back().note = "New code leaves it out; it is dropped in the contract.";
  }
}

} // namespace

void add_mirror_ids(const Expansion& expansion, std::vector<Id>& ids) {
  const MirrorIds all = mirror_ids(expansion);
  ids.insert(ids.end(), {all.insert, all.there, all.first, all.rows});
}

Steps open_moved(const Expansion& expansion, const State& from, const State& both) {
  const Mirrors mirrors(expansion, both);
  Steps steps;
  push_nullable(expansion, from, steps);
  push_mirrors(expansion, mirrors, steps);
  const Id other = expansion.other_table();
  steps.front().needs.push_back(other);
  for (const auto& [id, object] : both.objects())
    if (id.path.size() > 2 && table_of(id) == other) steps.front().needs.push_back(id);
  const std::string differing = mirrors.unlike(mirrors.news(), Mirrors::of(mirrors.news(), quote_ident(other.name())),
                                               Mirrors::of(mirrors.news(), "EXCLUDED"));
  steps.push_back(
      copy_step(expansion.table, from,
                {.into = table_sql(other),
                 .columns = ident_list(mirrors.columns_there()),
                 .taken = ident_list(mirrors.columns_here()),
                 .filter = Mirrors::filled(Mirrors::quoted(mirrors.olds())),
                 .merge = expansion.brings_table ? std::string()
                                                 : "(" + ident_list(expansion.other_key) + ") DO UPDATE SET " +
                                                       Mirrors::paired(Mirrors::quoted(mirrors.news()), " = ",
                                                                       Mirrors::of(mirrors.news(), "EXCLUDED"), ", ") +
                                                       " WHERE " + differing}));
  for (const NewSide& side : expansion.news)
    if (!expansion.brings_table && body<Column>(*both.find(side.column)).not_null) push_not_null(side.column, steps);
  const Id& subject = expansion.olds.front().column;
  steps.push_back(reconcile_step(subject, "\n  " + mirrors.strays("\n  "), mirrors.here() + " and " + mirrors.there(),
                                 " do not hold the same"));
  steps.back().makes.push_back(filled_mark(expansion));
  steps.push_back(make_step(column::analyze, expansion.news.front().column, "ANALYZE " + mirrors.there()));
  steps.back().phase = Phase::validate;
  return steps;
}

std::string moved_check(const Expansion& expansion, const State& both) {
  const Mirrors mirrors(expansion, both);
  return "SELECT count(*) OVER () AS rows, " + join(Mirrors::of(expansion.key, "o"), ", ") + " " + mirrors.strays(" ") +
         " LIMIT 5";
}

void push_drop_mirrors(Steps& steps, const Expansion& expansion) {
  const MirrorIds ids = mirror_ids(expansion);
  const Id& here = expansion.olds.front().column;
  const Id& there = expansion.news.front().column;
  const auto drop = [&](const Form& form, const Id& subject, const std::string& sql) {
    steps.push_back(make_step(form, subject, "DROP " + sql));
  };
  for (const Id* id : {&ids.update, &ids.insert})
    drop(drop_trigger, here, "TRIGGER " + quote_ident(id->name()) + " ON " + table_sql(*id));
  for (const Id* id : {&ids.first, &ids.rows})
    drop(drop_trigger, there, "TRIGGER " + quote_ident(id->name()) + " ON " + table_sql(*id));
  for (const Id* id : {&ids.here, &ids.there}) drop(drop_function, here, "FUNCTION " + function_sql(*id));
  drop(drop_tally, here, "SEQUENCE " + qualified(ids.tally.path));
}

void wait_until_filled(const Expansion& expansion, const State& both, std::vector<Planned>& steps) {
  if (!expansion.moves() || expansion.open) return;
  for (Planned& planned : steps) {
    const Id& subject = planned.step.subject;
    const bool of_table = subject.path.size() > 1 && table_of(subject) == expansion.other_table();
    const auto& needs = both.needs(subject);
    if (!of_table && std::any_of(expansion.news.begin(), expansion.news.end(),
                                 [&](const NewSide& side) { return needs.contains(side.column); }))
      planned.step.needs.push_back(filled_mark(expansion));
  }
}

std::string meanwhile_moved(const Expansion& expansion) {
  Names olds;
  Names news;
  for (const OldSide& old : expansion.olds) olds.push_back(old.column.name());
  for (const NewSide& side : expansion.news) news.push_back(side.column.name());
  return table_sql(expansion.table) + ": the old version reads and writes " + join(olds, ", ") +
         " there, the new one " + join(news, ", ") + " of " + table_sql(expansion.other_table()) +
         "; triggers keep them in step.";
}

} // namespace lockstep::expand
