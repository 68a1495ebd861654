// Percent-encoding: what goes into a URL comes out of it.
#include "base/percent.hpp"

#include <doctest/doctest.h>

using namespace lockstep;

TEST_CASE("percent: every byte comes back, whatever it is") {
  CHECK(percent_encoded("it's 100% a/b~c-d_e.f") == "it%27s%20100%25%20a%2Fb~c-d_e.f");
  CHECK(percent_encoded("/a b/ä", "/") == "/a%20b/%C3%A4");
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  CHECK(percent_decoded(percent_encoded(all)) == all);
}

TEST_CASE("percent: a sign that begins no pair stays as it is") {
  CHECK(percent_decoded("100%") == "100%");
  CHECK(percent_decoded("%4") == "%4");
  CHECK(percent_decoded("%zz%41") == "%zzA");
}
