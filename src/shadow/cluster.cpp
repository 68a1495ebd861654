// The shadow's cluster: laid out from a pack when there is one, with spare databases ready to be handed out.
#include "shadow/cluster.hpp"

#include "catalog/connection.hpp"
#include "lockstep/error.hpp"
#include "shadow/developer.hpp"
#include "shadow/home.hpp"
#include "shadow/initdb.hpp"
#include "shadow/pack.hpp"
#include "shadow/server.hpp"

#include <array>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <optional>

namespace lockstep {

namespace fs = std::filesystem;

namespace {

/// Made once and packed: a database laid out with the cluster costs a third of one made by the running server.
constexpr std::array spare_databases = {"shadow_1", "shadow_2"};

/// Before that major copying files was the only way; since then it is the one that leaves no WAL behind.
constexpr int first_with_strategy = 15;

/// Variables by which libpq would lead a connection elsewhere, and what in the connection string outdoes them.
struct Override {
  const char* variable;
  std::string_view parameter;
};
constexpr std::array overrides = {
    Override{"PGHOSTADDR", " hostaddr=''"},
    Override{"PGOPTIONS", " options=''"},
    Override{"PGTARGETSESSIONATTRS", " target_session_attrs=any"},
    Override{"PGGSSENCMODE", " gssencmode=disable"},
    Override{"PGSSLMODE", " sslmode=disable"},
};

ServerOptions server_options(const ClusterOptions& options, const Identity& identity) {
  const fs::path socket_folder = options.kept ? make_socket_folder(options.folder, identity) : options.folder;
  return {options.binaries, identity, options.folder / "data", socket_folder, options.folder / "log", false, -1};
}

RunningCluster start_server(const ClusterOptions& options, const Identity& identity) {
  RunningCluster cluster;
  cluster.folder = options.folder;
  const ServerOptions server = server_options(options, identity);
  cluster.pid = start_postmaster(server);
  cluster.major = options.binaries.major;
  cluster.socket_dir = server.socket_folder.string();
  cluster.user = superuser;
  cluster.spares.assign(spare_databases.begin(), spare_databases.end());
  return cluster;
}

void stop_server(const RunningCluster& cluster, int signal) {
  end_postmaster(cluster.pid, cluster.folder / "data", signal, 10);
}

/// Once per version: makes the spare databases.
void add_spares(const ClusterOptions& options, const Identity& identity) {
  const RunningCluster cluster = start_server(options, identity);
  try {
    Connection connection(cluster.conninfo("postgres"));
    const std::string strategy = options.binaries.major >= first_with_strategy ? " STRATEGY file_copy" : "";
    for (const char* name : spare_databases)
      connection.exec(std::string("CREATE DATABASE ") + name + " TEMPLATE template0 ENCODING 'UTF8'" + strategy);
  } catch (...) {
    stop_server(cluster, SIGQUIT);
    throw;
  }
  stop_server(cluster, SIGINT);
}

void keep_pack(const fs::path& data, const fs::path& pack) {
  if (pack.empty()) return;
  try {
    write_pack(data, pack);
  } catch (const std::exception&) {
    // A cache that can not be written only costs time; `doctor` tells of it.
  }
}

void make_data(const ClusterOptions& options, const Identity& identity, const fs::path& pack) {
  const fs::path data = options.folder / "data";
  std::error_code ignored;
  fs::remove_all(data, ignored);
  run_initdb(options.binaries, identity, data, false);
  add_spares(options, identity);
  keep_pack(data, pack);
}

/// True when the last server on this data folder ended in order: the state in its control file.
bool was_shut_down(const fs::path& data) {
  constexpr std::streamoff state_offset = 16; // after system identifier, version and catalog version, 14 to 18 alike
  constexpr std::uint32_t shut_down_state = 1;
  std::ifstream control(data / "global" / "pg_control", std::ios::binary);
  std::uint32_t state = 0;
  control.seekg(state_offset);
  return control.read(reinterpret_cast<char*>(&state), sizeof state) && state == shut_down_state;
}

/// Nothing of a shadow is synced to disk: what was written before the machine started anew may be lost in part.
std::string this_boot() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string id;
  std::getline(file, id);
  return id;
}

std::optional<RunningCluster> start_again(const ClusterOptions& options, const Identity& identity) {
  const fs::path data = options.folder / "data";
  std::ifstream file(options.folder / "boot");
  std::string boot;
  std::getline(file, boot);
  if (boot.empty() || boot != this_boot() || !was_shut_down(data)) return std::nullopt;
  std::error_code ignored;
  fs::remove(data / "postgresql.auto.conf", ignored); // an ALTER SYSTEM of an earlier run
  fs::remove(options.folder / "log", ignored);
  remove_remains(data, server_options(options, identity).socket_folder);
  try {
    RunningCluster cluster = start_server(options, identity);
    cluster.spares.clear(); // those of an earlier run may have been used
    return cluster;
  } catch (const Error&) { // made anew instead
    return std::nullopt;
  }
}

RunningCluster start_shadow_cluster(const ClusterOptions& options) {
  const Identity identity = server_identity();
  if (options.kept) {
    if (auto cluster = start_again(options, identity)) return *std::move(cluster);
    std::error_code ignored;
    fs::remove_all(options.folder / "data", ignored);
    std::ofstream(options.folder / "boot") << this_boot() << '\n';
  }
  const fs::path pack = pack_path(options.binaries);
  if (!pack.empty() && unpack(pack, options.folder / "data", identity)) {
    try {
      return start_server(options, identity);
    } catch (const Error&) {
      // The pack may have been damaged in a way that only the server sees; a new one is made.
      std::error_code ignored;
      fs::remove(pack, ignored);
    }
  }
  make_data(options, identity, pack);
  return start_server(options, identity);
}

} // namespace

std::string RunningCluster::conninfo(const std::string& database) const {
  std::string text = "host=" + conninfo_value(socket_dir) + " port=" + std::to_string(socket_port) + " user=" + user +
                     " dbname=" + conninfo_value(database);
  for (const auto& [variable, parameter] : overrides)
    if (std::getenv(variable) != nullptr) text += parameter;
  return text;
}

RunningCluster start_cluster(const ClusterOptions& options) {
  return options.persistent ? start_developer_cluster(options) : start_shadow_cluster(options);
}

void end_cluster(const RunningCluster& cluster) { stop_server(cluster, SIGQUIT); }

void shut_down(const RunningCluster& cluster) { stop_server(cluster, SIGINT); }

} // namespace lockstep
