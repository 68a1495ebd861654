// See the header.
#include "base/digest.hpp"

#include <lockstep/error.hpp>

#include <openssl/evp.h>

namespace lockstep {

std::string digest(const char* algorithm, std::string_view data) {
  unsigned char result[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  const EVP_MD* method = EVP_get_digestbyname(algorithm);
  if (method == nullptr || EVP_Digest(data.data(), data.size(), result, &size, method, nullptr) != 1)
    throw usage_error(std::string("the cryptographic library has no ") + algorithm);
  return {reinterpret_cast<const char*>(result), size};
}

std::string hex(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::uint32_t crc32(std::string_view data, std::uint32_t before) {
  std::uint32_t crc = ~before;
  for (const char c : data) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1U) != 0 ? (crc >> 1U) ^ 0xEDB88320U : crc >> 1U;
  }
  return ~crc;
}

} // namespace lockstep
