// Rules about what others know of a file.
#include "lint/rule.hpp"

namespace lockstep::linting {

namespace {

void edited_file(const View& view, const Report& report) {
  if (!view.script.edited.empty() && &view.statement == &view.script.statements.front())
    report(0, "the file " + view.script.edited);
}

constexpr Rule rules[] = {
    {"LR701", "edited-file", Level::error, "a file that is not what was recorded of it",
     "lockstep.sum, atlas.sum, the branch named by --base or a database named by --source knows it otherwise: a "
     "database that ran it never sees the edit, and a new one never sees what ran.",
     "The file as it was, and the change in a new migration.",
     "-- otherwise in lockstep.sum\nALTER TABLE orders ADD COLUMN note text;",
     "-- as in lockstep.sum\nALTER TABLE orders ADD COLUMN note text;", edited_file},
};

} // namespace

std::span<const Rule> history_rules() { return rules; }

} // namespace lockstep::linting
