// As much of Python as Alembic's revisions need: string literals, simple assignments, calls of op.execute.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::python {

/// A literal of that text: raw and in triple quotes where it can be.
[[nodiscard]] std::string literal(const std::string& text);
/// SQLAlchemy takes ":word" for a parameter unless a backslash stands before it; and back again.
[[nodiscard]] std::string escape_binds(const std::string& sql);
[[nodiscard]] std::string unescape_binds(const std::string& sql);
/// The string literals of the module's line `name = …` (or `name: type = …`); none for None.
[[nodiscard]] std::vector<std::string> strings_of(const std::string& module, const std::string& name);
/// The SQL of a function that does nothing but op.execute("…") and op.get_context().autocommit_block(): what is not in
/// such a block stands between BEGIN and COMMIT when something else is. Every statement stands on its line of the
/// module, below the module's first comment lines. No value for any other function.
[[nodiscard]] std::optional<std::string> sql_of(const std::string& module, const std::string& function);

} // namespace lockstep::python
