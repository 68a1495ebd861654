// Subscriptions are kept beside the databases: no clone has them, and no database with one can be dropped. Internal to
// the room.
#pragma once

#include "catalog/connection.hpp"

#include <string>

namespace lockstep {

/// Drops a scratch database and what the server keeps of it beside it. No subscription of such a one has ever been
/// connected, so there is nothing to take leave of.
void drop_scratch_database(Connection& server, const std::string& database);
/// Gives the clone the subscriptions of the database it was made from, with their security labels and its own.
/// `conninfo` leads to the clone.
void copy_shared(Connection& server, const std::string& source, const std::string& clone, const std::string& conninfo);

} // namespace lockstep
