// One rate for each class of work. In memory PostgreSQL 15 was seen to check 2300 MB/s, to look up foreign keys at 700,
// to build indexes at 140 to 310, to rewrite at 80 and to update in batches at 6. Disks, the log and other sessions
// take their part: the rates here are a half of that, and what an ordinary cloud disk reads.
#include "plan/estimate.hpp"

#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/index.hpp"
#include "plan/recipes/expand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace lockstep {

namespace {

// MB a second of the table.
constexpr std::int64_t scan_rate = 200;
constexpr std::int64_t build_rate = 50;
constexpr std::int64_t concurrent_build_rate = 25; // the table is read twice
constexpr std::int64_t rewrite_rate = 40;          // of table and indexes, which are built again
constexpr std::int64_t backfill_rate = 5;          // every row is written, with its index entries and its log

// ANALYZE reads 300 pages for each unit of default_statistics_target, which is 100.
constexpr std::int64_t sample = 300LL * 100 * 8192;

std::int64_t concurrent_or(std::int64_t rate, const Form& form) {
  return form.transaction == Transaction::outside ? concurrent_build_rate : rate;
}

} // namespace

double Estimate::seconds() const { return static_cast<double>(bytes) / 1e6 / static_cast<double>(rate); }

std::optional<Estimate> estimate_of(const Planned& planned, const Sizes& sizes) {
  const Form& form = *planned.step.form;
  const TableSize* size = sizes.of(planned.step.table);
  if (size == nullptr || !planned.in_use || form.cost == Cost::catalog) return std::nullopt;
  if (&form == &expand::backfill) return Estimate{size->bytes, backfill_rate};
  if (&form == &column::analyze) return Estimate{std::min(size->bytes, sample), scan_rate};
  switch (form.cost) {
  case Cost::catalog:
  case Cost::scan:
    return Estimate{size->bytes, scan_rate};
  case Cost::build:
    return Estimate{size->bytes, concurrent_or(build_rate, form)};
  case Cost::rewrite:
    return Estimate{size->bytes + size->index_bytes(), rewrite_rate};
  }
  return std::nullopt;
}

std::string duration_in_words(double seconds) {
  if (seconds < 1) return "under a second";
  if (seconds < 90) return fmt::format("about {:.0f} s", seconds);
  if (seconds < 90 * 60) return fmt::format("about {:.0f} min", seconds / 60);
  if (seconds < 48 * 3600) return fmt::format("about {:.0f} h", seconds / 3600);
  return fmt::format("about {:.0f} days", seconds / 86400);
}

std::string to_text(const Estimate& estimate) {
  constexpr std::array units{"bytes", "kB", "MB", "GB", "TB"};
  double size = static_cast<double>(estimate.bytes);
  std::size_t unit = 0;
  for (; size >= 1000 && unit + 1 < units.size(); ++unit) size /= 1000;
  return fmt::format("{} ({:.3g} {} at {} MB/s)", duration_in_words(estimate.seconds()), size, units.at(unit),
                     estimate.rate);
}

} // namespace lockstep
