// The difference of two schemas as their texts have it.
#include "live/drift_expected.hpp"

#include "base/text.hpp"
#include "model/kind.hpp"
#include "toml/schema.hpp"

#include <algorithm>
#include <array>

namespace lockstep::test {

namespace {

std::string line_of(char sign, const std::string& kind, const std::string& object, std::vector<std::string> fields) {
  std::sort(fields.begin(), fields.end());
  return std::string(1, sign) + " " + kind + " " + object + (fields.empty() ? "" : ": " + join(fields, " "));
}

std::string line_of(char sign, const Object& object, std::vector<std::string> fields = {}) {
  return line_of(sign, std::string(object.id.kind), name_text(object.id.path), std::move(fields));
}

/// What `state` has and `other` has not.
void add_whole(char sign, const State& state, const State& other, Named& lines) {
  const auto is_alone = [&](const Id& id) { return state.find(id) != nullptr && other.find(id) == nullptr; };
  for (const auto& [id, object] : state.objects()) {
    const bool with_parent =
        object.kind->parent != nullptr && is_alone(Id{object.kind->parent->name, id.path.parent()});
    if (is_alone(id) && !with_parent) lines.insert(line_of(sign, object));
  }
}

/// A case whose texts differ in other words than the server's.
struct Otherwise {
  std::string_view name;
  bool is_named; ///< by drift alone; else by the texts alone
  std::string_view line;
  std::string_view why;
};

constexpr std::string_view own_family = "an operator class without a family makes its own";
constexpr std::string_view from_functions = "the server reads it from the functions of the aggregate";
constexpr std::string_view grants_unsaid = "grants of which the schema says nothing are nobody's business";
constexpr std::string_view role_unsaid = "a role that the schema says nothing of is nobody's business";
constexpr std::string_view cast_written = "the server writes the new type's cast into the expression";
constexpr std::string_view without_secrets = "options and connections are compared whatever stands for their secrets";
constexpr std::string_view serial_named = "a serial column brings its sequence, which has the table's name";
constexpr std::string_view of_its_table =
    "the columns of a partition are its table's: the text says only what is its own";
constexpr std::string_view handed_down =
    "what parents hand down comes, goes and changes with them, and is there already for who leaves them or joins";
constexpr std::string_view in_a_key = "identities and the columns of a primary key are NOT NULL";
constexpr std::string_view said_by_default = "btree is the method of an index that says none";
constexpr std::string_view rows_unsaid = "rows of which the schema says nothing are nobody's business";
constexpr std::string_view of_its_type =
    "the columns of a typed table are its type's: the text says only what is its own";

constexpr std::string_view columns_named =
    "the server names in a query all columns that a function gives, and drops those that are gone";

constexpr Otherwise otherwise[] = {
    {"function-rows-of-table", true, "~ view public.notes: query", columns_named},
    {"column-serial", true, "+ sequence public.orders_number_seq", serial_named},
    {"foreign-key-on-changed-key", false, "~ column public.orders.region: not_null", in_a_key},
    {"index-becomes-unique", false, "~ column public.orders.id: not_null", in_a_key},
    {"key-becomes-another", false, "~ column public.invoices.id: not_null", in_a_key},
    {"key-becomes-another", false, "~ column public.invoices.number: not_null", in_a_key},
    {"key-becomes-another", false, "~ column public.orders.id: not_null", in_a_key},
    {"key-becomes-another", false, "~ column public.parts.id: not_null", in_a_key},
    {"key-becomes-another", false, "~ column public.tickets.id: not_null", in_a_key},
    {"partition-name-handed-on", false, "- index public.a_low.a_code", handed_down},
    {"partition-name-handed-on", false, "- index public.e_low.e_two", handed_down},
    {"partition-name-handed-on", false, "- unique public.b_low.b_key", handed_down},
    {"partition-own-becomes-whole", false, "- index public.a_low.low_code", handed_down},
    {"partition-own-becomes-whole", false, "- unique public.a_low.low_id", handed_down},
    {"primary-key-to-nullable-unique", true, "~ column public.orders.id: not_null", in_a_key},
    {"primary-key-to-nullable-unique", true, "~ column public.parts.id: not_null", in_a_key},
    {"primary-key-to-nullable-unique", true, "~ column public.tickets.id: not_null", in_a_key},
    {"column-identity-becomes-serial", true, "~ column public.orders.id: default identity", in_a_key},
    {"column-identity-becomes-serial", false, "~ column public.orders.id: default identity not_null", in_a_key},
    {"materialized-view-over-redefined", true, "~ view public.busy: query", cast_written},
    {"column-of-parent", true, "~ column public.base.state: default type", cast_written},
    {"column-of-parent", false, "~ column public.base.state: type", cast_written},
    {"column-of-parent", false, "~ column public.child.count: type", handed_down},
    {"column-of-parent", false, "~ column public.grandchild.id: type", handed_down},
    {"column-inherited", true, "~ column public.pilots.name: default", handed_down},
    {"column-inherited", false, "+ column public.pilots.name", handed_down},
    {"column-inherited", false, "- column public.pilots.since", handed_down},
    {"table-kinship", true, "+ check public.joining.base_id_check", handed_down},
    {"table-kinship", true, "+ column public.joining.added", handed_down},
    {"table-kinship", true, "+ column public.joining.state", handed_down},
    {"table-kinship", true, "- column public.leaving.state", handed_down},
    {"table-kinship", false, "+ column public.leaving.id", handed_down},
    {"table-kinship", false, "- column public.joining.id", handed_down},
    {"table-kinship", false, "+ column public.typed.born", of_its_type},
    {"table-kinship", false, "+ column public.typed.name", of_its_type},
    {"table-kinship", false, "- column public.plain.born", of_its_type},
    {"table-kinship", false, "- column public.plain.name", of_its_type},
    {"partition-attached-not-null", true, "~ column public.orders_2026.note: not_null", of_its_table},
    {"partition-attached-not-null", false, "- column public.orders_2026.day", of_its_table},
    {"partition-attached-not-null", false, "- column public.orders_2026.id", of_its_table},
    {"partition-attached-not-null", false, "- column public.orders_2026.note", of_its_table},
    {"temporal", true, "~ column public.a.id: not_null", in_a_key},
    {"temporal", true, "~ column public.d.id: not_null", in_a_key},
    {"subscription-changed", true,
     "~ subscription feed: binary comment disable_on_error failover origin password_required publications run_as_owner "
     "streaming synchronous_commit two_phase",
     without_secrets},
    {"subscription-changed", false,
     "~ subscription feed: binary comment connection disable_on_error failover origin password_required publications "
     "run_as_owner streaming synchronous_commit two_phase",
     without_secrets},
    {"subscription-changed", true,
     "~ subscription given: binary comment disable_on_error failover origin password_required run_as_owner "
     "synchronous_commit two_phase",
     without_secrets},
    {"subscription-changed", false,
     "~ subscription given: binary comment connection disable_on_error failover origin password_required run_as_owner "
     "streaming synchronous_commit two_phase",
     without_secrets},
    {"subscription-changed", true, "~ subscription kept: comment publications reach streaming synchronous_commit",
     without_secrets},
    {"subscription-changed", false, "~ subscription kept: comment connection publications streaming synchronous_commit",
     without_secrets},
    {"access-code", true, "+ operator_family public.\"intsb using hash\"", own_family},
    {"access-code", true, "~ aggregate public.counted(integer): returns sfunc stype", from_functions},
    {"access-code", false, "~ aggregate public.counted(integer): sfunc stype", from_functions},
    {"access-owner-granted", true, "~ table public.notes: owner", grants_unsaid},
    {"access-owner-granted", false, "~ table public.notes: grants owner", grants_unsaid},
    {"aggregate-changed", true, "~ aggregate public.collect(integer): finalfunc returns", from_functions},
    {"aggregate-changed", false, "~ aggregate public.collect(integer): finalfunc", from_functions},
    {"column-type-text-with-check", true, "~ check public.orders.note_given: expression", cast_written},
    {"default-privileges", false, "+ default_privileges \"boss in sales\"", role_unsaid},
    {"default-privileges", false, "+ default_privileges head", role_unsaid},
    {"expand-rename-table", true, "+ sequence public.purchases_number_seq", serial_named},
    {"expand-rename-table", true, "- sequence public.orders_number_seq", serial_named},
    {"foreign-changed", true, "~ server given: comment settings type version", without_secrets},
    {"foreign-changed", false, "~ server given: comment options type version", without_secrets},
    {"foreign-changed", true, "~ server other: comment settings version", without_secrets},
    {"foreign-changed", false, "~ server other: comment options version", without_secrets},
    {"foreign-changed", true, "~ user_mapping other.lockstep_user: settings", without_secrets},
    {"foreign-changed", false, "~ user_mapping other.lockstep_user: options", without_secrets},
    {"foreign-changed", true, "~ user_mapping other.public: settings", without_secrets},
    {"foreign-changed", false, "~ user_mapping other.public: options", without_secrets},
    {"materialized-view-changed", true,
     "~ materialized_view_index public.\"full\".full_a: comment include nulls_not_distinct unique where with",
     said_by_default},
    {"materialized-view-changed", false,
     "~ materialized_view_index public.\"full\".full_a: comment include method nulls_not_distinct unique where with",
     said_by_default},
    {"partition", true, "~ column public.orders_2026_01.note: comment default storage", of_its_table},
    {"partition", false, "+ column public.orders_2026_01.note", of_its_table},
    {"partition-with-foreign-key", false, "- column public.asian_orders.customer_id", of_its_table},
    {"partition-with-foreign-key", false, "- column public.asian_orders.region", of_its_table},
    {"partition-attached", true, "~ column public.orders_2025.created_at: not_null", of_its_table},
    {"partition-attached", false, "- column public.orders_2025.created_at", of_its_table},
    {"partition-attached", false, "- column public.orders_2025.customer_id", of_its_table},
    {"partition-attached", true, "~ column public.orders_2025.id: not_null", of_its_table},
    {"partition-attached", false, "- column public.orders_2025.id", of_its_table},
    {"partition-attached", false, "- column public.orders_2025.note", of_its_table},
    {"partition-attached", false, "- index public.orders_2025.old_idx", of_its_table},
    {"partition-detached", false, "+ check public.orders_2025.has_note", of_its_table},
    {"partition-detached", false, "+ column public.orders_2025.created_at", of_its_table},
    {"partition-detached", false, "+ column public.orders_2025.customer_id", of_its_table},
    {"partition-detached", false, "+ column public.orders_2025.id", of_its_table},
    {"partition-detached", false, "+ column public.orders_2025.note", of_its_table},
    {"partition-detached", false, "+ foreign_key public.orders_2025.orders_customer_id_fkey", of_its_table},
    {"partition-detached", false, "+ index public.orders_2025.orders_2025_note_idx", of_its_table},
    {"partition-detached", false, "+ primary_key public.orders_2025.orders_2025_pkey", of_its_table},
    {"partition-hash-attached", false, "- column public.h0.id", of_its_table},
    {"partition-keys", true, "~ column public.t.id: not_null", in_a_key},
    {"partition-keys", true, "~ column public.t.sub: not_null", in_a_key},
    {"primary-key-on-nullable", true, "~ column public.orders.id: not_null", in_a_key},
    {"primary-key-under-another-name", false, "~ column public.orders.id: not_null", in_a_key},
    {"primary-key-under-another-name", false, "~ column public.orders.number: not_null", in_a_key},
    {"rows", false, "+ rows public.countries", rows_unsaid},
    {"rows-written-in-between", true, "~ column public.shops.region: not_null", in_a_key},
    {"table-of-type", true, "~ column public.a.born: default", of_its_type},
    {"table-of-type", false, "+ column public.a.born", of_its_type},
    {"table-of-type", true, "~ column public.a.name: default not_null", of_its_type},
    {"table-of-type", false, "- column public.a.name", of_its_type},
    {"table-of-type", false, "- column public.b.born", of_its_type},
    {"table-of-type", false, "- column public.b.name", of_its_type},
};

/// A case that is played in another schema than public.
std::string in_schema(const std::string& line, const std::string& schema) {
  return schema.empty() ? line : replace_all(line, "public.", schema + ".");
}

} // namespace

Named named_by(const std::vector<DriftFinding>& findings) {
  Named lines;
  for (const DriftFinding& finding : findings) {
    std::vector<std::string> fields;
    for (const DriftField& field : finding.fields) fields.push_back(field.name);
    const char sign = fields.empty() ? finding.message.front() : '~';
    lines.insert(line_of(sign, finding.kind, finding.object, fields));
    for (const std::string& line : split(finding.message, '\n'))
      if (line.find(" " + replace_all(finding.kind, "_", " ") + " " + finding.object) != 1)
        lines.insert("of something else: " + line);
  }
  return lines;
}

Named written_difference(const std::string& from, const std::string& to) {
  const State before = read_schema_text(from, "from.toml").state;
  const State after = read_schema_text(to, "to.toml").state;
  Named lines;
  add_whole('-', before, after, lines);
  add_whole('+', after, before, lines);
  for (const auto& [id, object] : before.objects()) {
    const Object* there = after.find(id);
    if (there == nullptr) continue;
    std::vector<std::string> fields;
    for (const Field& field : object.kind->fields)
      if (field.get(object.body.get()) != field.get(there->body.get())) fields.emplace_back(field.key);
    if (!fields.empty()) lines.insert(line_of('~', object, fields));
  }
  return lines;
}

Faults unlike(const std::string& name, const std::string& schema, Named written, const Named& found) {
  Faults faults;
  for (const Otherwise& one : otherwise) {
    if (one.name != name) continue;
    const std::string line = in_schema(std::string(one.line), schema);
    const bool fits = one.is_named ? written.insert(line).second : written.erase(line) == 1;
    if (!fits) faults.push_back(name + ": no exception is needed for " + line);
  }
  for (const std::string& line : found)
    if (!written.contains(line)) faults.push_back(name + ": named, and not different: " + line);
  for (const std::string& line : written)
    if (!found.contains(line)) faults.push_back(name + ": different, and not named: " + line);
  return faults;
}

} // namespace lockstep::test
