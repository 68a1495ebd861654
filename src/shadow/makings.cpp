// Compares what makes two declared states by the statements alone: equal statements make equal objects.
#include "shadow/makings.hpp"

#include <lockstep/error.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "run/stand_in.hpp"
#include "shadow/attempts.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

// None of them stands in SQL text or names.
constexpr char between_makings = '\x1e';
constexpr char between_parts = '\x1f';
constexpr char between_names = '\x1d';

using Names = std::set<std::string>;

std::string name_of(const Id& id) { return std::string(id.kind) + ' ' + join(id.path, "\x1c"); }

std::map<std::string, Making> read_notes(const std::string& notes) {
  std::map<std::string, Making> makings;
  for (const std::string& line : split(notes, between_makings)) {
    const std::vector<std::string> parts = split(line, between_parts);
    if (parts.size() != 4) return {};
    Making& making = makings[parts[0]];
    making.statements = parts[1];
    making.drop = parts[2];
    if (!parts[3].empty()) making.needs = split(parts[3], between_names);
  }
  return makings;
}

/// Takes objects away, those first that stand on others.
class Demolition {
public:
  explicit Demolition(const std::map<std::string, Making>& old) : old_(old) {
    for (const auto& [name, making] : old)
      for (const std::string& needed : making.needs) dependents_[needed].push_back(name);
  }

  void take(const std::string& name) {
    if (!gone_.insert(name).second) return;
    for (const std::string& dependent : dependents_[name]) take(dependent);
    order_.push_back(name);
  }
  [[nodiscard]] const Names& gone() const { return gone_; }
  /// What a partition says of its table's columns is no object that could be dropped.
  [[nodiscard]] bool can_run() const {
    return std::none_of(order_.begin(), order_.end(), [&](const auto& name) { return old_.at(name).drop.empty(); });
  }
  void run(Connection& connection) const {
    for (const std::string& name : order_) connection.exec(stand_in_for(connection, old_.at(name).drop));
  }

private:
  const std::map<std::string, Making>& old_;
  std::map<std::string, std::vector<std::string>> dependents_;
  Names gone_;
  std::vector<std::string> order_;
};

/// A class that names no family makes one, which stays when the class goes.
bool leaves_family(const Object& object, const State& declared) {
  if (object.kind->name != "operator_class") return false;
  return find_field(*object.kind, "family")->get(object.body.get()) == Value() &&
         declared.find({"operator_family", object.id.path}) == nullptr;
}

} // namespace

Makings::Makings(State declared, int server_major) : declared_(std::move(declared)) {
  declared_.server_major = server_major;
  for (const Attempt& attempt : attempts_for(declared_)) {
    Making& making = makings_[name_of(attempt.object->id)];
    if (making.object == nullptr) making.statements = search_path_of(*attempt.object);
    making.object = attempt.object;
    making.statements += between_parts + attempt.step.sql;
    making.makes.push_back(attempt.object->id);
    making.makes.insert(making.makes.end(), attempt.step.makes.begin(), attempt.step.makes.end());
  }
  for (auto& [name, making] : makings_) {
    making.statements = sha256(making.statements);
    if (leaves_family(*making.object, declared_)) continue;
    Steps steps;
    making.object->kind->drop(*making.object, declared_, steps);
    std::vector<std::string> drops;
    for (const Step& step : steps) drops.push_back(step.sql);
    making.drop = join(drops, "; ");
  }
}

std::string Makings::hash() const {
  std::string all;
  for (const auto& [name, making] : makings_) all += name + between_parts + making.statements + between_makings;
  return sha256(all);
}

std::string Makings::notes(const State& read) const {
  std::map<Id, const std::string*> makers;
  for (const auto& [name, making] : makings_)
    for (const Id& id : making.makes) makers.emplace(id, &name);
  std::vector<std::string> lines;
  for (const auto& [name, making] : makings_) {
    Names needs;
    for (const Id& id : making.makes)
      for (const Id& needed : read.needs(id))
        if (const auto maker = makers.find(needed); maker != makers.end() && *maker->second != name)
          needs.insert(*maker->second);
    lines.push_back(name + between_parts + making.statements + between_parts + making.drop + between_parts +
                    join({needs.begin(), needs.end()}, std::string(1, between_names)));
  }
  return join(lines, std::string(1, between_makings));
}

bool Makings::revise(Connection& connection, const std::string& notes, std::size_t most) const {
  const std::map<std::string, Making> old = read_notes(notes);
  Demolition demolition(old);
  for (const auto& [name, making] : old) {
    const auto now = makings_.find(name);
    if (now == makings_.end() || now->second.statements != making.statements) demolition.take(name);
  }
  std::vector<Attempt> attempts;
  for (Attempt& attempt : attempts_for(declared_)) {
    const std::string name = name_of(attempt.object->id);
    if (!old.contains(name) || demolition.gone().contains(name)) attempts.push_back(std::move(attempt));
  }
  if (old.empty() || !demolition.can_run() || attempts.size() + demolition.gone().size() > most) return false;
  try {
    connection.exec("BEGIN");
    demolition.run(connection);
    const bool done = run_rounds(connection, std::move(attempts), Within::transaction).empty();
    connection.exec(done ? "COMMIT" : "ROLLBACK");
    connection.exec("RESET search_path");
    return done;
  } catch (const Error&) {
    if (!connection.alive()) throw;
    connection.exec("ROLLBACK");
    return false;
  }
}

} // namespace lockstep
