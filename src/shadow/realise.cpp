// Realises a declared state: all of its statements, and when some fail, the parts of each that say what is wrong.
#include "shadow/realise.hpp"

#include <lockstep/error.hpp>

#include "base/text.hpp"
#include "kinds/kinds.hpp"
#include "model/field_value.hpp"
#include "run/stand_in.hpp"
#include "shadow/attempts.hpp"
#include "shadow/blame.hpp"

#include <algorithm>
#include <deque>

namespace lockstep {

namespace {

bool is_partitioned(const Object& object) { return !text_of(object, "partition_by").empty(); }

/// Without its partition key, which is made of columns, a table can be made before them.
const Object& unpartitioned(const Object& table, std::deque<Object>& pieces) {
  return pieces.emplace_back(
      with_fields_of(table, [&](const Field& field) { return field.key == "partition_by" ? nullptr : &table; }));
}

/// A CREATE TABLE that fails hides all but its first mistake, and so does one INSERT of many rows: the parts are tried
/// one by one instead.
std::vector<Attempt> parts_of(const Attempt& attempt, const State& declared, std::deque<Object>& pieces) {
  std::vector<Attempt> parts;
  if (attempt.object->kind->pieces != nullptr) {
    for (Object& piece : attempt.object->kind->pieces(*attempt.object)) {
      const Object& object = pieces.emplace_back(std::move(piece));
      Steps steps;
      object.kind->create(object, declared, steps);
      for (Step& step : steps) parts.push_back({&object, std::move(step)});
    }
    return parts;
  }
  if (attempt.step.makes.empty()) return parts;
  const Object& object = is_partitioned(*attempt.object) ? unpartitioned(*attempt.object, pieces) : *attempt.object;
  State bare;
  bare.put(object);
  Steps steps;
  object.kind->create(object, bare, steps);
  parts.push_back({attempt.object, steps.front()});
  for (const Id& id : attempt.step.makes) {
    const Object* child = declared.find(id);
    if (child == nullptr || id == attempt.object->id) continue;
    Steps child_steps;
    child->kind->create(*child, declared, child_steps);
    if (!child_steps.empty()) parts.push_back({child, child_steps.front()});
  }
  return parts;
}

/// Whether something that the server refused is the object, or a part of it.
bool has_failed_part(const Object& whole, const Failed& failed) {
  return std::any_of(failed.begin(), failed.end(), [&](const auto& failure) {
    const Object& part = *failure.first.object;
    return part.id == whole.id || (part.kind->parent == whole.kind && part.id.path.parent() == whole.id.path);
  });
}

/// Functions may name each other, and tables whose defaults call them: they are made unchecked, then checked.
Failed run_unchecked(Connection& connection, Failed failed, const State& declared) {
  const auto is_loose = [](const Object& object) {
    return object.kind->loose_text != nullptr && object.kind->has_signature;
  };
  std::vector<Attempt> attempts;
  std::vector<const Object*> loose;
  for (const auto& [attempt, error] : failed) {
    attempts.push_back(attempt);
    if (is_loose(*attempt.object)) loose.push_back(attempt.object);
  }
  if (loose.empty()) return failed;
  connection.exec("SET check_function_bodies = off");
  failed = run_rounds(connection, std::move(attempts), Within::autocommit);
  connection.exec("RESET check_function_bodies");
  std::vector<Attempt> checks;
  for (const Object* object : loose) {
    const auto refused = [&](const auto& failure) { return failure.first.object == object; };
    if (std::any_of(failed.begin(), failed.end(), refused)) continue;
    Changed all;
    for (const Field& field : object->kind->fields) all.fields.push_back(&field);
    Steps steps;
    object->kind->alter(*object, *object, all, declared, steps);
    checks.push_back({object, steps.front()});
  }
  for (auto& failure : run_rounds(connection, std::move(checks), Within::autocommit))
    failed.push_back(std::move(failure));
  return failed;
}

/// "total(numeric)" of "total(public.numeric)": types of arguments may be found in another schema than the text says.
std::string bare(const std::string& name) {
  std::string text;
  for (const std::string& word : split(replace_all(name, "(", "( "), ' ')) text += word.substr(word.rfind('.') + 1);
  return text;
}

/// The declared object that was read under this id; types of arguments may have been found in another schema.
const Object* origin_of(const Id& id, const Kind& kind, const State& declared) {
  const bool has_types = kind.has_signature || !kind.joiner.empty();
  if (const Object* found = declared.find(id); found != nullptr || !has_types) return found;
  const Object* found = nullptr;
  const bool in_schema = id.path.size() > 1;
  const Path first = in_schema ? Path{id.path.front()} : Path();
  for (auto at = declared.objects().lower_bound({id.kind, first}); at != declared.objects().end(); ++at) {
    if (at->first.kind != id.kind || (in_schema && at->first.path.front() != id.path.front())) break;
    if (bare(at->first.name()) != bare(id.name())) continue;
    if (found != nullptr) return nullptr;
    found = &at->second;
  }
  return found;
}

constexpr const char* signatures_sql =
    "SELECT n.nspname, p.proname, quote_ident(p.proname) || '(' || array_to_string(ARRAY("
    "SELECT format_type(u.type, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY u(type, place) ORDER BY u.place), ', "
    "') "
    "|| ')' FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid >= 16384";

/// Where `arguments` say other types than the name, the server made something that is not what was declared.
void check_signatures(Connection& connection, const State& declared, Diagnostics& diagnostics) {
  std::vector<const Object*> said_twice;
  for (const auto& [id, object] : declared.objects())
    if (object.kind->has_signature && object.places.contains("arguments")) said_twice.push_back(&object);
  if (said_twice.empty()) return;
  const Rows rows = connection.exec(signatures_sql);
  for (const Object* object : said_twice) {
    const std::string name = bare(object->id.name());
    std::string made;
    bool found = false;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const std::string signature(rows.get(row, 2));
      if (rows.get(row, 0) != object->id.path.front() ||
          bare(signature).substr(0, name.find('(') + 1) != name.substr(0, name.find('(') + 1))
        continue;
      found = found || bare(signature) == name;
      made = signature;
    }
    if (found || made.empty()) continue;
    diagnostics.add({.severity = Severity::error,
                     .code = "signature",
                     .position = object->places.whole(),
                     .message = to_text(object->id) + " is called by other argument types than its 'arguments' have",
                     .hint = "with these arguments it is \"" + made + "\"",
                     .line = {}});
  }
}

} // namespace

namespace {

/// What a later PostgreSQL brought, said in the schema and not in this server's words.
bool complain_of_new(int server_major, const State& declared, Diagnostics& diagnostics) {
  bool found = false;
  for (const auto& [id, object] : declared.objects())
    for (const Field& field : object.kind->fields) {
      const std::string key(field.key);
      if (field.options.since <= server_major || !object.places.contains(key)) continue;
      if (field.get(object.body.get()) == field.get(object.kind->make().get())) continue;
      found = true;
      diagnostics.add({.severity = Severity::error,
                       .code = "too-new",
                       .position = object.places.at(key),
                       .message = "'" + key + "' of " + to_text(id) + " needs PostgreSQL " +
                                  std::to_string(field.options.since) + ", and this server is PostgreSQL " +
                                  std::to_string(server_major),
                       .hint = "leave it out, or have the schema made by a newer server",
                       .line = {}});
    }
  return found;
}

} // namespace

void realise(Connection& connection, const State& said, Diagnostics& diagnostics) {
  State declared = said;
  declared.server_major = connection.server_major();
  if (complain_of_new(declared.server_major, declared, diagnostics)) return;
  const auto is_of_server = [](const auto& entry) { return entry.second.kind->of_server; };
  if (std::any_of(declared.objects().begin(), declared.objects().end(), is_of_server)) keep_roles(connection);
  auto failed = run_rounds(connection, attempts_for(declared), Within::autocommit);
  if (!failed.empty()) failed = run_unchecked(connection, std::move(failed), declared);
  if (failed.empty()) {
    connection.exec("RESET search_path");
    check_signatures(connection, declared, diagnostics);
    return;
  }
  std::vector<Attempt> again;
  std::deque<Object> pieces;
  const Failed whole = failed;
  for (const auto& [attempt, error] : failed) {
    std::vector<Attempt> parts = parts_of(attempt, declared, pieces);
    if (parts.empty())
      again.push_back(attempt);
    else
      again.insert(again.end(), parts.begin(), parts.end());
  }
  failed = run_rounds(connection, std::move(again), Within::autocommit);
  std::vector<Failure> failures;
  for (const auto& [attempt, error] : whole)
    if (is_partitioned(*attempt.object) && !has_failed_part(*attempt.object, failed))
      failures.push_back({attempt.object, attempt.step.sql, error});
  for (const auto& [attempt, error] : failed) failures.push_back({attempt.object, attempt.step.sql, error});
  blame(failures, declared, diagnostics);
}

State with_intent(State read, const State& declared, const std::set<std::string>& managed) {
  const auto is_silent = [&](const Object& object, const Field& field) {
    return field.options.when_declared && !field.options.hidden && !object.places.contains(field.key) &&
           !managed.contains(std::string(field.key));
  };
  State result = std::move(read);
  std::vector<Object> updated;
  for (const auto& [id, object] : result.objects()) {
    const Object* origin = origin_of(id, *object.kind, declared);
    Object copy = object;
    if (origin != nullptr) {
      copy.places = origin->places;
      copy.hints = origin->hints;
      copy.home = origin->home;
    }
    const bool masks = std::any_of(object.kind->fields.begin(), object.kind->fields.end(),
                                   [&](const Field& field) { return is_silent(copy, field); });
    if (origin == nullptr && !masks) continue;
    if (masks)
      copy = with_fields_of(copy, [&](const Field& field) { return is_silent(copy, field) ? nullptr : &copy; });
    updated.push_back(std::move(copy));
  }
  for (Object& object : updated) result.put(std::move(object));
  forget_access(result, [](const Object&, const Field&) { return false; });
  return result;
}

} // namespace lockstep
