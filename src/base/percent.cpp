// See the header.
#include "base/percent.hpp"

#include <charconv>

namespace lockstep {

namespace {

bool is_plain(char c, std::string_view also) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("-_.~").find(c) != std::string_view::npos || also.find(c) != std::string_view::npos;
}

} // namespace

std::string percent_encoded(std::string_view text, std::string_view also) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_plain(c, also))
      result += c;
    else
      result.append({'%', digits[byte >> 4U], digits[byte & 15U]});
  }
  return result;
}

std::string percent_decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const std::string_view pair = text.substr(i).substr(0, 3);
    const bool encoded = pair.size() == 3 && pair.front() == '%' &&
                         std::from_chars(pair.data() + 1, pair.data() + 3, value, 16).ptr == pair.data() + 3;
    result += encoded ? static_cast<char>(value) : text[i];
    i += encoded ? 2 : 0;
  }
  return result;
}

} // namespace lockstep
