// Sections that are arrays of tables, each of which says its name: [[sql]].
#include "toml/language.hpp"
#include "toml/names.hpp"
#include "toml/reader.hpp"

namespace lockstep {

void Reader::read_list(const Kind& kind, const Entry& section) {
  const std::string key(section.name());
  const auto* list = section.value->as_array();
  if (list == nullptr || (!list->empty() && !list->is_array_of_tables()))
    return complain(document_.position(section.value->source()), "wrong-type",
                    "'" + key + "' must be an array of tables, not " + describe(*section.value),
                    "write [[" + key + "]] and below it name = \"…\"");
  int position = 0;
  for (const toml::node& element : *list) read_listed(kind, *element.as_table(), ++position);
}

void Reader::read_listed(const Kind& kind, const toml::table& table, int position) {
  const Position at = document_.position(table.source());
  const auto named = table.find(name_key);
  if (named == table.end())
    return complain(at, "missing-key", "this [[" + std::string(kind.section) + "]] has no 'name'", "add name = \"…\"");
  const auto* name = named->second.as_string();
  if (name == nullptr || name->get().empty())
    return complain(document_.position(named->second.source()), "wrong-type",
                    "'name' must be a string that is not empty", "write name = \"…\"");
  Object object = start(kind, {name->get()}, at);
  const std::shared_ptr<void> body = kind.make();
  Later later;
  read_keys(object, body.get(), table, name_key, later);
  if (const Field* place = position_field(kind)) place->set(body.get(), std::int64_t{position});
  check_required(object);
  object.body = body;
  finish(std::move(object), later);
}

} // namespace lockstep
