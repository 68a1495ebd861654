// Rights that no schema declares, on what goes in a contract: who has them there has them on what comes.
#pragma once

#include "diff/change.hpp"
#include "plan/expansion.hpp"

namespace lockstep::expand {

/// In the transaction that sets up the trigger; nothing where the schema says who may do what with the table.
void share_column_grants(const Expansion& expansion, const State& to, Steps& steps);
/// Owner and rights of a type that is called `old` by now, given to the one that has its name.
void share_type_access(const Id& old, const Id& type, const Id& subject, const State& to, Steps& steps);
/// Owner and rights of a function for the one that stands beside it until the contract, in the transaction that creates
/// it: nobody else may call it meanwhile.
void share_function_access(const Change& created, const std::vector<Expansion>& expansions, Steps& steps);

} // namespace lockstep::expand
