// The pictures of the HTML report, as SVG with the colors of the page.
#include "report/page.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace lockstep::report {

namespace {

constexpr int box_width = 250;
constexpr int gap_x = 90;
constexpr int gap_y = 24;
constexpr int line_height = 18;
constexpr int head_height = 26;
constexpr std::size_t most_columns = 30;

struct Box {
  int x = 0;
  int y = 0;
  int height = 0;
};

std::size_t shown_columns(const ErdTable& table) { return std::min(table.columns.size(), most_columns); }

int height_of(const ErdTable& table) {
  const std::size_t lines = shown_columns(table) + (table.columns.size() > most_columns ? 1 : 0);
  return head_height + static_cast<int>(lines) * line_height + 6;
}

/// How many tables stand between it and those that point nowhere. Loops are cut.
std::vector<std::size_t> ranks_of(const Erd& erd) {
  std::vector<std::size_t> ranks(erd.tables.size(), 0);
  for (std::size_t round = 0; round < std::min<std::size_t>(erd.tables.size(), 12); ++round)
    for (const ErdReference& reference : erd.references)
      if (reference.from != reference.to)
        ranks[reference.from] = std::max(ranks[reference.from], std::min(ranks[reference.to] + 1, round + 1));
  return ranks;
}

/// Columns by rank; a rank with many tables takes several columns, so that the picture stays near a square.
std::vector<Box> place(const Erd& erd, int& width, int& height) {
  const std::vector<std::size_t> ranks = ranks_of(erd);
  int all = 0;
  for (const ErdTable& table : erd.tables) all += height_of(table) + gap_y;
  const int tallest = std::max(500, static_cast<int>(std::sqrt(static_cast<double>(all) * (box_width + gap_x) * 0.7)));
  std::vector<Box> boxes(erd.tables.size());
  std::size_t deepest = 0;
  for (const std::size_t rank : ranks) deepest = std::max(deepest, rank);
  int x = 10;
  width = 10;
  height = 100;
  for (std::size_t rank = 0; rank <= deepest; ++rank) {
    int y = 10;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      if (ranks[i] != rank) continue;
      const int tall = height_of(erd.tables[i]);
      if (y > 10 && y + tall > tallest) {
        x += box_width + gap_x;
        y = 10;
      }
      boxes[i] = {x, y, tall};
      y += tall + gap_y;
      height = std::max(height, y);
      width = std::max(width, x + box_width + 10);
    }
    x += box_width + gap_x;
  }
  return boxes;
}

const ErdTable* same_table(const Erd& erd, const ErdTable& table) {
  const auto found =
      std::find_if(erd.tables.begin(), erd.tables.end(), [&](const ErdTable& one) { return one.id == table.id; });
  return found == erd.tables.end() ? nullptr : &*found;
}

std::string class_of(const ErdColumn& column, const ErdTable* other, const std::string& mark) {
  if (other == nullptr) return {};
  for (const ErdColumn& one : other->columns)
    if (one.name == column.name)
      return one.type == column.type && one.not_null == column.not_null && one.standard == column.standard ? ""
                                                                                                           : "changed";
  return mark;
}

std::string shortened(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most - 1;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

int line_of_column(const ErdTable& table, const std::string& name) {
  for (std::size_t i = 0; i < shown_columns(table); ++i)
    if (table.columns[i].name == name) return head_height + static_cast<int>(i) * line_height + line_height / 2 + 2;
  return head_height / 2;
}

std::string edge_svg(const Erd& erd, const ErdReference& reference, const std::vector<Box>& boxes) {
  const Box& from = boxes[reference.from];
  const Box& to = boxes[reference.to];
  const std::string column = reference.columns.empty() ? "" : reference.columns.front();
  const std::string target = reference.theirs.empty() ? "" : reference.theirs.front();
  const int y1 = from.y + line_of_column(erd.tables[reference.from], column);
  const int y2 = to.y + line_of_column(erd.tables[reference.to], target);
  const int x1 = from.x;
  const int x2 = to.x + box_width;
  const int bend = x1 > x2 ? (x1 - x2) / 2 : gap_x / 2;
  return fmt::format(
      "<path class=\"edge\" marker-end=\"url(#arrow)\" d=\"M{} {} C{} {} {} {} {} {}\"><title>{}: {} ({}) → {}"
      "</title></path>\n",
      x1, y1, x1 - bend, y1, x2 + bend, y2, x2, y2, escaped(reference.name), escaped(erd.tables[reference.from].name),
      escaped(join(reference.columns, ", ")), escaped(erd.tables[reference.to].name));
}

std::string table_svg(const ErdTable& table, const Box& box, const Erd& other, const std::string& mark) {
  const ErdTable* twin = same_table(other, table);
  std::string lines;
  bool differs = twin != nullptr && twin->columns.size() != table.columns.size();
  for (std::size_t i = 0; i < shown_columns(table); ++i) {
    const ErdColumn& column = table.columns[i];
    const std::string word = class_of(column, twin, mark);
    differs = differs || !word.empty();
    const int y = box.y + head_height + static_cast<int>(i) * line_height + 15;
    const std::string key = column.primary_key ? "● " : column.foreign_key ? "→ " : "";
    lines += fmt::format("<text x=\"{}\" y=\"{}\" class=\"{}\">{}{}</text>"
                         "<text x=\"{}\" y=\"{}\" class=\"type {}\" text-anchor=\"end\">{}{}</text>\n",
                         box.x + 8, y, word, key, escaped(shortened(column.name, 20)), box.x + box_width - 8, y, word,
                         escaped(shortened(column.type, 15)), column.not_null || column.primary_key ? "" : "?");
  }
  if (table.columns.size() > most_columns)
    lines += fmt::format("<text x=\"{}\" y=\"{}\">… {} more</text>\n", box.x + 8, box.y + box.height - 8,
                         table.columns.size() - most_columns);
  const std::string word = twin == nullptr ? mark : differs ? "changed" : "";
  return fmt::format(
      "<g><title>{}{}</title><rect class=\"box {}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/>"
      "<text class=\"head {}\" x=\"{}\" y=\"{}\">{}</text>\n{}</g>\n",
      escaped(table.name), table.comment.empty() ? "" : ": " + escaped(table.comment), word, box.x, box.y, box_width,
      box.height, word, box.x + 8, box.y + 18, escaped(shortened(table.name, 32)), lines);
}

/// A step of 1, 2 or 5 times a power of ten, so that about six of them make the whole.
double step_of(double whole) {
  const double rough = whole / 6;
  const double unit = std::pow(10, std::floor(std::log10(rough)));
  for (const double times : {1.0, 2.0, 5.0})
    if (rough <= times * unit) return times * unit;
  return 10 * unit;
}

} // namespace

std::string erd_svg(const Erd& erd, const Erd& other, const std::string& mark, const std::string& label) {
  int width = 0;
  int height = 0;
  const std::vector<Box> boxes = place(erd, width, height);
  std::string svg =
      fmt::format("<svg viewBox=\"0 0 {} {}\" tabindex=\"0\" role=\"img\" aria-label=\"{}\">\n"
                  "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" "
                  "markerHeight=\"8\" orient=\"auto\"><path class=\"edge\" d=\"M0 0 L8 4 L0 8\"/></marker></defs>\n",
                  width, height, escaped(label));
  for (const ErdReference& reference : erd.references) svg += edge_svg(erd, reference, boxes);
  for (std::size_t i = 0; i < boxes.size(); ++i) svg += table_svg(erd.tables[i], boxes[i], other, mark);
  return svg + "</svg>\n";
}

std::string timeline_svg(const TraceResult& trace) {
  constexpr int left = 210;
  constexpr int width = 900;
  constexpr int row_height = 30;
  std::vector<std::string> relations;
  double end = 1e-6;
  for (const TraceStatement& statement : trace.statements) {
    end = std::max(end, statement.begin + statement.seconds);
    for (const TraceLock& lock : statement.locks) {
      end = std::max(end, statement.begin + lock.held);
      if (std::find(relations.begin(), relations.end(), lock.relation) == relations.end())
        relations.push_back(lock.relation);
    }
  }
  if (relations.empty()) return {};
  const int height = static_cast<int>(relations.size()) * row_height + 34;
  const auto x_of = [&](double seconds) { return left + seconds / end * (width - left - 20); };
  std::string svg =
      fmt::format("<svg viewBox=\"0 0 {} {}\" width=\"{}\" role=\"img\" aria-label=\"Locks over time; the "
                  "table below says the same\">\n",
                  width, height, width);
  for (double at = 0; at <= end; at += step_of(end))
    svg += fmt::format("<line class=\"grid\" x1=\"{0:.1f}\" y1=\"6\" x2=\"{0:.1f}\" y2=\"{1}\"/><text class=\"type\" "
                       "x=\"{0:.1f}\" y=\"{2}\" text-anchor=\"middle\">{3}</text>\n",
                       x_of(at), height - 24, height - 8, time_words(at));
  for (std::size_t row = 0; row < relations.size(); ++row) {
    const int y = static_cast<int>(row) * row_height + 10;
    svg += fmt::format("<text x=\"8\" y=\"{}\">{}</text>\n", y + 15, escaped(shortened(relations[row], 27)));
    for (const TraceStatement& statement : trace.statements)
      for (const TraceLock& lock : statement.locks) {
        if (lock.relation != relations[row]) continue;
        const double held = statement.outside ? statement.seconds : lock.held;
        svg += fmt::format(
            "<rect class=\"bar {}\" x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"20\" rx=\"3\"><title>{} on {} for "
            "{}: {}</title></rect>\n",
            lock.blocks_reads    ? "reads"
            : lock.blocks_writes ? "writes"
                                 : "other",
            x_of(statement.begin), y, std::max(3.0, x_of(statement.begin + held) - x_of(statement.begin)),
            escaped(lock.mode), escaped(lock.relation), time_words(held), escaped(shortened(statement.sql, 200)));
      }
  }
  return svg + "</svg>\n";
}

} // namespace lockstep::report
