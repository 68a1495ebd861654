// The formats in which findings leave: each is what its readers parse.
#include "report/findings.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace lockstep::report;
using Json = nlohmann::json;

namespace {
const std::vector<Diagnostic> two = {
    {Severity::error, "LR101", {"m/1.sql", 3, 5}, "table \"a|b\" goes: 50%", "Drop it,\nlater.", "DROP TABLE a;"},
    {Severity::note, "LR602", {"m/2.sql", 0, 0}, "text <is> as fast & safe", "", ""}};
const std::vector<RuleWords> words = {{"LR101", "drop-table", "drops a table", "The rows go."}};
} // namespace

TEST_CASE("findings: json") {
  const Json json = Json::parse(findings_as("json", two, words));
  CHECK(json["format"] == 1);
  REQUIRE(json["findings"].size() == 2);
  CHECK(json["findings"][0]["line"] == 3);
  CHECK(json["findings"][0]["severity"] == "error");
  CHECK(Json::parse(findings_as("json", {}, {}))["findings"].empty());
}

TEST_CASE("findings: sarif") {
  const Json run = Json::parse(findings_as("sarif", two, words))["runs"][0];
  CHECK(run["tool"]["driver"]["rules"][0]["id"] == "LR101");
  REQUIRE(run["results"].size() == 2);
  const Json& place = run["results"][0]["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "m/1.sql");
  CHECK(place["region"]["startColumn"] == 5);
  CHECK_FALSE(run["results"][1]["locations"][0]["physicalLocation"].contains("region"));
}

TEST_CASE("findings: github annotations escape what would end them") {
  CHECK(findings_as("github", two, words) ==
        "::error title=LR101,file=m/1.sql,line=3,col=5::table \"a|b\" goes: 50%25%0ADrop it,%0Alater.\n"
        "::notice title=LR602,file=m/2.sql::text <is> as fast & safe\n");
}

TEST_CASE("findings: gitlab code quality") {
  const Json list = Json::parse(findings_as("gitlab", two, words));
  REQUIRE(list.size() == 2);
  CHECK(list[0]["severity"] == "critical");
  CHECK(list[1]["location"]["lines"]["begin"] == 1);
  CHECK(list[0]["fingerprint"] != list[1]["fingerprint"]);
}

TEST_CASE("findings: junit") {
  const std::string xml = findings_as("junit", two, words);
  CHECK(xml.find("tests=\"2\" failures=\"1\"") != std::string::npos);
  CHECK(xml.find("table &quot;a|b&quot; goes") != std::string::npos);
  CHECK(xml.find("text &lt;is&gt; as fast &amp; safe") != std::string::npos);
  CHECK(findings_as("junit", {}, {}).find("tests=\"1\" failures=\"0\"") != std::string::npos);
}

TEST_CASE("findings: markdown and text") {
  CHECK(findings_as("markdown", two, words)
            .find("| error LR101 | `m/1.sql:3:5` | table \"a\\|b\" goes: 50% | Drop it,<br>later. |") !=
        std::string::npos);
  CHECK(findings_as("text", two, words).find("m/1.sql:3:5: error: table \"a|b\" goes") != std::string::npos);
  CHECK(findings_as("text", {}, {}).empty());
  CHECK_THROWS(findings_as("yaml", two, words));
}
