// Identifiers, literals and cut names, compared with what servers of every major say.
#include "base/sql.hpp"
#include "base/text.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace lockstep;
using namespace lockstep::test;

namespace {

const std::vector<std::string> odd_names = {
    "orders", "Orders",  "ORDERS",   "_x",     "1x",  "x1",    "a b",  " a",      "a ",     "a-b",     "a.b",   "a$b",
    "$a",     "a\"b",    "\"",       "\"\"",   "'",   "a'b",   "a\\b", "\\",      "größe",  "ÜBER",    "名前",  "a\tb",
    "a\nb",   "a;b",     "--",       "/*",     "%s",  "{a,b}", "e'x'", "pg_temp", "public", "u&\"x\"", "null ", "NULL",
    "Select", "select_", "x\u00a0y", "\u20ac", "a,b", "(a)",   "a::b", "[1]",     "😀",
};

} // namespace

TEST_CASE("live: quote_ident agrees with the server on odd names, quote_literal too") {
  for (const int major : majors) {
    CAPTURE(major);
    const Database database(major);
    Connection connection = database.connect();
    for (const std::string& name : odd_names) {
      const Rows rows = connection.exec("SELECT quote_ident($1), quote_literal($1)", {name});
      CHECK(quote_ident(name) == rows.get(0, 0));
      CHECK(quote_literal(name) == rows.get(0, 1));
      CHECK(parse_name(quote_ident(name)) == std::vector<std::string>{name});
    }
  }
}

TEST_CASE("live: quote_ident agrees with the server on every keyword") {
  for (const int major : majors) {
    CAPTURE(major);
    const Database database(major);
    Connection connection = database.connect();
    const auto words = query(connection, "SELECT word, quote_ident(word) FROM pg_get_keywords() ORDER BY 1");
    CHECK(words.size() > 400);
    std::vector<std::string> wrong;
    for (const auto& row : words) {
      const std::string ours = quote_ident(row[0]);
      // The list is that of the newest major, so an older one may leave bare what we quote, never the reverse.
      const bool newer = major < 18 && ours == "\"" + row[0] + "\"";
      if (ours != row[1] && !newer) wrong.push_back(row[0]);
    }
    INFO(join(wrong, " "));
    CHECK(wrong.empty());
  }
}

TEST_CASE("live: names are cut where the server cuts them") {
  const Database database;
  Connection connection = database.connect();
  for (std::size_t length = 55; length < 70; ++length)
    for (const std::string tail : {"", "ü", "€", "😀", "üü€€"}) {
      const std::string name = std::string(length, 'n') + tail;
      const Rows rows = connection.exec("SELECT $1::name::text", {name});
      CHECK(truncate_identifier(name) == rows.get(0, 0));
    }
}

TEST_CASE("live: a literal comes back as it was, also with backslashes taken as escapes") {
  const Database database;
  Connection connection = database.connect();
  for (const char* setting : {"on", "off"}) {
    connection.exec("SET backslash_quote = on");
    connection.exec(std::string("SET standard_conforming_strings = ") + setting);
    for (const std::string& text : odd_names) CHECK(connection.exec("SELECT " + quote_literal(text)).get(0, 0) == text);
  }
}
