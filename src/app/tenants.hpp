// One schema per tenant: the chain of a project, for each of them.
#pragma once

#include "app/fleet.hpp"
#include "emit/schema_name.hpp"
#include "run/apply.hpp"

#include <map>
#include <string>
#include <vector>

namespace lockstep {

/// Throws Error (usage) where a statement can not be told for a tenant, or a member of the fleet can not be one.
void require_tenants(const Project& project, const std::vector<ChainFile>& chain,
                     const std::vector<FleetMember>& members);

/// What runs for the member: the chain itself for a database and for the declared schema.
[[nodiscard]] std::vector<ChainFile> chain_of(const Project& project, const std::vector<ChainFile>& chain,
                                              const FleetMember& member);

/// Before the chain of a member runs: the history that several of them write to, and a schema that no file makes.
void prepare_member(Connection& connection, const Project& project, const FleetMember& member,
                    const ApplyOptions& options);

/// The objects of each schema.
[[nodiscard]] std::map<std::string, State> parts_of(const State& state);
/// What the schema in a database of the shadow would hold under its other name.
[[nodiscard]] State read_renamed(const Project& project, const std::string& database, const SchemaName& name);

} // namespace lockstep
