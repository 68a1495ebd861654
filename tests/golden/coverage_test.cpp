// Walks all kinds and all their fields: the ways of the golden plan cases, there and back, must create an object with
// each field, give it to one that is there, change it, take it away, and drop an object that has it. What is covered is
// read from the states; what can not be covered stands here with its reason.
#include "base/text.hpp"
#include "diff/change.hpp"
#include "kinds/kinds.hpp"
#include "support/plan_cases.hpp"

#include <array>
#include <doctest/doctest.h>
#include <set>

namespace lockstep::test {

namespace {

enum class Aspect {
  created,    ///< in an object that comes while its parent stays
  made_along, ///< in an object that comes together with its parent
  given,      ///< set on an object that had none
  changed,    ///< from one value to another
  taken_away, ///< no longer set on an object that stays
  dropped,    ///< in an object that goes while its parent stays
};
constexpr std::array aspects = {Aspect::created, Aspect::made_along, Aspect::given,
                                Aspect::changed, Aspect::taken_away, Aspect::dropped};

std::string_view word(Aspect aspect) {
  constexpr std::array<std::string_view, 6> words = {"created", "made along", "given",
                                                     "changed", "taken away", "dropped"};
  return words.at(static_cast<std::size_t>(aspect));
}

/// "column.storage taken away"
std::string label(const Kind& kind, const Field& field, Aspect aspect) {
  return std::string(kind.name) + "." + std::string(field.key) + " " + std::string(word(aspect));
}

struct Exception {
  std::string_view label; ///< as label() spells it; without the aspect: all of them
  std::string_view reason;
};

/// What no case can cover, because of what PostgreSQL is.
constexpr Exception exceptions[] = {
    {"column.position", "PostgreSQL only adds columns at the end; the place is never a difference"},
    {"column.inherited given", "whether a column is the table's own as well is never a difference"},
    {"column.inherited dropped", "it goes with the column of the parent, without a statement"},
    {"column.inherited taken away", "whether a column is the table's own as well is never a difference"},
    {"view.columns", "follows from the query, so it is never a difference of its own"},
    {"column.generated given", "PostgreSQL can not make a column that is there a generated one"},
    {"column.virtual given", "PostgreSQL can not turn a stored column into a virtual one"},
    {"column.virtual taken away", "PostgreSQL can not turn a virtual column into a stored one"},
    {"table.partition_by changed", "PostgreSQL can not partition a table in place"},
    {"table.partition_by taken away", "PostgreSQL can not partition a table in place"},
    {"table.access_method", "access methods come with extensions; only the form is measured, in tests/live"},
    {"table.detaching", "no schema declares it; tests/live interrupts a DETACH"},
    {"table.identity_whole", "follows from the index that is named"},
    {"table.cluster_whole", "follows from the index that is named"},
    {"table.bounds", "follows from the bounds as they are declared"},
    {"index.missing", "no schema declares an index INVALID; tests/live builds one by dying midway"},
    {"materialized_view_index.missing", "a materialized view has no partitions"},
    {"function.returns given", "a function has a result from the beginning"},
    {"function.returns taken away", "a function has a result to the end"},
    {"function.transforms", "transforms come with extensions for other languages, which not every server has"},
    {"function.names", "follows from the arguments"},
    {"function.modes", "follows from the arguments"},
    {"function.defaults", "follows from the arguments"},
    {"procedure.transforms", "transforms come with extensions for other languages, which not every server has"},
    {"procedure.names", "follows from the arguments"},
    {"procedure.modes", "follows from the arguments"},
    {"procedure.defaults", "follows from the arguments"},
    {"trigger.for_each changed", "a trigger for each statement is one that says nothing"},
    {"view_trigger.for_each changed", "a trigger for each statement is one that says nothing"},
    {"column.unvalidated_not_null", "no schema declares it; tests/live makes one on PostgreSQL 18"},
    {"sql.position", "the place is never a difference"},
    {"foreign_column.position", "PostgreSQL only adds columns at the end; the place is never a difference"},
    {"aggregate.returns given", "an aggregate has a result from the beginning"},
    {"aggregate.returns taken away", "an aggregate has a result to the end"},
    {"server.options", "settings, without the secrets, are what is compared"},
    {"user_mapping.options", "settings, without the secrets, are what is compared"},
    {"subscription.connection changed", "reach, without the secrets, is what is compared"},
    {"foreign_table.server changed", "PostgreSQL can not move a foreign table to another server"},
    {"event_trigger.owner changed", "only a superuser may own one, and the test server has a single superuser"},
    {"foreign_data_wrapper.owner changed", "only a superuser may own one, and the test server has a single superuser"},
    {"domain.type changed", "PostgreSQL can not change the type of a domain"},
    {"domain.collation given", "PostgreSQL can not change the collation of a domain"},
    {"domain.collation changed", "PostgreSQL can not change the collation of a domain"},
    {"domain.collation taken away", "PostgreSQL can not change the collation of a domain"},
    {"materialized_view.with_no_data given", "a REFRESH is no difference"},
    {"materialized_view.with_no_data taken away", "a REFRESH is no difference"},
    {"role.password given", "a password is set when the role is made, and never compared"},
    {"role.password changed", "a password is set when the role is made, and never compared"},
    {"role.password taken away", "a password is set when the role is made, and never compared"},
    {"rows.key", "both sides are read by the key that one of them declares"},
    {"rows.prune", "what is not declared is read or not; the word itself is no difference"},
    {"rows.rows dropped", "rows that nobody declares any more are left alone"},
    {"materialized_view_index.invalid", "no schema declares an index INVALID; tests/live builds one by dying midway"},
    {"index.invalid", "no schema declares an index INVALID; tests/live builds one by dying midway"},
};

std::string_view reason_by_nature(const Kind& kind, const Field& field, Aspect aspect) {
  const bool is_true_or_false = field.shape == Shape::boolean;
  if (aspect == Aspect::made_along && kind.parent == nullptr) return "the kind has no parent";
  if (aspect == Aspect::changed && is_true_or_false) return "a truth value is only given and taken away";
  if (aspect == Aspect::changed && field.options.choices.size() == 1) return "there is one value only";
  if ((aspect == Aspect::given || aspect == Aspect::taken_away) && field.options.required)
    return "the object is never without it";
  if ((aspect == Aspect::given || aspect == Aspect::taken_away) && field.options.when_declared)
    return "it is compared only where both sides say it";
  return {};
}

const Exception* exception_for(const std::string& label) {
  for (const Exception& one : exceptions)
    if (label == one.label || label.starts_with(std::string(one.label) + " ")) return &one;
  return nullptr;
}

bool is_set(const Field& field, const Object& object) {
  return field.get(object.body.get()) != field.get(object.kind->make().get());
}

void cover_whole(const Object& object, Aspect aspect, std::set<std::string>& covered) {
  for (const Field& field : object.kind->fields)
    if (is_set(field, object)) covered.insert(label(*object.kind, field, aspect));
}

void cover_alter(const Change& change, std::set<std::string>& covered) {
  for (const Field* field : change.changed.fields) {
    const bool before = is_set(*field, *change.from);
    const bool after = is_set(*field, *change.to);
    const Aspect aspect = !before ? Aspect::given : after ? Aspect::changed : Aspect::taken_away;
    covered.insert(label(*change.to->kind, *field, aspect));
  }
}

void cover_way(const State& from, const State& to, const std::string& answer, std::set<std::string>& covered) {
  if (is_refused(answer)) return;
  for (const Change& change : diff_states(from, to)) {
    if (change.verb == Verb::create)
      cover_whole(*change.to, change.implied ? Aspect::made_along : Aspect::created, covered);
    else if (change.verb == Verb::drop && !change.implied)
      cover_whole(*change.from, Aspect::dropped, covered);
    else if (change.verb != Verb::drop)
      cover_alter(change, covered);
  }
}

} // namespace

TEST_CASE("golden plans: every field of every kind is created, changed and dropped") {
  std::set<std::string> covered;
  for (const PlanCase& one : plan_cases()) {
    cover_way(one.from, one.to, one.there, covered);
    cover_way(one.back_from, one.back_to, one.back, covered);
  }
  std::vector<std::string> missing;
  std::set<std::string_view> used;
  for (const Kind* kind : all_kinds())
    for (const Field& field : kind->fields)
      for (const Aspect aspect : aspects) {
        const std::string name = label(*kind, field, aspect);
        if (!reason_by_nature(*kind, field, aspect).empty()) continue;
        const Exception* exception = exception_for(name);
        if (exception != nullptr) used.insert(exception->label);
        if (exception == nullptr && !covered.contains(name)) missing.push_back(name);
        CHECK_MESSAGE(!(exception != nullptr && covered.contains(name) && name == exception->label),
                      name << " is covered: take its exception away");
      }
  CHECK_MESSAGE(missing.empty(), "no golden plan case, there or back, shows that these work; add one below "
                                 "tests/golden/plan:\n  "
                                     << join(missing, "\n  "));
  for (const Exception& exception : exceptions)
    CHECK_MESSAGE(used.contains(exception.label), exception.label << " stands for no field: take the exception away");
}

} // namespace lockstep::test
