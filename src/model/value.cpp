// Values as text.
#include "model/value.hpp"

#include "base/text.hpp"

namespace lockstep {

std::string to_text(const Value& value) {
  struct Show {
    std::string operator()(std::monostate) const { return "(none)"; }
    std::string operator()(bool b) const { return b ? "true" : "false"; }
    std::string operator()(std::int64_t n) const { return std::to_string(n); }
    std::string operator()(const std::string& s) const { return s; }
    std::string operator()(const std::vector<std::string>& list) const { return join(list, ", "); }
    std::string operator()(const Settings& settings) const { return join(settings.list, ", "); }
  };
  return std::visit(Show{}, value);
}

} // namespace lockstep
