// The shadow: databases on demand, on a private cluster or on a server that the user gave.
#include "shadow/shadow.hpp"

#include "base/sql.hpp"
#include "catalog/connection.hpp"
#include "lockstep/error.hpp"
#include "shadow/cluster.hpp"
#include "shadow/given.hpp"
#include "shadow/initdb.hpp"
#include "shadow/scratch.hpp"
#include "shadow/shelf.hpp"
#include "shadow/subscriptions.hpp"

#include <atomic>
#include <chrono>
#include <ctime>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <unistd.h>

namespace lockstep {

namespace {

using Say = std::function<void(const std::string&)>;

/// A private cluster that starts in the background: who makes a Shadow goes on reading files meanwhile.
class Embedded {
public:
  Embedded(const Binaries& binaries, bool keep, const Say& say) : binaries_(binaries), keep_(keep) {
    if (say) say("starting PostgreSQL " + binaries.version + " from " + binaries.bindir);
    started_ = std::async(std::launch::async, [this] { start(); });
  }
  ~Embedded() {
    if (::getpid() != owner_) { // a forked child: server and connection are its parent's
      (void)maintenance_.release();
      return;
    }
    if (started_.valid()) started_.wait();
    if (cluster_) end();
  }
  Embedded(const Embedded&) = delete;
  Embedded& operator=(const Embedded&) = delete;

  RunningCluster& cluster() {
    if (started_.valid()) started_.get();
    if (!cluster_) throw database_error("the shadow server did not start");
    return *cluster_;
  }
  Connection& maintenance() {
    if (!maintenance_) maintenance_ = std::make_unique<Connection>(cluster().conninfo("postgres"));
    return *maintenance_;
  }
  /// Null when nothing is kept.
  Shelf* shelf() {
    (void)cluster();
    if (kept_ && !shelf_) shelf_.emplace(maintenance());
    return shelf_ ? &*shelf_ : nullptr;
  }

private:
  void start() {
    const Identity identity = server_identity();
    remove_abandoned(identity);
    if (keep_ && start_kept(identity)) return;
    folder_ = WatchedFolder::make_scratch(identity);
    cluster_ = start_cluster({folder_->path(), binaries_, false, false});
  }

  /// False when another run has the kept cluster, or there is no place for one: a scratch one does as well.
  bool start_kept(const Identity& identity) {
    const std::filesystem::path folder = kept_folder(binaries_);
    if (folder.empty()) return false;
    try {
      folder_ = WatchedFolder::claim(folder, identity);
      if (!folder_) return false;
      cluster_ = start_cluster({folder_->path(), binaries_, false, true});
      kept_ = true;
      return true;
    } catch (const std::exception&) {
      folder_.reset();
      return false;
    }
  }

  void end() {
    if (kept_) {
      try {
        shelf()->tidy(cluster_->spares);
        maintenance_.reset();
        shut_down(*cluster_);
        return;
      } catch (const std::exception&) { // the next run finds that it was not shut down, and begins anew
      }
    }
    maintenance_.reset();
    end_cluster(*cluster_);
  }

  Binaries binaries_;
  bool keep_;
  bool kept_ = false;
  pid_t owner_ = ::getpid();
  std::unique_ptr<WatchedFolder> folder_; // outlives the server in it
  std::optional<RunningCluster> cluster_;
  std::unique_ptr<Connection> maintenance_;
  std::optional<Shelf> shelf_;
  std::future<void> started_;
};

void wait_until_unused(Connection& connection, const std::string& database) {
  constexpr int patience = 2000; // milliseconds
  for (int i = 0; i < patience; ++i) {
    const Rows rows = connection.exec("SELECT FROM pg_stat_activity WHERE datname = $1 LIMIT 1", {database});
    if (rows.size() == 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

} // namespace

struct Shadow::Impl {
  Binaries binaries;                  // of the embedded server
  std::unique_ptr<Embedded> embedded; // or:
  std::unique_ptr<GivenServer> given;
  std::string run;
  std::mutex one_at_a_time;

  Connection& maintenance() { return embedded ? embedded->maintenance() : given->maintenance(); }
  std::string conninfo(const std::string& database) {
    return embedded ? embedded->cluster().conninfo(database) : given->conninfo(database);
  }
  /// Kept databases outlive a run, so the name holds its time and process; a process may have several shadows.
  std::string next_name() {
    static std::atomic<int> made = 0;
    if (run.empty())
      run = given ? given->run() : "shadow_" + std::to_string(std::time(nullptr)) + "_" + std::to_string(::getpid());
    return run + "_" + std::to_string(++made);
  }
  Shelf* shelf() { return embedded ? embedded->shelf() : nullptr; }

  /// `clauses` follow CREATE DATABASE name.
  std::string create(const std::string& clauses) {
    const std::string name = next_name();
    maintenance().exec("CREATE DATABASE " + quote_ident(name) + " " + clauses);
    if (given) given->remember(name);
    return conninfo(name);
  }
};

Shadow::Shadow(ShadowOptions options) : impl_(std::make_unique<Impl>()) {
  if (!options.url.empty()) {
    impl_->given = std::make_unique<GivenServer>(options.url);
    return;
  }
  impl_->binaries = choose_binaries(options.wanted_major);
  impl_->embedded = std::make_unique<Embedded>(impl_->binaries, options.keep, options.say);
}

Shadow::~Shadow() = default;
Shadow::Shadow(Shadow&&) noexcept = default;
Shadow& Shadow::operator=(Shadow&&) noexcept = default;

int Shadow::major() const {
  return impl_->embedded ? impl_->binaries.major : impl_->given->maintenance().server_major();
}
std::string Shadow::bindir() const { return impl_->binaries.bindir; }

std::string Shadow::create_database() {
  const std::lock_guard lock(impl_->one_at_a_time);
  if (impl_->embedded) {
    RunningCluster& cluster = impl_->embedded->cluster();
    if (!cluster.spares.empty()) {
      const std::string name = cluster.spares.back();
      cluster.spares.pop_back();
      return impl_->conninfo(name);
    }
  }
  return impl_->create("TEMPLATE template0 ENCODING 'UTF8'" + (impl_->given ? impl_->given->locale_clause() : ""));
}

std::string Shadow::clone_database(const std::string& conninfo) {
  const std::lock_guard lock(impl_->one_at_a_time);
  const std::string source = database_of(conninfo);
  wait_until_unused(impl_->maintenance(), source);
  constexpr int first_with_strategy = 15;
  std::string clone =
      impl_->create("TEMPLATE " + quote_ident(source) + (major() >= first_with_strategy ? " STRATEGY file_copy" : ""));
  copy_shared(impl_->maintenance(), source, database_of(clone), clone);
  return clone;
}

void Shadow::drop_database(const std::string& conninfo) {
  const std::lock_guard lock(impl_->one_at_a_time);
  const std::string name = database_of(conninfo);
  wait_until_unused(impl_->maintenance(), name);
  if (impl_->given)
    impl_->given->drop_database(name);
  else
    drop_scratch_database(impl_->maintenance(), name);
}

std::optional<FoundDatabase> Shadow::find_kept(const std::vector<std::string>& keys) {
  const std::lock_guard lock(impl_->one_at_a_time);
  Shelf* shelf = impl_->shelf();
  auto found = shelf == nullptr ? std::nullopt : shelf->find(keys);
  if (found) found->conninfo = impl_->conninfo(found->conninfo);
  return found;
}

std::optional<TakenDatabase> Shadow::take_kept(const std::string& topic) {
  const std::lock_guard lock(impl_->one_at_a_time);
  Shelf* shelf = impl_->shelf();
  auto taken = shelf == nullptr ? std::nullopt : shelf->take_latest(topic);
  if (taken) taken->conninfo = impl_->conninfo(taken->conninfo);
  return taken;
}

void Shadow::unkeep(const std::string& conninfo) {
  const std::lock_guard lock(impl_->one_at_a_time);
  if (Shelf* shelf = impl_->shelf()) shelf->take(database_of(conninfo));
}

void Shadow::keep(const std::string& conninfo, const Label& label) {
  const std::lock_guard lock(impl_->one_at_a_time);
  if (Shelf* shelf = impl_->shelf()) shelf->put(database_of(conninfo), label);
}

} // namespace lockstep
