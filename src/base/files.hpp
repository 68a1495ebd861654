// Files and hashes. What is written appears whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// The whole file. Throws Error (usage) naming the file when it can not be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

struct FileToWrite {
  std::filesystem::path path;
  std::string content;
};
/// Writes all files together: temporary files beside them, fsync, then rename. When anything fails, the temporary files
/// are removed and no target is touched. Folders are made as needed. Throws Error (usage).
void write_files(const std::vector<FileToWrite>& files);

/// SHA-256 of `data`, 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view data);

} // namespace lockstep
