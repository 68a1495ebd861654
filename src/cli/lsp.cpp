// lockstep lsp: messages with their length before them, over stdin and stdout.
#include <lockstep/language_server.hpp>

#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>
#include <poll.h>
#include <string>
#include <unistd.h>

namespace lockstep::cli {

namespace {

/// A line of the head without its end; nothing at the end of the stream.
std::optional<std::string> read_line() {
  std::string line;
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c == '\n') return line;
    if (c != '\r') line += static_cast<char>(c);
  }
  return std::nullopt;
}

std::optional<std::string> receive() {
  constexpr std::string_view length_key = "Content-Length:";
  constexpr std::size_t most = 64U << 20U;
  std::size_t length = 0;
  while (const std::optional<std::string> line = read_line()) {
    if (line->starts_with(length_key)) length = std::strtoul(line->c_str() + length_key.size(), nullptr, 10);
    if (!line->empty()) continue;
    if (length == 0 || length > most) return std::nullopt;
    std::string body(length, '\0');
    if (std::fread(body.data(), 1, length, stdin) != length) return std::nullopt;
    return body;
  }
  return std::nullopt;
}

/// Whether more has come that was not read yet; what is read is not buffered.
bool waiting() {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return ::poll(&input, 1, 0) > 0;
}

void send(const std::string& message) {
  std::printf("Content-Length: %zu\r\n\r\n%s", message.size(), message.c_str());
  std::fflush(stdout);
}

} // namespace

void add_lsp(Parser parser, Context& context) {
  const auto options = std::make_shared<LanguageServerOptions>();
  parser.add_option("--source", options->source, "a database whose state hovers show").type_name("SOURCE");
  parser.on_run(context, [options, &context] {
    fill(*options, context);
    (void)std::setvbuf(stdin, nullptr, _IONBF, 0);
    options->receive = &receive;
    options->waiting = &waiting;
    options->send = &send;
    return serve_language(*options) ? Exit::ok : Exit::finding;
  });
}

} // namespace lockstep::cli
