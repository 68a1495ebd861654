// JSON-RPC as editors speak it: https://microsoft.github.io/language-server-protocol/
#include <lockstep/language_server.hpp>
#include <lockstep/version.hpp>

#include "app/language_features.hpp"
#include "app/project.hpp"
#include "base/files.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace lockstep {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// "file:///a%20b" → "/a b"
std::string path_of_uri(const std::string& uri) {
  return percent_decoded(uri.substr(uri.starts_with("file://") ? 7 : 0));
}

std::string uri_of(const std::string& path) { return "file://" + percent_encoded(path, "/"); }

/// A character of the protocol is a unit of UTF-16.
std::size_t bytes_before(const std::string& line, std::size_t units) {
  std::size_t at = 0;
  for (std::size_t seen = 0; at < line.size() && seen < units;) {
    const auto byte = static_cast<unsigned char>(line[at]);
    const std::size_t size = byte < 0x80U ? 1 : byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : 4;
    seen += size == 4 ? 2 : 1;
    at += size;
  }
  return std::min(at, line.size());
}

Json range_of(const Position& at, std::size_t width) {
  const int line = std::max(0, at.line - 1);
  const int column = std::max(0, at.column - 1);
  return {{"start", {{"line", line}, {"character", column}}},
          {"end", {{"line", line}, {"character", column + static_cast<int>(width)}}}};
}

class Server {
public:
  explicit Server(const LanguageServerOptions& options) : options_(options), project_(options) {}

  bool run() {
    while (const std::optional<std::string> text = options_.receive()) {
      const Json message = Json::parse(*text, nullptr, false);
      if (message.is_discarded()) {
        send({{"id", nullptr}, {"error", {{"code", -32700}, {"message", "this is not JSON"}}}});
        continue;
      }
      const std::string method = message.value("method", "");
      if (method == "exit") return shut_down_;
      take(method, message);
      if (!unproven_.empty() && !(options_.waiting && options_.waiting())) prove();
    }
    return shut_down_;
  }

private:
  void send(Json message) const {
    message["jsonrpc"] = "2.0";
    options_.send(message.dump());
  }

  void take(const std::string& method, const Json& message) {
    const bool asks = message.contains("id");
    try {
      const Json result = answer(method, message.value("params", Json::object()));
      if (asks && result.is_discarded())
        send({{"id", message["id"]}, {"error", {{"code", -32601}, {"message", "no method " + method}}}});
      else if (asks)
        send({{"id", message["id"]}, {"result", result}});
    } catch (const std::exception& error) {
      if (asks) send({{"id", message["id"]}, {"error", {{"code", -32603}, {"message", error.what()}}}});
    }
  }

  /// Discarded: there is no such method.
  Json answer(const std::string& method, const Json& params) {
    if (method == "initialize") return capabilities();
    if (method == "shutdown") {
      shut_down_ = true;
      return nullptr;
    }
    if (method == "textDocument/didOpen") {
      const Json& document = params.at("textDocument");
      return changed(document.at("uri"), document.at("text"));
    }
    if (method == "textDocument/didChange")
      return changed(params.at("textDocument").at("uri"), params.at("contentChanges").back().at("text"));
    if (method == "textDocument/didSave") {
      prove();
      return nullptr;
    }
    if (method == "textDocument/didClose") {
      texts_.erase(path_of_uri(params.at("textDocument").at("uri")));
      return nullptr;
    }
    if (method == "textDocument/completion") return completion(params);
    if (method == "textDocument/hover") return hover(params);
    if (method == "textDocument/definition") return definition(params);
    return Json(Json::value_t::discarded);
  }

  static Json capabilities() {
    return {{"capabilities",
             {{"textDocumentSync", {{"openClose", true}, {"change", 1}, {"save", true}}},
              {"completionProvider", {{"triggerCharacters", {"\"", "[", ".", "{", "("}}}},
              {"hoverProvider", true},
              {"definitionProvider", true}}},
            {"serverInfo", {{"name", "lockstep"}, {"version", std::string(version())}}}};
  }

  Json changed(const std::string& uri, const std::string& text) {
    const std::string path = path_of_uri(uri);
    texts_[path] = text;
    const Declared declared = read_schema_text(text, path);
    if (!declared.diagnostics.has_errors() || !known_.contains(path)) known_[path] = declared.state;
    publish(uri, declared.diagnostics.list());
    unproven_ = declared.diagnostics.has_errors() ? "" : uri;
    return nullptr;
  }

  /// What only a server knows: types, functions and columns that there are not, expressions that it does not take.
  void prove() {
    const std::string uri = std::exchange(unproven_, "");
    if (uri.empty()) return;
    const std::string path = path_of_uri(uri);
    std::vector<Diagnostic> found = read_schema_text(texts_[path], path).diagnostics.list();
    try {
      (void)project_.load_declared({declared(), {}, {}}, project_.path_of(project_.config().schema));
    } catch (const SchemaError& error) {
      for (const Diagnostic& one : error.diagnostics.list())
        if (one.position.file == path) found.push_back(one);
    } catch (const Error& error) {
      project_.say(error.full()); // without a server on this machine, what the file alone tells is all there is
      return;
    }
    publish(uri, found);
  }

  void publish(const std::string& uri, const std::vector<Diagnostic>& found) {
    const std::string& text = texts_[path_of_uri(uri)];
    Json list = Json::array();
    for (const Diagnostic& one : found) {
      const std::string line = line_of(text, one.position.line);
      const std::size_t from =
          std::min<std::size_t>(static_cast<std::size_t>(std::max(0, one.position.column - 1)), line.size());
      const std::size_t end = std::min(line.find_first_of(" \t=]},", from), line.size());
      const int severity = one.severity == Severity::error ? 1 : one.severity == Severity::warning ? 2 : 3;
      list.push_back({{"range", range_of(one.position, std::max<std::size_t>(1, end - from))},
                      {"severity", severity},
                      {"code", one.code},
                      {"source", "lockstep"},
                      {"message", one.message + (one.hint.empty() ? "" : "\n" + one.hint)}});
    }
    send({{"method", "textDocument/publishDiagnostics"}, {"params", {{"uri", uri}, {"diagnostics", list}}}});
  }

  /// All files of the schema, as open editors have them; the last whole text of each counts.
  State declared() {
    const fs::path schema = project_.path_of(project_.config().schema);
    if (fs::exists(schema))
      for (const fs::path& file : schema_files(schema)) {
        const std::string path = fs::weakly_canonical(file).string();
        if (!known_.contains(path)) known_[path] = read_schema_text(read_file(path), path).state;
      }
    State all;
    for (const auto& [path, state] : known_)
      for (const auto& [id, object] : state.objects()) all.put(object);
    return all;
  }

  [[nodiscard]] Cursor cursor_of(const Json& params) const {
    const auto text = texts_.find(path_of_uri(params.at("textDocument").at("uri")));
    if (text == texts_.end()) return {};
    const std::size_t line = params.at("position").at("line");
    const std::string now = line_of(text->second, static_cast<int>(line) + 1);
    return cursor_at(text->second, line, bytes_before(now, params.at("position").at("character")));
  }

  Json completion(const Json& params) {
    Json items = Json::array();
    for (const Proposal& proposal : complete_at(cursor_of(params), declared()))
      items.push_back({{"label", proposal.text}, {"detail", proposal.detail}});
    return {{"isIncomplete", false}, {"items", items}};
  }

  Json hover(const Json& params) {
    if (!options_.source.empty() && !there_) there_ = project_.load_live(project_.conninfo_of(options_.source)).state;
    const std::string text = hover_at(cursor_of(params), declared(), there_ ? &*there_ : nullptr,
                                      options_.source.starts_with('@') ? options_.source : "the database");
    if (text.empty()) return nullptr;
    return {{"contents", {{"kind", "markdown"}, {"value", text}}}};
  }

  Json definition(const Json& params) {
    const State state = declared();
    const Object* object = definition_at(cursor_of(params), state);
    if (object == nullptr) return nullptr;
    const Position at = object->places.whole();
    if (at.file.empty()) return nullptr;
    return {{"uri", uri_of(at.file)}, {"range", range_of(at, object->id.name().size())}};
  }

  const LanguageServerOptions& options_;
  Project project_;
  std::map<std::string, std::string> texts_; ///< of open files, by path
  std::map<std::string, State> known_;       ///< by path
  std::string unproven_;                     ///< the file whose newest text no server has seen
  std::optional<State> there_;
  bool shut_down_ = false;
};

} // namespace

bool serve_language(const LanguageServerOptions& options) { return Server(options).run(); }

} // namespace lockstep
