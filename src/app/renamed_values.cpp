// Labels of enums that get other names.
#include "app/renamed_values.hpp"

#include <lockstep/lockstep.hpp>

#include "app/project.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/statement.hpp"
#include "kinds/render.hpp"
#include "kinds/type_forms.hpp"
#include "model/kind.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace lockstep {

namespace {

using Labels = std::vector<std::string>;

const std::string hint_key = "renamed_values";

Labels labels_of(const Object& object) {
  const Value value = find_field(*object.kind, "values")->get(object.body.get());
  const auto* labels = std::get_if<Labels>(&value);
  return labels == nullptr ? Labels() : *labels;
}

/// "a", or "'in part'" as SQL quotes it.
std::string label_of(const std::string& written) {
  std::string text(trim(written));
  if (text.size() < 2 || text.front() != '\'' || text.back() != '\'') return text;
  return replace_all(text.substr(1, text.size() - 2), "''", "'");
}

/// Cut at a character that stands outside of quotes.
Labels cut(const std::string& text, char at) {
  Labels parts(1);
  bool quoted = false;
  for (const char c : text) {
    if (c == '\'') quoted = !quoted;
    if (c == at && !quoted)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

bool has(const Labels& labels, const std::string& label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

std::string listed(const Labels& labels) {
  Labels quoted;
  for (const std::string& label : labels) quoted.push_back(quote_literal(label));
  return join(quoted, ", ");
}

struct Mistake {
  std::string message;
  std::string way = "Correct it, or take the pair away when that rename is long done.";
};

/// The labels of one enum before and after, and the pairs that its hint names.
class Pairs {
public:
  Pairs(const Object& before, const Object& after, Diagnostics& diagnostics)
      : after_(after), from_(labels_of(before)), to_(labels_of(after)), diagnostics_(diagnostics) {}

  void push(Steps& steps) {
    for (const std::string& pair : cut(after_.hints.get(hint_key), ',')) {
      const Labels sides = cut(pair, '=');
      if (sides.size() != 2) {
        complain({"\"" + std::string(trim(pair)) + "\" does not say what becomes what",
                  "Write it as \"old = new, 'in part' = partly\"; a quote inside of a label is doubled: 'it''s'."});
        continue;
      }
      const std::string old = label_of(sides[0]);
      const std::string now = label_of(sides[1]);
      if (const auto mistake = mistake_in(old, now))
        complain(*mistake);
      else if (has(from_, old))
        push_rename(old, now, steps); // else it is long done
    }
  }

private:
  std::optional<Mistake> mistake_in(const std::string& old, const std::string& now) {
    for (const std::string& label : {old, now})
      if (!named_.insert(label).second)
        return Mistake{"label '" + label + "' is named twice", "A label has one old name and one new one."};
    if (!has(to_, now)) return Mistake{"label '" + now + "' is not declared; values has " + listed(to_)};
    if (has(to_, old))
      return Mistake{"label '" + old + "' is still declared", "Take it out of values, or the pair out of this hint."};
    if (has(from_, old) && has(from_, now))
      return Mistake{"the type has both '" + old + "' and '" + now + "', and a rename does not make one of two",
                     "Take the pair away, and say in using on each column of the type what its rows become, such as "
                     "\"CASE status WHEN " +
                         quote_literal(old) + " THEN " + quote_literal(now) + " ELSE status::text END\"."};
    if (!has(from_, old) && !has(from_, now))
      return Mistake{"there is no label '" + old + "' to rename; the type has " + listed(from_)};
    return {};
  }

  void push_rename(const std::string& old, const std::string& now, Steps& steps) const {
    const auto sql = [&](const std::string& one, const std::string& other) {
      return "ALTER TYPE " + own_sql(after_.id) + " RENAME VALUE " + quote_literal(one) + " TO " + quote_literal(other);
    };
    steps.push_back(make_step(enum_type::rename_value, after_.id, sql(old, now), sql(now, old)));
  }

  void complain(const Mistake& mistake) {
    diagnostics_.add({.code = "wrong-hint",
                      .position = after_.places.find(hint_key).value_or(after_.places.whole()),
                      .message = to_text(after_.id) + ": " + hint_key + ": " + mistake.message,
                      .hint = mistake.way,
                      .line = {}});
  }

  const Object& after_;
  Labels from_, to_;
  Diagnostics& diagnostics_;
  std::set<std::string> named_;
};

} // namespace

Steps renames_of_values(const State& from, const State& to) {
  Steps steps;
  Diagnostics diagnostics;
  for (const auto& [id, object] : to.objects()) {
    if (object.kind->name != "enum" || object.hints.find(hint_key) == object.hints.end()) continue;
    if (const Object* before = from.find(id)) Pairs(*before, object, diagnostics).push(steps);
  }
  if (diagnostics.has_errors()) {
    add_source_lines(diagnostics);
    throw SchemaError(std::move(diagnostics));
  }
  return steps;
}

/// The label that the step renames, as SQL quotes it.
static std::string renamed_label(const Step& step) {
  for (const Token& token : tokens_of(step.sql))
    if (token.sort == Token::Sort::string) return token.text;
  return {};
}

void stop_at_labels_in_texts(const Steps& renames, const State& from, const std::vector<Expansion>& expansions) {
  std::vector<std::string> reasons;
  for (const Expansion& expansion : expansions)
    for (const std::vector<Id>& ids : {expansion.held, expansion.going})
      for (const Id& id : ids) {
        const Object* object = from.find(id);
        if (object == nullptr || object->kind->loose_text == nullptr) continue;
        const std::vector<Token> words = tokens_of(object->kind->loose_text(*object));
        for (const Step& step : renames) {
          const bool is_ours =
              step.form == &enum_type::rename_value && step.subject == expansion.types.front().declared;
          const std::string label = is_ours ? renamed_label(step) : std::string();
          if (is_ours && std::any_of(words.begin(), words.end(), [&](const Token& word) { return word.text == label; }))
            reasons.push_back(to_text(id) + ": its text has the label " + label + " of " + to_text(step.subject) +
                              ", which is renamed at once, while the function stays as it is until the contract of the "
                              "enum\n  Safe: rename labels in one change, take them away or reorder them in the next\n"
                              "  No --allow helps: the function would fail until the contract");
        }
      }
  if (!reasons.empty()) throw RefusedError(std::move(reasons));
}

} // namespace lockstep
