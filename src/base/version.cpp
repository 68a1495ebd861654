// The version of this build, given by the build system.
#include <lockstep/version.hpp>

namespace lockstep {

std::string_view version() { return LOCKSTEP_VERSION; }

} // namespace lockstep
