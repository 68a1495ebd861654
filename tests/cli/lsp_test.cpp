// The language server, spoken to as an editor does: messages with their length before them, over stdin and stdout.
#include "support/project.hpp"
#include "support/server.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace lockstep::test;

using Json = nlohmann::json;

namespace {

constexpr const char* schema = R"toml(schema = "public"

[enums]
mood = ["good", "bad"]

[tables.customers]
primary_key = ["id"]

[tables.customers.columns]
id   = "bigint"
mood = { type = "mood", not_null = true }

[tables.orders]
primary_key = ["id"]

[tables.orders.columns]
id          = "bigint"
customer_id = { type = "bigint", references = "customers(id)" }
)toml";

/// A script of what an editor says, and the answers by the number of the question.
class Editor {
public:
  explicit Editor(const TemporaryProject& project) : project_(project) {
    uri_ = "file://" + (project.path() / "schema.toml").string();
    ask("initialize", Json::object());
    tell("initialized", Json::object());
  }

  void tell(const std::string& method, const Json& params) { add({{"method", method}, {"params", params}}); }
  int ask(const std::string& method, const Json& params) {
    add({{"id", ++number_}, {"method", method}, {"params", params}});
    return number_;
  }
  void open(const std::string& text) {
    tell("textDocument/didOpen",
         {{"textDocument", {{"uri", uri_}, {"languageId", "toml"}, {"version", 1}, {"text", text}}}});
  }
  void save() { tell("textDocument/didSave", {{"textDocument", {{"uri", uri_}}}}); }
  void type(const std::string& text) {
    tell("textDocument/didChange",
         {{"textDocument", {{"uri", uri_}, {"version", 2}}}, {"contentChanges", {{{"text", text}}}}});
  }
  /// Asks at the mark "|", which is taken out of the text.
  int ask_at(const std::string& what, std::string text) {
    const std::size_t mark = text.find('|');
    REQUIRE(mark != std::string::npos);
    text.erase(mark, 1);
    type(text);
    const std::size_t line =
        static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(mark), '\n'));
    const std::size_t start = text.rfind('\n', mark - 1);
    return ask("textDocument/" + what,
               {{"textDocument", {{"uri", uri_}}}, {"position", {{"line", line}, {"character", mark - start - 1}}}});
  }

  void run(const std::vector<std::string>& more = {}) {
    ask("shutdown", nullptr);
    tell("exit", nullptr);
    RunOptions options = clean_environment();
    options.folder = project_.path();
    options.input = input_;
    std::vector<std::string> words{LOCKSTEP_BINARY, "lsp", "-q"};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = lockstep::test::run(words, options);
    CHECK_MESSAGE(ran.exit == 0, ran.err);
    for (std::size_t at = 0; at < ran.out.size();) {
      REQUIRE(ran.out.compare(at, 16, "Content-Length: ") == 0);
      const std::size_t length = std::stoul(ran.out.substr(at + 16));
      at = ran.out.find("\r\n\r\n", at) + 4;
      const Json message = Json::parse(ran.out.substr(at, length));
      at += length;
      if (message.contains("id"))
        answers[message["id"].get<int>()] = message;
      else
        diagnostics.push_back(message["params"]["diagnostics"]);
    }
  }

  [[nodiscard]] const std::string& input() const { return input_; }
  [[nodiscard]] std::vector<std::string> labels(int question) const {
    std::vector<std::string> found;
    for (const Json& item : answers.at(question).at("result").at("items")) found.push_back(item["label"]);
    return found;
  }

  std::map<int, Json> answers;
  std::vector<Json> diagnostics;

private:
  void add(Json message) {
    message["jsonrpc"] = "2.0";
    const std::string text = message.dump();
    input_ += "Content-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
  }

  const TemporaryProject& project_;
  std::string uri_;
  std::string input_;
  int number_ = 0;
};

bool has(const std::vector<std::string>& labels, const std::string& label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

std::string typed(const std::string& line) { return std::string(schema) + line + "\n"; }

} // namespace

TEST_CASE("cli: the language server tells mistakes as one types, and when they are gone") {
  const TemporaryProject project;
  Editor editor(project);
  editor.open(typed("note = { type = \"text\", not_nul = true }"));
  editor.type(typed("note = \"text\""));
  editor.run();
  REQUIRE(editor.diagnostics.size() >= 2);
  REQUIRE(editor.diagnostics[0].size() == 1);
  const Json& one = editor.diagnostics[0][0];
  CHECK(one["code"] == "unknown-key");
  CHECK(one["severity"] == 1);
  CHECK(one["range"]["start"]["line"] == 18);
  CHECK(one["range"]["start"]["character"] == 24);
  CHECK(one["range"]["end"]["character"] == 31);
  CHECK(one["message"].get<std::string>().find("not_null") != std::string::npos);
  CHECK(editor.diagnostics.back().empty());
  CHECK(editor.answers.at(1)["result"]["capabilities"]["hoverProvider"] == true);
}

TEST_CASE("cli: the language server tells what only a server knows, at its place, until it is mended") {
  const TemporaryProject project;
  project.write("schema.toml", schema);
  Editor editor(project);
  editor.open(typed("note = { type = \"texd\" }"));
  editor.save();
  editor.type(typed("note = { type = \"text\", default = \"lowr('A')\" }"));
  editor.save();
  editor.type(typed("note = { type = \"text\", default = \"lower('A')\" }"));
  editor.save();
  editor.run();
  std::vector<std::string> told;
  for (const Json& list : editor.diagnostics)
    for (const Json& one : list) {
      CHECK(one["range"]["start"]["line"] == 18);
      const std::string message = one["message"];
      if (told.empty() || told.back() != message) told.push_back(message);
    }
  REQUIRE(told.size() == 2);
  CHECK_MESSAGE(told[0].find("texd") != std::string::npos, told[0]);
  CHECK_MESSAGE(told[1].find("lowr") != std::string::npos, told[1]);
  CHECK(editor.diagnostics.back().empty());
}

TEST_CASE("cli: the language server asks a server when one stops typing") {
  const TemporaryProject project;
  project.write("schema.toml", schema);
  Editor editor(project);
  editor.open(typed("note = { type = \"texd\" }"));
  // Nothing more is said until the answer is there.
  project.write("said", editor.input());
  Editor end(project);
  end.ask("shutdown", nullptr);
  end.tell("exit", nullptr);
  project.write("end", end.input());
  RunOptions options = clean_environment();
  options.folder = project.path();
  const Ran ran = lockstep::test::run({"sh", "-c",
                                       "{ cat said; i=0; while [ $i -lt 600 ] && ! grep -q texd answers; do sleep 0.1; "
                                       "i=$((i + 1)); done; cat end; } | " +
                                           std::string(LOCKSTEP_BINARY) + " lsp -q >answers"},
                                      options);
  CHECK_MESSAGE(ran.exit == 0, ran.err);
  CHECK(project.read("answers").find("texd") != std::string::npos);
}

TEST_CASE("cli: the language server completes keys, types, tables and columns") {
  const TemporaryProject project;
  Editor editor(project);
  editor.open(schema);
  const int key = editor.ask_at("completion", typed("note = { type = \"text\", no|"));
  const int type = editor.ask_at("completion", typed("note = { type = \"m|"));
  const int short_type = editor.ask_at("completion", typed("note = \"|\""));
  const int reference = editor.ask_at("completion", typed("c = { type = \"bigint\", references = \"|\" }"));
  const int column = editor.ask_at("completion", typed("\n[tables.orders.indexes]\ni = [\"cust|\"]"));
  const int section = editor.ask_at("completion", typed("\n[tables.orders.|]"));
  const int top = editor.ask_at("completion", typed("\n[|]"));
  const int truth = editor.ask_at("completion", typed("n = { type = \"text\", not_null = |"));
  editor.run();
  CHECK(has(editor.labels(key), "not_null"));
  CHECK_FALSE(has(editor.labels(key), "text"));
  CHECK(has(editor.labels(type), "mood"));
  CHECK(has(editor.labels(type), "timestamptz"));
  CHECK(has(editor.labels(short_type), "mood"));
  CHECK(has(editor.labels(reference), "customers(id)"));
  CHECK(has(editor.labels(column), "customer_id"));
  CHECK_FALSE(has(editor.labels(column), "mood"));
  CHECK(has(editor.labels(section), "indexes"));
  CHECK(has(editor.labels(top), "tables"));
  CHECK(editor.labels(truth) == std::vector<std::string>{"true", "false"});
}

TEST_CASE("cli: the language server finds definitions and tells what stands in the database") {
  const TemporaryProject project;
  const Database database;
  database.connect().exec("CREATE TABLE customers (id bigint PRIMARY KEY); COMMENT ON TABLE customers IS 'as it is'");
  project.write("schema.toml", schema);
  Editor editor(project);
  editor.open(schema);
  const std::string pointed = replace_all(schema, "\"customers(id)\"", "\"cust|omers(id)\"");
  const int table = editor.ask_at("definition", pointed);
  const int type = editor.ask_at("definition", replace_all(schema, "\"mood\"", "\"mo|od\""));
  const int nothing = editor.ask_at("definition", typed("x = { type = \"no|where\" }"));
  const int hover = editor.ask_at("hover", pointed);
  const int key = editor.ask_at("hover", replace_all(schema, "not_null = true", "not_n|ull = true"));
  editor.run({"--source", database.conninfo()});
  CHECK(editor.answers.at(table)["result"]["range"]["start"]["line"] == 5);
  CHECK(editor.answers.at(table)["result"]["uri"].get<std::string>().ends_with("/schema.toml"));
  CHECK(editor.answers.at(type)["result"]["range"]["start"]["line"] == 3);
  CHECK(editor.answers.at(nothing)["result"].is_null());
  const std::string said = editor.answers.at(hover)["result"]["contents"]["value"];
  CHECK(said.find("table public.customers") != std::string::npos);
  CHECK(said.find("as it is") != std::string::npos);
  CHECK(editor.answers.at(key)["result"]["contents"]["value"].get<std::string>().find("NOT NULL") != std::string::npos);
}

TEST_CASE("cli: the language server answers what it does not know, and ends as told") {
  const TemporaryProject project;
  Editor editor(project);
  const int unknown = editor.ask("textDocument/rename", Json::object());
  const int broken = editor.ask("textDocument/hover", Json::object());
  editor.run();
  CHECK(editor.answers.at(unknown)["error"]["code"] == -32601);
  CHECK(editor.answers.at(broken)["error"]["code"] == -32603);
}
