// Names in texts that the server does not follow. A wrong guess costs nothing: it only decides between orders that are
// both possible.
#include "plan/mentions.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/function_sql.hpp"
#include "kinds/kinds.hpp"
#include "kinds/list.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string_view>

namespace lockstep {

namespace {

bool is_name_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || c == '$' || byte >= 0x80;
}

std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const bool quoted = text[at] == '"';
    std::size_t end = quoted ? text.find('"', at + 1) : at;
    if (quoted && end != std::string::npos) {
      words.insert(text.substr(at + 1, end - at - 1));
      at = end + 1;
      continue;
    }
    end = at;
    while (end < text.size() && is_name_byte(text[end])) ++end;
    if (end > at) words.insert(lower(text.substr(at, end - at)));
    at = std::max(end, at + 1);
  }
  return words;
}

/// The word by which a text names the object, empty for what no text names.
std::string word_for(const Id& id) {
  const Kind* kind = find_kind(id.kind);
  if (kind == nullptr || id.path.size() < 2) return {};
  if (kind->has_signature) return id.name().substr(0, id.name().find('('));
  const bool is_column = kind->parent != nullptr && find_field(*kind, "position") != nullptr;
  return kind->parent == nullptr || is_column ? id.name() : std::string();
}

/// Whether the word stands before a list of arguments.
bool calls(const std::string& text, const std::string& name) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    std::size_t end = at + name.size();
    if (at > 0 && is_name_byte(text[at - 1])) continue;
    if (end < text.size() && text[end] == '"') ++end;
    while (end < text.size() && std::isspace(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (end < text.size() && text[end] == '(') return true;
  }
  return false;
}

std::map<std::string, std::set<Id>> made_by(const std::vector<Planned>& steps) {
  std::map<std::string, std::set<Id>> made;
  for (const Planned& planned : steps)
    for (const Id& id : planned.step.makes)
      if (const std::string word = word_for(id); !word.empty()) made[word].insert(id);
  return made;
}

/// The last name in "function public.point2_in(cstring)".
std::string last_name(const std::string& covered) {
  const std::string named(trim(covered.substr(0, covered.find('('))));
  if (!named.empty() && named.back() == '"') {
    const std::size_t open = named.rfind('"', named.size() - 2);
    return open == std::string::npos ? std::string() : named.substr(open + 1, named.size() - open - 2);
  }
  return named.substr(named.find_last_of(" .") + 1);
}

/// What the [[sql]] entries of the state say that they make, by the name of it.
std::map<std::string, std::set<Id>> covered_by(const State& to) {
  std::map<std::string, std::set<Id>> covered;
  for (auto at = to.objects().lower_bound({kinds::raw_sql.name, {}}); at != to.objects().end(); ++at) {
    if (at->second.kind != &kinds::raw_sql) break;
    const Value value = find_field(kinds::raw_sql, "covers")->get(at->second.body.get());
    if (const auto* list = std::get_if<std::vector<std::string>>(&value))
      for (const std::string& one : *list)
        if (const std::string name = last_name(one); !name.empty()) covered[name].insert(at->first);
  }
  return covered;
}

/// What a [[sql]] entry makes is there before statements that name it.
void add_covered(std::vector<Planned>& steps, const State& to) {
  const auto covered = covered_by(to);
  if (covered.empty()) return;
  for (Planned& planned : steps) {
    if (planned.step.makes.empty() || planned.step.subject.kind == kinds::raw_sql.name) continue;
    const std::set<std::string> words = words_of(planned.step.sql);
    for (const auto& [name, entries] : covered)
      if (words.contains(name)) planned.mentions.insert(planned.mentions.end(), entries.begin(), entries.end());
  }
}

} // namespace

bool names_word(const std::string& text, const std::string& name) { return words_of(text).contains(name); }

bool names_unqualified(const std::string& text, const std::string& name) {
  std::string plain;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\'') in_string = !in_string;
    if (in_string || text[at] != '.') {
      plain += text[at];
      continue;
    }
    if (at + 1 < text.size() && text[at + 1] == '"')
      at = std::min(text.find('"', at + 2), text.size());
    else
      while (at + 1 < text.size() && is_name_byte(text[at + 1])) ++at;
    plain += ' ';
  }
  return names_word(plain, name);
}

std::set<Id> users_of(const State& state, const Id& id) {
  const auto& known = state.dependents(id);
  std::set<Id> users(known.begin(), known.end());
  const Kind* kind = find_kind(id.kind);
  if (kind == nullptr || !kind->has_signature) return users;
  const std::string name = lower(function::signature_of(id).name);
  const std::vector<std::string> plain = parse_name(name);
  for (const auto& [other, object] : state.objects())
    if (other != id && object.kind->has_signature && object.kind->loose_text != nullptr &&
        calls(lower(object.kind->loose_text(object)), plain.empty() ? name : plain.back()))
      users.insert(other);
  return users;
}

void add_mentions(std::vector<Planned>& steps, const State& to) {
  add_covered(steps, to);
  std::map<std::string, std::set<Id>> made;
  for (Planned& planned : steps) {
    const Object* object = to.find(planned.step.subject);
    if (object == nullptr || object->kind->loose_text == nullptr || planned.step.form->follows_up) continue;
    if (made.empty()) made = made_by(steps);
    const std::set<std::string> words = words_of(object->kind->loose_text(*object));
    for (const std::string& word : words)
      if (const auto found = made.find(word); found != made.end())
        for (const Id& id : found->second)
          if (id != object->id &&
              (id.path.size() == 2 || words.contains(id.path[1]) || to.needs(object->id).contains(table_of(id))))
            planned.mentions.push_back(id);
  }
}

} // namespace lockstep
