// Sequences: what statements on them do.
#pragma once

#include "model/step.hpp"

namespace lockstep::sequence {

inline constexpr Form create{.code = "create_sequence", .explain = "CREATE SEQUENCE touches no table."};
inline constexpr Form alter{.code = "alter_sequence",
                            .lock = Lock::share_row_exclusive,
                            .hazards = data_dependent,
                            .explain = "ALTER SEQUENCE makes nextval() of other sessions wait until its commit."};
inline constexpr Form advance{.code = "advance_sequence",
                              .lock = Lock::row_exclusive,
                              .explain = "setval() brings a sequence that stands outside of its new range to the first "
                                         "number of it; one that stands inside is left alone."};
inline constexpr Form set_logged{.code = "set_sequence_logged",
                                 .lock = Lock::access_exclusive,
                                 .explain = "nextval() waits until the commit; there is one row to write."};
inline constexpr Form own{.code = "sequence_owned_by",
                          .lock = Lock::share_row_exclusive,
                          .follows_up = true,
                          .explain = "OWNED BY ties the sequence to a column; nextval() waits until the commit."};
inline constexpr Form drop{.code = "drop_sequence",
                           .lock = Lock::access_exclusive,
                           .hazards = data_loss | breaks_old_code,
                           .explain = "DROP SEQUENCE forgets the last number; code that calls nextval() on it fails."};
inline constexpr Form rename{.code = "rename_sequence",
                             .lock = Lock::access_exclusive,
                             .hazards = breaks_old_code,
                             .explain = "nextval('old name') in application code fails at once."};
inline constexpr Form make_room{.code = "rename_identity_sequence",
                                .lock = Lock::access_exclusive,
                                .follows_up = true,
                                .explain = "An identity finds its sequence whatever its name is: only nextval() waits "
                                           "until the commit."};

} // namespace lockstep::sequence
