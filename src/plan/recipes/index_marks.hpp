// REPLICA IDENTITY and CLUSTER ON are marks on an index of the table, and PostgreSQL forgets them with the index.
#pragma once

#include "diff/change.hpp"
#include "model/state.hpp"
#include "model/step.hpp"

#include <map>
#include <vector>

namespace lockstep {

/// "REPLICA IDENTITY USING INDEX x, CLUSTER ON x": the actions of ALTER TABLE for what the table says of this index;
/// empty when it says nothing.
[[nodiscard]] std::string index_marks(const Object& table, const std::string& index);

/// What a partition calls the part of the partitioned table's index or key that it goes by; empty where it does not.
[[nodiscard]] std::string marked_part(const State& state, const Id& partition, const Id& whole);

/// A type change in place makes the parts of partitions anew, under the names that the server gives such parts, and
/// forgets what went by them.
void push_part_marks_again(const Id& column, const State& to, Steps& steps);

/// Without its replica identity UPDATE and DELETE of a published table fail. So it moves once the new index is there
/// and before the old one goes, or in the very transaction in which the one takes the other's place.
class IndexMarks {
public:
  IndexMarks(const State& from, const State& to, const std::vector<Change>& changes);

  /// Has the steps of one change set the marks again, and wait for each other where the identity moves.
  void keep(const Change& change, Steps& steps) const;

private:
  /// A table one of whose indexes gives way to another one of its name.
  struct Replaced {
    const Object* before; ///< the table
    const Object* after;
    const Object* old; ///< index or key
    bool identity;     ///< goes by the one, and then by the other
    bool cluster;
    std::string built; ///< name of the new index while the old one goes; empty: it has its own name by then
  };
  /// A partition that goes by its part of an index or key that gives way to another one of its name.
  struct Part {
    const Object* table; ///< as it is to be
    bool identity;
    bool cluster;
  };
  void find_replaced(const Change& change);
  void find_parts(const Change& change);
  void mark_parts(const std::vector<Part>& parts, Steps& steps) const;
  void leave_out_said(const Change& change, Steps& steps) const;
  [[nodiscard]] bool is_marked_with_whole(const Object* table) const;
  void find_moving(const Change& change);
  static std::string actions(const Replaced& replaced, bool after);
  void set_again(const Replaced& replaced, const Change& change, Steps& steps) const;
  void move_identity(const Change& change, Steps& steps) const;

  const State& from_;
  const State& to_;
  std::map<Id, Replaced> replaced_;       ///< by the change that has the statement
  std::map<Id, std::vector<Part>> parts_; ///< by the change of the whole
  std::map<Id, const Object*> moving_;    ///< tables whose identity goes by another index, and the one that it leaves
};

} // namespace lockstep
