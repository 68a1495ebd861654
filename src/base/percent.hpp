// Percent-encoding, as URLs and URIs have it: https://www.rfc-editor.org/rfc/rfc3986#section-2.1
#pragma once

#include <string>
#include <string_view>

namespace lockstep {

/// Every byte but letters, digits, "-", "_", ".", "~" and those of `also` as %XX.
[[nodiscard]] std::string percent_encoded(std::string_view text, std::string_view also = {});
/// The bytes again; a percent sign that begins no such pair stays.
[[nodiscard]] std::string percent_decoded(std::string_view text);

} // namespace lockstep
