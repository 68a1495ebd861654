// The digests and encodings by which other tools sign what they keep.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lockstep {

/// The raw bytes of "SHA256", "SHA1" or "MD5".
[[nodiscard]] std::string digest(const char* algorithm, std::string_view data);
[[nodiscard]] std::string hex(std::string_view bytes);
[[nodiscard]] std::string base64(std::string_view bytes);
/// CRC-32 as zlib computes it, going on from `before`.
[[nodiscard]] std::uint32_t crc32(std::string_view data, std::uint32_t before = 0);

} // namespace lockstep
