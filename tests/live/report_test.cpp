// report: one page that says it all, and a browser that shows it on a desk and on a phone, by day and by night.
#include "support/paths.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <cstdio>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

/// Harbor Supply with its next release written, and a table whose names want escaping.
struct Shop {
  TemporaryProject project{repository() / "schema-examples" / "harbor-supply"};

  Shop() {
    project.write("schema.toml",
                  project.read("schema.toml") +
                      "\n[tables.\"<b>&\".columns]\n'\"q\"' = { type = \"text\", comment = \"</script>\" }\n");
    expect({"gen", "refunds", "-q", "--allow", "all"});
  }
  void expect(const std::vector<std::string>& words) const {
    const Ran ran = project.lockstep(words, "1795420800");
    REQUIRE_MESSAGE(ran.exit == 0, ran.out << ran.err);
  }
};

bool has_browser() {
  static const bool there = run({"sh", "-c", "command -v chromium"}).exit == 0;
  if (!there) std::printf("SKIPPED: no chromium on this machine (apt-get install chromium)\n");
  return there;
}

// Looks at the report in a frame of the wanted width and writes what it saw into the title.
constexpr const char* look = R"html(<!DOCTYPE html><html><head><title>waiting</title></head><body style="margin:0">
<iframe id="frame" src="report.html" style="border:0;width:WIDTHpx;height:900px"></iframe><script>
document.getElementById('frame').onload = event => {
  const page = event.target.contentDocument, root = page.documentElement, inside = event.target.contentWindow;
  const svg = page.querySelector('#after svg'), view = () => svg.getAttribute('viewBox');
  const press = key => svg.dispatchEvent(new inside.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const seen = { overflow: root.scrollWidth > root.clientWidth, home: view() };
  svg.focus();
  seen.focused = page.activeElement === svg;
  press('+'); seen.larger = view();
  press('ArrowRight'); seen.moved = view();
  press('0'); seen.reset = view();
  page.querySelector('input[value=before]').click();
  seen.before = !page.querySelector('#before').hidden && page.querySelector('#after').hidden;
  const search = page.querySelector('#search');
  search.value = 'refunds'; search.dispatchEvent(new inside.Event('input'));
  seen.found = page.querySelector('#found').textContent;
  seen.background = inside.getComputedStyle(page.body).backgroundColor;
  seen.small = [...page.querySelectorAll('button, input[type=search]')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.height > 0 && box.height < 32; }).length;
  seen.unnamed = [...page.querySelectorAll('button, input, svg, [tabindex]')].filter(one =>
    !(one.textContent.trim() || one.getAttribute('aria-label') || one.labels && one.labels.length)).length;
  seen.unreachable = [...page.querySelectorAll('.wide')].filter(one =>
    one.scrollWidth > one.clientWidth && one.tabIndex < 0 && !one.querySelector('svg[tabindex]')).length;
  document.title = JSON.stringify(seen);
};</script></body></html>)html";

nlohmann::json see(const TemporaryProject& project, int width, bool dark) {
  project.write("look.html", replace_all(look, "WIDTH", std::to_string(width)));
  const std::string file = "file://" + (project.path() / "look.html").string();
  const Ran ran = run({"timeout", "120", "chromium", "--headless", "--no-sandbox", "--disable-gpu",
                       "--allow-file-access-from-files", "--virtual-time-budget=5000", "--window-size=1400,1000",
                       "--user-data-dir=" + (project.path() / "profile").string(),
                       std::string("--blink-settings=preferredColorScheme=") + (dark ? "0" : "1"), "--dump-dom", file});
  const std::size_t begin = ran.out.find("<title>");
  const std::size_t end = ran.out.find("</title>");
  REQUIRE_MESSAGE(end != std::string::npos, ran.err);
  const std::string title = ran.out.substr(begin + 7, end - begin - 7);
  REQUIRE_MESSAGE(title.starts_with("{"), title << "\n" << ran.err);
  return nlohmann::json::parse(title);
}

} // namespace

TEST_CASE("report: one page with all there is to say, and nothing fetched from elsewhere") {
  const Shop shop;
  const Database database;
  shop.expect({"apply", database.conninfo(), "-q"});
  database.connect().exec("ALTER TABLE orders ADD COLUMN by_hand text");
  shop.expect({"report", "-q", "--rows", "500", "--source", database.conninfo(), "-o", "with.html"});
  const std::string drifted = shop.project.read("with.html");
  CHECK(drifted.find("<li class=\"new\">+ column public.orders.by_hand</li>") != std::string::npos);
  shop.expect({"report", "-q", "--rows", "500"});
  const std::string page = shop.project.read("report.html");
  for (const char* part : {"ALTER TABLE public.payments ADD COLUMN reference text", "class=\"bar reads\"",
                           "<li class=\"new\">+ table public.refunds", "class=\"box new\"", "class=\"box changed\"",
                           "&lt;b&gt;&amp;", "No database was asked"})
    CHECK_MESSAGE(page.find(part) != std::string::npos, part);
  for (const char* part : {"http:", "https:", "src=", "@import", "url(h", "<b>&\""})
    CHECK_MESSAGE(page.find(part) == std::string::npos, part);
  CHECK(page.find("</script>") == page.rfind("</script>"));
}

TEST_CASE("report: a browser shows it on a desk and on a phone, by day and by night, to keys alone") {
  if (!has_browser()) return;
  const Shop shop;
  shop.expect({"report", "-q", "--rows", "100"});
  std::string day;
  for (const int width : {1280, 390})
    for (const bool dark : {false, true}) {
      CAPTURE(width);
      CAPTURE(dark);
      const nlohmann::json seen = see(shop.project, width, dark);
      CHECK(seen["overflow"] == false);
      CHECK(seen["focused"] == true);
      CHECK(seen["larger"] != seen["home"]);
      CHECK(seen["moved"] != seen["larger"]);
      CHECK(seen["reset"] == seen["home"]);
      CHECK(seen["before"] == true);
      CHECK(seen["found"].get<std::string>().ends_with(" shown"));
      CHECK_FALSE(seen["found"].get<std::string>().starts_with("0"));
      CHECK(seen["small"] == 0);
      CHECK(seen["unnamed"] == 0);
      CHECK(seen["unreachable"] == 0);
      if (!dark) day = seen["background"];
      if (dark) CHECK(seen["background"] != day);
    }
}
