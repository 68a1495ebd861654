// Connection strings never show a password, and arrays of the server are read back whole.
#include "catalog/connection.hpp"
#include "lockstep/error.hpp"

#include <doctest/doctest.h>

using namespace lockstep;

namespace {
/// The whole message that opening this connection string ends with.
std::string refusal(const std::string& conninfo) {
  try {
    const Connection connection(conninfo);
  } catch (const Error& error) {
    return error.full();
  }
  return "connected";
}
bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
} // namespace

TEST_CASE("without_password hides the password of a URL") {
  CHECK(without_password("postgresql://bob:s3cret@db.example:5433/shop") ==
        "postgresql://bob:****@db.example:5433/shop");
  CHECK(without_password("postgres://bob:s3cret@/shop?host=/run") == "postgres://bob:****@/shop?host=/run");
  CHECK(without_password("postgresql://bob@db/shop") == "postgresql://bob@db/shop");
  CHECK(without_password("postgresql://db/shop?a@b") == "postgresql://db/shop?a@b");
  CHECK(without_password("postgresql:///shop?user=bob&password=s3cret&sslmode=require") ==
        "postgresql:///shop?user=bob&password=****&sslmode=require");
  CHECK(without_password("postgresql://") == "postgresql://");
}

TEST_CASE("without_password hides passwords that were not percent-encoded") {
  CHECK(without_password("postgresql://bob:s3@cr@et@db/shop") == "postgresql://bob:****@db/shop");
  CHECK(without_password("postgresql://bob:s3/cret@db/shop") == "postgresql://bob:****@db/shop");
  CHECK(without_password("postgresql://bob:s3?cret@db/shop") == "postgresql://bob:****@db/shop");
}

TEST_CASE("without_password hides the password of key=value strings") {
  CHECK(without_password("host=db password=s3cret user=bob") == "host=db password=**** user=bob");
  CHECK(without_password("password = 's3 \\'cret' user=bob") == "password = **** user=bob");
  CHECK(without_password("password=s3\\ cret user=bob") == "password=**** user=bob");
  CHECK(without_password("user=bob sslpassword=x") == "user=bob sslpassword=****");
  CHECK(without_password("user=password host=db") == "user=password host=db");
  CHECK(without_password("password='unfinished s3cret") == "password=****");
  CHECK(without_password("shop") == "shop");
  CHECK(without_password("") == "");
}

TEST_CASE("a connection string that can not be read is a usage error without its password") {
  for (const char* conninfo : {"postgresql://bob:s3@cret@db/shop", "postgresql://bob:s3/cret@db/shop",
                               "password=s3cret host", "hots=db password=s3cret", "password='s3cret"}) {
    CAPTURE(conninfo);
    const std::string message = refusal(conninfo);
    CHECK(holds(message, "can not be read"));
    CHECK_FALSE(holds(message, "cret"));
    CHECK_THROWS_AS((void)with_database(conninfo, "other"), Error);
  }
}

TEST_CASE("an unreachable server is named, with what to check") {
  const std::string tcp = refusal("postgresql://bob:s3cret@127.0.0.1:1/shop");
  CHECK(holds(tcp, "Connection refused"));
  CHECK(holds(tcp, "postgresql://bob:****@127.0.0.1:1/shop"));
  CHECK(holds(tcp, "is the server running there"));
  CHECK_FALSE(holds(tcp, "s3cret"));
  const std::string socket = refusal("host=/nonexistent user=bob password=s3cret dbname=shop");
  CHECK(holds(socket, "no server listens on this socket"));
  CHECK_FALSE(holds(socket, "s3cret"));
}

TEST_CASE("with_database keeps all but the database") {
  CHECK(with_database("postgresql://bob:p%40ss@db:5433/shop?sslmode=require", "a'b\\c") ==
        "dbname='a\\'b\\\\c' host='db' password='p@ss' port='5433' sslmode='require' user='bob'");
  CHECK(with_database("host=/run/x dbname=shop", "other") == "dbname='other' host='/run/x'");
  CHECK(database_of("postgresql://db/shop") == "shop");
  CHECK(database_of("host=db") == "");
}

TEST_CASE("parse_array reads the server's array output") {
  using List = std::vector<std::string>;
  CHECK(parse_array("{}") == List{});
  CHECK(parse_array("") == List{});
  CHECK(parse_array("{a,b}") == List{"a", "b"});
  CHECK(parse_array("{a,\"b c\",NULL,\"NULL\"}") == List{"a", "b c", "", "NULL"});
  CHECK(parse_array(R"({"a\"b","c\\d","e,f","{}",""})") == List{"a\"b", "c\\d", "e,f", "{}", ""});
  CHECK(parse_array("[0:1]={x,y}") == List{"x", "y"});
}
