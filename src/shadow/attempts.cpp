// Statements by weight, and rounds of them.
#include "shadow/attempts.hpp"

#include "base/sql.hpp"
#include "kinds/kinds.hpp"
#include "run/missing.hpp"
#include "run/stand_in.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

std::vector<Attempt> attempts_for(const State& declared) {
  std::vector<const Object*> objects;
  for (const auto& [id, object] : declared.objects()) objects.push_back(&object);
  std::stable_sort(objects.begin(), objects.end(),
                   [](const Object* a, const Object* b) { return a->kind->weight < b->kind->weight; });
  std::vector<Attempt> attempts;
  std::set<Id> made;
  for (const Object* object : objects) {
    if (made.contains(object->id)) continue;
    Steps steps;
    create_steps(*object, declared, steps);
    for (Step& step : steps) {
      made.insert(step.makes.begin(), step.makes.end());
      attempts.push_back({object, std::move(step)});
    }
  }
  return attempts;
}

std::string search_path_of(const Object& object) {
  const std::string home = object.home.empty() ? "public" : object.home;
  return home == "public" ? std::string("public") : quote_ident(home) + ", public";
}

namespace {

void run_once(Connection& connection, const std::string& sql, Within within) {
  if (within == Within::autocommit) {
    connection.exec(sql);
    return;
  }
  connection.exec("SAVEPOINT attempt");
  try {
    connection.exec(sql);
  } catch (const Error&) {
    if (connection.alive()) connection.exec("ROLLBACK TO SAVEPOINT attempt");
    throw;
  }
  connection.exec("RELEASE SAVEPOINT attempt");
}

void run(Connection& connection, const std::string& sql, Within within) {
  for (;;) {
    try {
      return run_once(connection, stand_in_for(connection, sql), within);
    } catch (const Error& error) {
      if (make_missing(connection, error, within == Within::transaction).empty()) throw;
    }
  }
}

} // namespace

Failed run_rounds(Connection& connection, std::vector<Attempt> attempts, Within within) {
  Failed failed;
  std::string search_path;
  for (std::size_t before = attempts.size() + 1; !attempts.empty() && attempts.size() < before;) {
    before = attempts.size();
    failed.clear();
    for (Attempt& attempt : attempts) {
      if (std::string wanted = search_path_of(*attempt.object); wanted != search_path) {
        connection.exec("SET search_path = " + wanted);
        search_path = std::move(wanted);
      }
      try {
        run(connection, attempt.step.sql, within);
      } catch (const Error& error) {
        if (!connection.alive()) throw;
        failed.emplace_back(std::move(attempt), error);
      }
    }
    attempts.clear();
    for (const auto& [attempt, error] : failed) attempts.push_back(attempt);
  }
  return failed;
}

} // namespace lockstep
