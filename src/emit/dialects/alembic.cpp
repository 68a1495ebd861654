// Alembic: Python modules with op.execute(…), each naming the revision before it. Every revision ends the transaction
// that earlier ones left open, so that it has its own whatever env.py says.
#include "emit/dialects/parts.hpp"

#include "base/text.hpp"
#include "emit/dialects/python.hpp"
#include "emit/native.hpp"
#include "emit/native_header.hpp"

#include <algorithm>
#include <set>

namespace lockstep::dialects {

namespace {

constexpr TextStyle style{
    .begins = false, .resets = true, .again = "alembic upgrade head", .again_outside = "alembic upgrade head"};
constexpr std::string_view block = "    with op.get_context().autocommit_block():\n";

bool owns(std::string_view path) {
  return path.ends_with(".py") && path.find('/') == std::string_view::npos && path != "__init__.py";
}

/// "-- text" as a comment of Python.
std::string as_python_comment(const std::string& line, const std::string& indentation) {
  return indentation + "#" + line.substr(2) + "\n";
}

std::string calls(const std::vector<Block>& blocks, const std::string& indentation) {
  std::vector<std::string> texts;
  for (const Block& pieces : blocks) {
    std::string text;
    for (const Piece& piece : pieces) {
      for (const std::string& line : piece.comments) text += as_python_comment(line, indentation);
      text += indentation + "op.execute(" + python::literal(python::escape_binds(piece.statement)) + ")\n";
    }
    texts.push_back(text);
  }
  return join(texts, "\n");
}

std::string downgrade(const Migration& migration) {
  const WayBack way = way_back(migration);
  if (!way.possible)
    return "    raise NotImplementedError(" + python::literal(migration.name + " can not be undone") + ")\n";
  if (way.statements.empty()) return "    pass  # nothing to undo\n";
  const bool outside = refuse_transaction(way.statements);
  Block pieces;
  for (const std::string& statement : way.statements) pieces.push_back({{}, statement});
  return (outside ? std::string(block) : "") + calls({pieces}, outside ? "        " : "    ");
}

struct Module {
  std::string path;
  std::string revision;
  std::vector<std::string> parents;
};

/// No value for modules that are no revisions.
std::optional<Module> module_of(const std::string& path, const std::string& content) {
  const std::vector<std::string> names = python::strings_of(content, "revision");
  if (names.size() != 1) return std::nullopt;
  return Module{path, names.front(), python::strings_of(content, "down_revision")};
}

std::vector<Module> modules_of(const Folder& folder) {
  std::vector<Module> modules;
  for (const auto& [path, content] : folder)
    if (path.ends_with(".py"))
      if (auto found = module_of(path, content)) modules.push_back(std::move(*found));
  return modules;
}

/// Revisions that none follows.
std::vector<std::string> heads_of(const std::vector<Module>& modules) {
  std::set<std::string> followed;
  for (const Module& module : modules) followed.insert(module.parents.begin(), module.parents.end());
  std::vector<std::string> heads;
  for (const Module& module : modules)
    if (!followed.contains(module.revision)) heads.push_back(module.revision);
  return heads;
}

void write(Folder& folder, const Migration& migration) {
  const std::vector<std::string> heads = heads_of(modules_of(folder));
  if (heads.size() > 1)
    throw usage_error("Alembic has several heads: " + join(heads, ", "), "join them first: alembic merge heads");
  const bool outside = migration.mode == TransactionMode::each;
  const NativeText text = make_text(migration, style);
  std::string module;
  for (const std::string& line : split(trim(text.header), '\n')) module += as_python_comment(line, "");
  module += "\"\"\"" + plain_name(migration) + "\"\"\"\n\nfrom alembic import op\n\nrevision = \"" + migration.version +
            "\"\ndown_revision = " + (heads.empty() ? "None" : "\"" + heads.front() + "\"") +
            "\nbranch_labels = None\ndepends_on = None\n\n\ndef upgrade() -> None:\n" + std::string(block);
  if (outside)
    module += calls(text.blocks, "        ");
  else
    module += "        pass  # what earlier revisions did is committed, and their locks are gone\n\n" +
              calls(text.blocks, "    ");
  folder[migration.version + "_" + plain_name(migration) + ".py"] =
      module + "\n\ndef downgrade() -> None:\n" + downgrade(migration);
}

ChainFile read_module(const Folder& folder, const Module& module) {
  const std::string& content = folder.at(module.path);
  const auto beside = folder.find(module.path + ".lockstep");
  std::optional<std::string> sql = beside == folder.end() ? python::sql_of(content, "upgrade") : beside->second;
  if (!sql) {
    const std::string from = module.parents.empty() ? "" : module.parents.front() + ":";
    sql = sql_beside(folder, module.path, "upgrade() does more than op.execute(\"…\")",
                     "as `alembic upgrade " + from + module.revision + " --sql` prints it");
  }
  Migration known;
  const bool digits = module.revision.find_first_not_of("0123456789") == std::string::npos;
  if (digits) known.version = module.revision;
  known.name = file_of(module.path).substr(0, file_of(module.path).size() - 3);
  ChainFile file = chain_file(module.path, content, parse_carried(module.path, known, *sql), module.revision);
  file.after = module.parents;
  return file;
}

/// Parents before children; where several could come, the one that stands first by name.
std::vector<ChainFile> read(const Folder& folder) {
  std::vector<Module> left = modules_of(folder);
  std::set<std::string> done;
  std::vector<ChainFile> chain;
  while (!left.empty()) {
    const auto next = std::find_if(left.begin(), left.end(), [&](const Module& module) {
      return std::all_of(module.parents.begin(), module.parents.end(),
                         [&](const std::string& parent) { return done.contains(parent); });
    });
    if (next == left.end())
      throw native::file_error(left.front().path, 0,
                               "its down_revision " + join(left.front().parents, ", ") + " is in no file",
                               "restore the file from git, or correct down_revision");
    done.insert(next->revision);
    chain.push_back(read_module(folder, *next));
    left.erase(next);
  }
  number(chain);
  return chain;
}

std::vector<ListFault> verify(const Folder& folder) {
  const std::vector<std::string> heads = heads_of(modules_of(folder));
  if (heads.size() < 2) return {};
  return {{{},
           "Alembic has several heads, so `alembic upgrade head` refuses: " + join(heads, ", ") +
               "; join them with `alembic merge heads`"}};
}

} // namespace

extern const Dialect alembic;
const Dialect alembic{"alembic", "alembic upgrade head", "alembic stamp head", true, true, &owns, &read, &write,
                      &verify};

} // namespace lockstep::dialects
