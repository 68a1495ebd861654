// Scripts are cut where psql cuts them: psql runs each script and logs every query that it sent.
#include "base/files.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "support/folder.hpp"
#include "support/process.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace lockstep;
using namespace lockstep::test;

namespace {

// The texts between a line that holds "QUERY **" and the line of stars after it.
std::vector<std::string> queries_in(const std::string& log) {
  std::vector<std::string> found;
  bool inside = false;
  for (const std::string& line : split(log, '\n')) {
    if (!inside && line.find("* QUERY *") != std::string::npos) {
      inside = true;
      found.emplace_back();
    } else if (inside && line.find("********") != std::string::npos) {
      inside = false;
    } else if (inside) {
      found.back() += line + "\n";
    }
  }
  // An empty statement is nothing to run.
  std::erase_if(found, [](const std::string& query) { return trim(query) == ";"; });
  return found;
}

std::vector<std::string> split_by_psql(const Database& database, const std::string& script) {
  const TemporaryFolder folder;
  write_files({{folder / "script.sql", script}});
  const std::string psql = program("psql");
  const Ran ran = run(
      {psql, "-X", "-d", database.conninfo(), "-L", (folder / "log").string(), "-f", (folder / "script.sql").string()});
  REQUIRE_MESSAGE(ran.exit != 127, ran.err);
  return queries_in(read_file(folder / "log"));
}

// psql sends the comments before a statement and its semicolon too.
bool is_same(const std::string& sent, const Statement& statement) {
  std::string_view text = trim(sent);
  if (text.ends_with(';') && !statement.text.ends_with(';')) text = trim(text.substr(0, text.size() - 1));
  if (!text.ends_with(statement.text)) return false;
  text.remove_suffix(statement.text.size());
  return text.empty() || text.starts_with("--") || text.starts_with("/*");
}

const std::vector<std::string> scripts = {
    "select 1; select 2;;  ; select 3",
    "select 'a;''b', E'a\\';b', e'\\\\'; select \"a;\"\"b\";",
    "select U&'d;\\0061t', n'x;y', b'01', x'1;F'; select 2;",
    "select 'a'\n  ';b'; select E'a' '\\'; select 2;",
    "select E'a' /* c */\n '\\'; select 4;",
    "select $$a;b$$, $q$a;$$;$q$, $Q1$;$q1$;$Q1$; select 2;",
    "select a$b$; select x$b$; select $1; select $1$; select 1$a$; select $a$;$a$;",
    "select $ü$;$ü$; select 2;",
    "select 1 /* ; /* ; */ ; */ + 1; select 2 -- ;\n + 2; select 3 */*;*/ 4;",
    "-- first;\n/* second; */ select 1; -- behind; \nselect 2; -- end;",
    "create table t (a int, b text default ';'); insert into t values (1, ';)('); select 2;",
    "create rule r as on insert to t do also (select 1; select 2); select 3;",
    "select (1; select 2); select 3;",
    "select 1); select 2;",
    "select array[1;2]; select 3;",
    "create function f() returns int begin atomic select 1; select case when true then 1 end; end; select 2;",
    "create or replace function f() returns int language sql begin atomic select 1; end; select 2;",
    "create procedure p() begin atomic; insert into t values (1); end; select 2;",
    "create function g() returns int as 'begin; end;' language sql; select 2;",
    "begin; select 1; end; begin; case; end; select 2;",
    "create view begin as select 1; create table end_of (begin int); select 2;",
    "create function begin() returns int as 'select 1' language sql; select 2; end;",
    "create\n/* function */\nor replace view v as select 1 as begin; select 2;",
    "create function \"begin\"() returns int as $f$ select 1; $f$ language sql; select 2;",
    "create operator ;+; (function = f); select 1 --;--\n;",
    "select 1 - -1; select 1--1;\n+2; select 2;",
    "do $do$ begin perform 1; end $do$; do 'begin null; end'; select 2;",
    "select 'never closed; select 2;",
    "select $x$ never closed; select 2;",
    "select 1 /* never closed; select 2;",
    "select 1;\r\nselect 'a\r\n;b';\r\n",
};

} // namespace

TEST_CASE("live: split_statements cuts where psql does") {
  const Database database;
  for (const std::string& script : scripts) {
    const std::vector<std::string> theirs = split_by_psql(database, script);
    const std::vector<Statement> ours = split_statements(script);
    INFO("script: " << script << "\npsql sent:\n" << join(theirs, "\n----\n"));
    bool same = theirs.size() == ours.size();
    for (std::size_t i = 0; same && i < ours.size(); ++i) same = is_same(theirs[i], ours[i]);
    std::string list;
    for (const Statement& statement : ours) list += "[" + statement.text + "]\n";
    INFO("we cut:\n" << list);
    CHECK(same);
  }
}
