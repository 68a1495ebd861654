// The statements on partitions, on what tables inherit, and on where tables stand.
#include "live/form_facts.hpp"

#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/partition.hpp"
#include "kinds/sequence.hpp"

namespace lockstep::test {

namespace {

#define PARTS                                                                                                          \
  "CREATE TABLE p (id bigint, a int, r_id bigint) PARTITION BY RANGE (id);"                                            \
  "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);"                                                        \
  "CREATE TABLE pd PARTITION OF p DEFAULT; CREATE TABLE c (LIKE p);"                                                   \
  "INSERT INTO p VALUES (1, 1, 1), (1000, 1, 1); INSERT INTO c VALUES (11, 1, 1);"
#define PROOFS                                                                                                         \
  "ALTER TABLE c ADD CHECK (id IS NOT NULL AND id >= 10 AND id < 20);"                                                 \
  "ALTER TABLE pd ADD CHECK (NOT (id IS NOT NULL AND id >= 10 AND id < 20));"                                          \
  "ALTER TABLE p1 ADD CHECK (id IS NOT NULL AND id >= 1 AND id < 9);"                                                  \
  "ALTER TABLE pd ADD CHECK (NOT (id IS NOT NULL AND id >= 1 AND id < 9));"

const Fact facts[] = {
    {partition::create, "CREATE TABLE fresh PARTITION OF p FOR VALUES FROM (10) TO (20)", PARTS, "p", 14, "pd"},
    {partition::attach, "ALTER TABLE p ATTACH PARTITION c FOR VALUES FROM (10) TO (20)", PARTS PROOFS, "p", 14, "c"},
    {partition::attach, "ALTER TABLE p ATTACH PARTITION c FOR VALUES FROM (10) TO (20)", PARTS PROOFS, "p", 14, "pd"},
    {partition::attach_new, "ALTER TABLE p ATTACH PARTITION c FOR VALUES FROM (10) TO (20)", PARTS PROOFS, "p", 14,
     "c"},
    {partition::attach_scanning, "ALTER TABLE p ATTACH PARTITION c FOR VALUES FROM (10) TO (20)", PARTS, "p", 14, "c"},
    {partition::detach, "ALTER TABLE p DETACH PARTITION p1", PARTS, "p", 14, "p1"},
    {partition::change_bounds,
     "ALTER TABLE p DETACH PARTITION p1; ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (1) TO (9)", PARTS, "p", 14,
     "p1"},
    {partition::swap_bounds,
     "ALTER TABLE p DETACH PARTITION p1; ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (1) TO (9)", PARTS PROOFS,
     "p", 14, "p1"},
    {index::create_on_only, "CREATE INDEX n ON ONLY p (a)", PARTS, "p", 14, "p1"},
    {index::attach, "ALTER INDEX w ATTACH PARTITION w1",
     PARTS "CREATE INDEX w ON ONLY p (a); CREATE INDEX w1 ON p1 (a)", "p1", 14, "p"},
    {constraint::add_key_only, "ALTER TABLE ONLY p ADD UNIQUE (id)", PARTS, "p", 14, "none"},
    {constraint::adopt_foreign_key, "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (r_id) REFERENCES r",
     PARTS "ALTER TABLE p1 ADD CONSTRAINT f FOREIGN KEY (r_id) REFERENCES r;"
           "ALTER TABLE pd ADD CONSTRAINT f FOREIGN KEY (r_id) REFERENCES r",
     "p"},
    {constraint::adopt_foreign_key_to_itself, "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (r_id) REFERENCES p (id)",
     PARTS "ALTER TABLE p ADD UNIQUE (id); ALTER TABLE p1 ADD CONSTRAINT f FOREIGN KEY (r_id) REFERENCES p (id);"
           "ALTER TABLE pd ADD CONSTRAINT f FOREIGN KEY (r_id) REFERENCES p (id)",
     "p", 15}, // 14 locks the partitions so, and the whole less
    {constraint::alter_not_enforced, "ALTER TABLE t ALTER CONSTRAINT fk NOT ENFORCED", "", "t", 18},
    {column::rename_not_null, "ALTER TABLE t RENAME CONSTRAINT t_b_not_null TO n",
     "ALTER TABLE t ALTER COLUMN b SET NOT NULL", "t", 18},
    {forms::set_cluster, "ALTER TABLE t CLUSTER ON ix"},
    {forms::set_access_method, "ALTER TABLE s SET ACCESS METHOD heap2",
     "CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler", "s", 15},
    {forms::set_type_of_table, "ALTER TABLE s OF ty", "CREATE TYPE ty AS (id int)", "s"},
    {forms::inherit, "ALTER TABLE s INHERIT par", "CREATE TABLE par (id int)", "s", 14, "par"},
    {forms::turn_parents, "ALTER TABLE s NO INHERIT par, NO INHERIT par2, INHERIT par2, INHERIT par",
     "CREATE TABLE par (id int); CREATE TABLE par2 (id int); ALTER TABLE s INHERIT par, INHERIT par2", "s", 14, "par"},
    {forms::no_inherit, "ALTER TABLE s NO INHERIT par", "CREATE TABLE par (id int); ALTER TABLE s INHERIT par", "s", 14,
     "par"},
    {sequence::set_logged, "ALTER SEQUENCE sq SET UNLOGGED", "CREATE SEQUENCE IF NOT EXISTS sq", "sq", 15},
};

} // namespace

std::span<const Fact> facts_of_partitions() { return facts; }

} // namespace lockstep::test
