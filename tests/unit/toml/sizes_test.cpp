// The stats file: what it holds comes back, and mistakes are shown where they stand.
#include "toml/sizes.hpp"

#include <lockstep/error.hpp>

#include <doctest/doctest.h>

using namespace lockstep;

namespace {

std::string mistakes_in(const std::string& text) {
  try {
    (void)read_sizes_text(text, "stats.toml");
  } catch (const Error& error) {
    CHECK(error.exit == Exit::usage);
    return error.full();
  }
  return "no mistake";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("sizes: what is written is read back, sorted, whatever the names are") {
  Sizes sizes{16, "2026-11-22", {}};
  sizes.tables["public.orders"] = {1200000, 730000000, {{"orders_pkey", 27000000}, {"odd name", 8192}}};
  sizes.tables["billing.\"odd.name\""] = {std::nullopt, 16384, {}};
  const std::string text = write_sizes(sizes);
  CHECK(text.substr(text.find("server")) == R"(server = 16
taken = 2026-11-22

[tables.'billing."odd.name"']
bytes = 16384

[tables."public.orders"]
rows = 1200000
bytes = 730000000
indexes."odd name" = 8192
indexes.orders_pkey = 27000000
)");
  const Sizes read = read_sizes_text(text, "stats.toml");
  CHECK(write_sizes(read) == text);
  CHECK(read.server_major == 16);
  const TableSize* orders = read.of({"table", {"public", "orders"}});
  REQUIRE(orders != nullptr);
  CHECK(orders->rows == 1200000);
  CHECK(orders->index_bytes() == 27008192);
  REQUIRE(read.of({"table", {"billing", "odd.name"}}) != nullptr);
  CHECK_FALSE(read.of({"table", {"billing", "odd.name"}})->rows.has_value());
  CHECK(read.of({"table", {"public", "unknown"}}) == nullptr);
}

TEST_CASE("sizes: mistakes, all at once") {
  const std::string text = mistakes_in("server = \"16\"\ntaken = \"yesterday\"\nrow = 1\n[tables.\"public.orders\"]\n"
                                       "rows = -1\nbyte = 2\nindexes = 3\n");
  CHECK(has(text, "6 mistakes in the sizes of tables"));
  CHECK(has(text, "stats.toml:1:1: error: 'server' must be a number from 0, not the string \"16\" [bad-stats]"));
  CHECK(has(text, "'taken' must be a date"));
  CHECK(has(text, "unknown key 'row'"));
  CHECK(has(text, "'rows' must be a number from 0, not the number -1"));
  CHECK(has(text, "did you mean 'bytes'?"));
  CHECK(has(text, "'indexes' must be a table"));
  CHECK(has(text, "`lockstep pull --stats SOURCE` writes the file anew."));
  CHECK(has(mistakes_in(""), "do not say when and where they were taken"));
  CHECK(has(mistakes_in("server = 16\ntaken = 2026-11-22\n[tables\n"), "stats.toml:3:"));
}
