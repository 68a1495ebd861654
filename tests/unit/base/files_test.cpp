// Files are read whole, written all together or not at all.
#include <lockstep/error.hpp>

#include "base/files.hpp"
#include "support/folder.hpp"

#include <array>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace lockstep;
namespace fs = std::filesystem;

namespace {

// The names in a folder, so that a leftover temporary file is seen.
std::size_t entries_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

TEST_CASE("files: what was written is read back, folders are made") {
  const test::TemporaryFolder folder;
  const std::string bytes("a\0b\n\xff", 5);
  write_files({{folder / "deep/er/a.bin", bytes}, {folder / "b.txt", ""}});
  CHECK(read_file(folder / "deep/er/a.bin") == bytes);
  CHECK(read_file(folder / "b.txt").empty());
  CHECK(entries_in(folder.path()) == 2);
  CHECK(entries_in(folder / "deep/er") == 1);
}

TEST_CASE("files: a target keeps its permissions and a link stays a link") {
  const test::TemporaryFolder folder;
  write_files({{folder / "real.sql", "old"}});
  fs::permissions(folder / "real.sql", fs::perms::owner_all);
  fs::create_symlink("real.sql", folder / "link.sql");
  write_files({{folder / "link.sql", "new"}});
  CHECK(fs::is_symlink(folder / "link.sql"));
  CHECK(read_file(folder / "real.sql") == "new");
  CHECK(fs::status(folder / "real.sql").permissions() == fs::perms::owner_all);
}

TEST_CASE("files: when one can not be written, none is and nothing is left behind") {
  const test::TemporaryFolder folder;
  write_files({{folder / "first", "old"}});
  fs::create_directory(folder / "taken");
  CHECK_THROWS_AS(write_files({{folder / "first", "new"}, {folder / "fresh/second", "new"}, {folder / "taken", "new"}}),
                  Error);
  CHECK(read_file(folder / "first") == "old");
  CHECK_FALSE(fs::exists(folder / "fresh"));
  CHECK(entries_in(folder.path()) == 2);
}

TEST_CASE("files: a rename that fails puts back what was renamed before it") {
  const test::TemporaryFolder folder;
  write_files({{folder / "first", "old"}});
  // The temporary file of a name that is too long can be written, so only the last rename fails.
  const fs::path too_long = folder / std::string(300, 'x');
  CHECK_THROWS_AS(write_files({{folder / "first", "new"}, {folder / "other", "new"}, {too_long, "new"}}), Error);
  CHECK(read_file(folder / "first") == "old");
  CHECK(entries_in(folder.path()) == 1);
}

TEST_CASE("files: what can not be read says its name and why") {
  const test::TemporaryFolder folder;
  try {
    (void)read_file(folder / "absent.toml");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.exit == Exit::usage);
    CHECK(std::string(error.what()).find("absent.toml: No such file or directory") != std::string::npos);
  }
  CHECK_THROWS_WITH_AS((void)read_file(folder.path()), doctest::Contains("Is a directory"), Error);
}

TEST_CASE("files: sha256 gives the digests of FIPS 180-2") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("files: a device or a pipe takes the text and stays what it is") {
  const test::TemporaryFolder folder;
  const fs::path pipe = folder.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  write_files({{pipe, "through\n"}, {folder.path() / "beside", "a file\n"}});
  std::array<char, 64> buffer{};
  CHECK(::read(reader, buffer.data(), buffer.size()) == 8);
  CHECK(std::string(buffer.data()) == "through\n");
  ::close(reader);
  CHECK(fs::is_fifo(pipe));
  CHECK(read_file(folder.path() / "beside") == "a file\n");
  CHECK(entries_in(folder.path()) == 2);
}
