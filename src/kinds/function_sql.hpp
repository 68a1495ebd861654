// Functions and procedures: their body, and the SQL of their definition.
#pragma once

#include "kinds/access.hpp"
#include "kinds/render.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lockstep {

struct Function : Access {
  std::vector<std::string> arguments;
  std::string returns;
  std::string language;
  std::string volatility;
  bool strict = false;
  bool security_definer = false;
  bool leakproof = false;
  std::string parallel;
  std::string cost;
  std::string rows;
  std::string support;
  bool window = false;
  Settings set;
  std::vector<std::string> transforms;
  std::string library;
  std::string body;
  std::string sql_body;
  std::string comment;
  std::vector<std::string> names;
  std::string modes;
  std::optional<std::int64_t> defaults;
};

namespace function {

/// The two parts of `order_total(bigint)`: the name as SQL, and its argument types with their parentheses.
struct Signature {
  std::string name;
  std::string arguments;
};
[[nodiscard]] Signature signature_of(const Id& id);
/// "FUNCTION public.order_total(bigint)"
[[nodiscard]] std::string target(const Id& id);
/// "CREATE <or_replace>FUNCTION public.order_total(order_id bigint) RETURNS … AS $$…$$"
[[nodiscard]] std::string create_sql(const Id& id, const Function& function, bool or_replace);
/// What an ALTER FUNCTION says to bring the attributes from one to the other; empty when only CREATE OR REPLACE can.
[[nodiscard]] std::string attribute_actions(const Function& from, const Function& to, const Changed& changed);
/// A step that locks no table.
[[nodiscard]] Step step(const Form& form, const Id& id, std::string sql, std::string back = {});
/// DO blocks that carry owner and grants over to the function that replaces this one.
[[nodiscard]] Step remember_privileges(const Id& id);
[[nodiscard]] Step restore_privileges(const Id& id);

} // namespace function
} // namespace lockstep
