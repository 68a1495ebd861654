// What statements on generated columns do: stored ones, and virtual ones, which PostgreSQL has from 18 on.
#pragma once

#include "model/step.hpp"

namespace lockstep::column {

inline constexpr Form drop_expression{
    .code = "drop_expression",
    .lock = Lock::access_exclusive,
    .hazards = breaks_old_code,
    .explain = "The column keeps its values and becomes an ordinary one. From then on it has the value that the "
               "application says: old code says none, and new code may say none before. A second column beside it, to "
               "which the application moves, has no such moment."};
inline constexpr Form change_virtual{
    .code = "change_virtual",
    .lock = Lock::access_exclusive,
    .explain = "A virtual column is computed when it is read: another expression changes the catalog only. PostgreSQL "
               "takes it where the table has no CHECK and is in no publication."};
inline constexpr Form change_virtual_checking{
    .code = "change_virtual_checking",
    .lock = Lock::access_exclusive,
    .cost = Cost::scan,
    .hazards = data_dependent,
    .explain = "A virtual column is computed when it is read. As it is NOT NULL, PostgreSQL reads all rows for the "
               "values of the new expression, while nobody reads or writes the table."};

} // namespace lockstep::column
