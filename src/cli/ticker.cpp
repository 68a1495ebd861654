// Progress as text and as JSON.
#include "cli/ticker.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace lockstep::cli {

namespace {

std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.0f", value);
  return text;
}

std::string clock_of(double seconds) {
  const long whole = std::lround(std::max(seconds, 0.0));
  if (whole < 120) return std::to_string(whole) + " s";
  if (whole < 7200) return std::to_string(whole / 60) + " min";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

std::string quoted_json(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) {
      out += c;
    } else {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
      out += code;
    }
  }
  return out + "\"";
}

double share(const Tick& tick) { return tick.all > 0 ? std::min(tick.done / tick.all, 1.0) : 0; }

/// How far it is, without its name and stage.
std::string state_of(const Tick& tick) {
  std::string text;
  if (tick.finished) {
    text += "done";
    if (tick.done > 0 && !tick.unit.empty()) text += ", " + number(tick.done) + " " + tick.unit;
    return text + " in " + clock_of(tick.seconds);
  }
  if (tick.all > 0) text += number(std::floor(share(tick) * 100)) + " % of " + number(tick.all) + " " + tick.unit;
  if (tick.all <= 0 && !tick.unit.empty()) text += number(tick.done) + " " + tick.unit;
  if (tick.unit.empty()) text += "for " + clock_of(tick.seconds);
  if (!tick.waiting.empty()) return text + ", waiting: " + tick.waiting;
  if (tick.rate > 0) text += ", " + number(tick.rate) + " " + tick.unit + "/s";
  if (tick.rate > 0 && tick.all > tick.done) text += ", " + clock_of((tick.all - tick.done) / tick.rate) + " left";
  return text;
}

std::string stage_of(const Tick& tick) { return tick.stage.empty() ? "" : tick.stage + ", "; }

std::size_t columns_of_terminal() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

std::size_t length_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

/// At most `room` characters of it.
std::string cut(const std::string& text, std::size_t room) {
  if (length_of(text) <= room) return text;
  const std::string mark = room > 3 ? "..." : "";
  std::size_t end = 0;
  for (std::size_t left = room - mark.size(); end < text.size(); ++end)
    if (begins_character(text[end]) && left-- == 0) break;
  return text.substr(0, end) + mark;
}

/// One line, as wide as the terminal at most: a longer one could not be taken back. How far it is matters most, then
/// a bar of some length, then the stage, then the name.
std::string bar_line(const Tick& tick, std::size_t columns) {
  constexpr std::size_t longest = 24;
  constexpr std::size_t shortest = 6;
  constexpr std::size_t around = 7; // spaces, brackets and the colon
  constexpr std::size_t least_name = 12;
  const std::string state = state_of(tick);
  std::string stage = stage_of(tick);
  const std::size_t all = columns > around + 1 ? columns - around - 1 : 0; // the last column stays free
  const auto left = [&](std::size_t taken) { return all > taken ? all - taken : 0; };
  const std::size_t words = length_of(tick.what) + length_of(stage) + length_of(state);
  const bool counts = tick.all > 0 && tick.unit != "transactions"; // one that it waits for makes no bar
  const std::size_t width = counts ? std::clamp(left(words), shortest, longest) : 0;
  const std::string name = cut(tick.what, std::max(left(width + length_of(stage + state)), least_name));
  stage = cut(stage, left(width + length_of(name + state)));
  const auto filled = static_cast<std::size_t>(std::lround(share(tick) * static_cast<double>(width)));
  const std::string bar =
      width > 0 ? "[" + std::string(filled, '#') + std::string(width - filled, '.') + "] " : std::string();
  return cut("  " + bar + name + ": " + stage + state, columns > 1 ? columns - 1 : 1);
}

/// What every event begins with. The format goes up when a program that reads them must change:
/// docs/apply-schema.json.
std::string event_head(const std::string& name) { return "{\"format\": 1, \"event\": " + quoted_json(name) + ", "; }

std::string json(const Tick& tick) {
  return event_head("progress") + "\"what\": " + quoted_json(tick.what) + ", \"stage\": " + quoted_json(tick.stage) +
         ", \"done\": " + number(tick.done) + ", \"all\": " + number(tick.all) +
         ", \"unit\": " + quoted_json(tick.unit) + ", \"seconds\": " + number(tick.seconds) +
         ", \"rate\": " + number(tick.rate) + ", \"waiting\": " + quoted_json(tick.waiting) +
         ", \"finished\": " + (tick.finished ? "true" : "false") + "}";
}

} // namespace

std::string describe(const Tick& tick) { return tick.what + ": " + stage_of(tick) + state_of(tick); }

Ticker::~Ticker() { end_bar(); }

void Ticker::end_bar() {
  const std::lock_guard lock(mutex_);
  clear_bar();
}

Ticker::As Ticker::fitting(bool as_json, bool quiet) {
  if (as_json) return As::json;
  if (quiet) return As::nothing;
  return ::isatty(STDERR_FILENO) == 1 ? As::bar : As::lines;
}

void Ticker::clear_bar() {
  if (bar_shown_) std::fputs("\r\033[K", stderr);
  bar_shown_ = false;
}

void Ticker::say(const std::string& text) {
  if (as_ == As::nothing) return;
  if (as_ == As::json) return event("says", "text", text);
  const std::lock_guard lock(mutex_);
  clear_bar();
  std::fprintf(stderr, "%s\n", text.c_str());
}

void Ticker::tick(const Tick& tick) {
  if (as_ == As::nothing) return;
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  const double gap = as_ == As::bar ? 0.2 : 5;
  if (!tick.finished && std::chrono::duration<double>(now - last_).count() < gap) return;
  last_ = now;
  if (as_ == As::json) {
    std::printf("%s\n", json(tick).c_str());
    std::fflush(stdout);
    return;
  }
  clear_bar();
  bar_shown_ = as_ == As::bar && !tick.finished;
  if (bar_shown_)
    std::fputs(bar_line(tick, columns_of_terminal()).c_str(), stderr);
  else
    std::fprintf(stderr, "  %s\n", describe(tick).c_str());
}

void Ticker::event(const std::string& name, const std::string& key, const std::string& value, const std::string& why) {
  if (as_ != As::json) return;
  const std::lock_guard lock(mutex_);
  std::printf("%s%s: %s%s}\n", event_head(name).c_str(), quoted_json(key).c_str(), quoted_json(value).c_str(),
              why.empty() ? "" : (", \"why\": " + quoted_json(why)).c_str());
  std::fflush(stdout);
}

} // namespace lockstep::cli
