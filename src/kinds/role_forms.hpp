// Forms of statements on roles, which belong to a server.
#pragma once

#include "model/step.hpp"

namespace lockstep::role {

inline constexpr Form create{.code = "create_role",
                             .hazards = needs_createrole,
                             .explain = "CREATE ROLE makes the role for every database of the server. One that another "
                                        "database has made already is taken as it is."};
inline constexpr Form alter{.code = "alter_role",
                            .hazards = needs_createrole,
                            .follows_up = true,
                            .explain = "ALTER ROLE counts for every database of the server, and for sessions that "
                                       "begin later."};
inline constexpr Form weaken{.code = "alter_role_weaker",
                             .hazards = needs_createrole | breaks_old_code,
                             .follows_up = true,
                             .explain = "The role may do less than before, in every database of the server: what still "
                                        "needs it fails."};
inline constexpr Form password{.code = "set_password",
                               .hazards = needs_createrole,
                               .follows_up = true,
                               .explain = "A password comes from the environment of lockstep apply and stands in no "
                                          "file. It is never read and never compared."};
inline constexpr Form set{.code = "alter_role_set",
                          .hazards = needs_createrole,
                          .follows_up = true,
                          .explain = "ALTER ROLE … SET counts for sessions that begin later; those that are open keep "
                                     "what they have."};
inline constexpr Form join{.code = "grant_role",
                           .hazards = needs_createrole,
                           .follows_up = true,
                           .explain = "Membership in a role counts at once, in every database of the server."};
inline constexpr Form leave{
    .code = "revoke_role",
    .hazards = needs_createrole | breaks_old_code,
    .follows_up = true,
    .explain = "Who is no longer a member loses at once what the role was allowed, in every database of the server."};
inline constexpr Form comment{.code = "comment_on_role",
                              .follows_up = true,
                              .explain = "COMMENT ON ROLE is seen in every database of the server."};
inline constexpr Form label{.code = "security_label_on_role",
                            .hazards = needs_createrole,
                            .follows_up = true,
                            .explain = "SECURITY LABEL ON ROLE is seen in every database of the server. It fails where "
                                       "the provider's library is not loaded (shared_preload_libraries)."};
inline constexpr Form rename{.code = "rename_role",
                             .hazards = needs_createrole | breaks_old_code,
                             .explain = "ALTER ROLE … RENAME keeps what the role owns and may do, in every database of "
                                        "the server. Who logs in by the old name can no longer, and a password that is "
                                        "kept as MD5 is cleared."};
inline constexpr Form drop{.code = "drop_role",
                           .hazards = needs_createrole | breaks_old_code,
                           .explain = "DROP ROLE fails while the role owns something or holds a right in any database "
                                      "of the server; who logs in with it can no longer."};

} // namespace lockstep::role
