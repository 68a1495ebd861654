// Tells builds of this tool apart.
#include "app/build_stamp.hpp"

#include <lockstep/version.hpp>

#include <sys/stat.h>

namespace lockstep {

std::string build_stamp() {
  struct stat program {};
  (void)::stat("/proc/self/exe", &program);
  return std::string(version()) + ' ' + std::to_string(program.st_size) + ' ' + std::to_string(program.st_mtim.tv_sec) +
         '.' + std::to_string(program.st_mtim.tv_nsec);
}

} // namespace lockstep
