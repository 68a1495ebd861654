// See the header.
#include "live/flip.hpp"

#include "emit/native.hpp"
#include "support/server.hpp"
#include "support/traffic.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

std::vector<ChainFile> chain_between(const Realised& from, const Realised& to, int major) {
  std::vector<ChainFile> chain;
  for (const Migration& file : prove_between(from, to, major).files)
    chain.push_back(make_file(native_file_name(file), write_native(file)));
  return chain;
}

void flip_under(const std::string& one, const std::string& other, const std::string& rows, const std::string& statement,
                int major) {
  CAPTURE(major);
  const Realised from = realise_text(one, major);
  const Realised to = realise_text(other, major);
  const auto there = chain_between(from, to, major);
  const auto back = chain_between(to, from, major);
  Connection connection(from.database);
  connection.exec(rows);
  Client client(from.database, statement, 1000000);
  while (client.done < 20) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  for (int turn = 0; turn < 10; ++turn)
    for (const auto* chain : {&there, &back})
      for (const ChainFile& file : *chain) {
        const long seen = client.done;
        replay_file(connection, file);
        while (client.done < seen + 2 && client.error.empty()) std::this_thread::yield();
      }
  client.stop();
  CHECK(client.error == "");
}

} // namespace lockstep::test
