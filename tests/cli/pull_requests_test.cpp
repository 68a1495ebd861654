// Pull requests before `check`: broken ones fail with the right code at the right place, good ones pass.
#include "support/folder.hpp"
#include "support/paths.hpp"
#include "support/process.hpp"
#include "support/project.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <cstdlib>
#include <doctest/doctest.h>
#include <string>
#include <vector>

namespace lockstep::test {

namespace {

namespace fs = std::filesystem;

/// What stands on main: two generated files, one by hand, and an expansion whose contract is held back.
constexpr const char* landed = R"sh(
git init -q -b main . && git config user.email a@b.c && git config user.name tester
cat > schema.toml <<'END'
[tables.customers]
primary_key = ["id"]
[tables.customers.columns]
id = "bigint"
email = "text"

[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "bigint"
customer_id = { type = "bigint", references = "customers(id)" }
status = "text"
END
printf 'migrations = "migrations"\n' > lockstep.toml
SOURCE_DATE_EPOCH=1767225600 lockstep gen first -q
echo "INSERT INTO public.customers (id, email) VALUES (1, 'a@b.c') ON CONFLICT DO NOTHING;" > migrations/20260102000000_seed.expand.sql
list
sed -i 's/^status = .*/state = { type = "text", renamed_from = "status" }/' schema.toml
SOURCE_DATE_EPOCH=1767484800 lockstep gen state -q
git add -A && git commit -qm landed && git checkout -q -b branch
)sh";

/// Words of the scripts: the new checksums, an edit of the schema, a file by hand.
constexpr const char* words = R"sh(
set -e
list() { (cd migrations && sha256sum *.sql > lockstep.sum); }
column() { sed -i "/^$1 = /a $2 = \"text\"" schema.toml; }
generate() { SOURCE_DATE_EPOCH=${2:-1767571200} lockstep gen "$1" -q >/dev/null; }
by_hand() { cat > "migrations/$1"; list; }
)sh";

struct PullRequest {
  const char* name;
  const char* script;
  const char* code;  ///< empty: it passes
  const char* place; ///< the beginning of the line
  const char* part;  ///< of the message or its hint
  const char* options = "--base main";
};

constexpr PullRequest broken[] = {
    {"a landed file is edited", "echo '-- later' >> migrations/20260101000000_first.expand.sql", "landed-edited",
     "migrations/20260101000000_first.expand.sql: ", "stands on main and was edited here"},
    {"a landed file is edited and listed anew", "sed -i s/a@b.c/b@b.c/ migrations/20260102000000_seed.expand.sql; list",
     "landed-edited",
     "migrations/20260102000000_seed.expand.sql: ", "git checkout main -- migrations/20260102000000_seed.expand.sql"},
    {"a landed file is removed", "rm migrations/20260102000000_seed.expand.sql; list", "landed-removed",
     "migrations/20260102000000_seed.expand.sql: ", "is gone here"},
    {"a landed file is renamed",
     "git mv migrations/20260102000000_seed.expand.sql migrations/20260102000000_rows.expand.sql; list",
     "landed-renamed", "migrations/20260102000000_rows.expand.sql: ", "git mv it back"},
    {"a landed file gets another version",
     "git mv migrations/20260102000000_seed.expand.sql migrations/20270102000000_seed.expand.sql; list",
     "landed-renamed", "migrations/20270102000000_seed.expand.sql: ", "is called 20270102000000_seed.expand.sql here"},
    {"a generated file is renamed",
     "git mv migrations/20260101000000_first.expand.sql migrations/20260101000000_start.expand.sql; list", "unreadable",
     "migrations/20260101000000_start.expand.sql: ", "the header says name first"},
    {"a version before the newest on main", "echo 'SELECT 1;' | by_hand 20260101120000_early.expand.sql",
     "not-after-base", "migrations/20260101120000_early.expand.sql: ", "gen --rebase main"},
    {"two branches generated",
     "column email phone; generate ours 1767571200; git add -A; git commit -qm ours; git checkout -q main; "
     "column customer_id note; generate theirs 1767657600; git add -A; git commit -qm theirs; git checkout -q branch; "
     "git merge -q main >/dev/null 2>&1 || { git checkout -q --ours migrations/lockstep.sum; list; "
     "git add -A; git commit -qm merged; }",
     "not-after-base", "migrations/20260105000000_ours.expand.sql: ",
     "`lockstep gen --rebase main` writes 20260105000000_ours.expand.sql anew behind it"},
    {"main went on",
     "git checkout -q main; column customer_id note; generate theirs 1767657600; git add -A; git commit -qm theirs; "
     "git checkout -q branch; column email phone; generate ours 1767571200",
     "behind-base", "migrations/20260106000000_theirs.expand.sql: ",
     "then `lockstep gen --rebase main`, which writes 20260105000000_ours.expand.sql anew"},
    {"a held contract is edited",
     "for f in contracts/*.sql; do echo '-- later' >> $f; done; (cd contracts && sha256sum *.sql > lockstep.sum)",
     "landed-edited", "contracts/", "stands on main and was edited here"},
    {"a held contract is removed", "rm contracts/*", "contract-removed", "contracts/",
     "no new migration closes its expansion"},
    {"the schema changed, nothing was generated", "column email phone", "out-of-step",
     "schema.toml:6:1: ", "+ column public.customers.phone"},
    {"a table goes, nothing was generated", "sed -i '/^.tables.orders/,$d' schema.toml", "out-of-step",
     "schema.toml: ", "- table public.orders"},
    {"a file by hand, the schema does not know",
     "echo 'CREATE TABLE public.extra (id bigint);' | by_hand 20260201000000_extra.expand.sql", "out-of-step",
     "schema.toml: ", "- table public.extra"},
    {"a statement fails",
     "printf 'SELECT 1;\\n\\nALTER TABLE public.nowhere ADD COLUMN x int;\\n' | by_hand "
     "20260201000000_bad.expand.sql",
     "replay", "migrations/20260201000000_bad.expand.sql:3: ", "\"public.nowhere\" does not exist"},
    {"a statement is no SQL", "echo 'CREAT TABLE x (id int);' | by_hand 20260201000000_bad.expand.sql", "replay",
     "migrations/20260201000000_bad.expand.sql:1: ", "syntax error"},
    {"a new file is not listed", "echo 'SELECT 1;' > migrations/20260201000000_more.expand.sql", "checksum",
     "migrations/20260201000000_more.expand.sql: ", "is not listed in lockstep.sum"},
    {"the list is gone", "rm migrations/lockstep.sum", "checksum",
     "migrations/lockstep.sum: ", "lockstep.sum is missing"},
    {"a new file was not committed", "column email phone; generate phone; rm migrations/*phone.expand.sql", "checksum",
     "migrations/lockstep.sum: ", "is listed in lockstep.sum but gone"},
    {"the list has conflict markers",
     "sed -i '1i <<<<"
     "<<< HEAD' migrations/lockstep.sum",
     "checksum", "migrations/lockstep.sum",
     "<<<<"
     "<<<"},
    {"the schema has conflict markers",
     "sed -i '3i <<<<"
     "<<< HEAD' schema.toml",
     "syntax", "schema.toml:3:", ""},
    {"an unknown key", "sed -i 's/^primary_key/primary_kee/' schema.toml", "unknown-key",
     "schema.toml:2:1: ", "primary_key"},
    {"an index on a column that is not there",
     "printf '[tables.orders.indexes]\\nby_day = [\"day\"]\\n' >> schema.toml", "", "schema.toml:", "day"},
    {"a type that is not there", "sed -i 's/^email = .*/email = \"texd\"/' schema.toml", "", "schema.toml:5:", "texd"},
    {"a foreign key to nowhere", "sed -i 's/customers(id)/clients(id)/' schema.toml", "", "schema.toml:11:", "clients"},
    {"a table twice", "printf '[tables.orders]\\n' >> schema.toml", "", "schema.toml:", "orders"},
    {"two files of one version",
     "echo 'SELECT 1;' | by_hand 20260201000000_a.expand.sql; echo 'SELECT 1;' | by_hand 20260201000000_b.expand.sql",
     "unreadable", "", "have the same version"},
    {"a file that is no migration", "echo hello > migrations/notes.txt", "unreadable",
     "migrations/notes.txt: ", "it does not end in .sql"},
    {"an unknown phase", "echo 'SELECT 1;' | by_hand 20260201000000_a.expnd.sql", "unreadable",
     "migrations/20260201000000_a.expnd.sql: ", "did you mean \"expand\""},
    {"a transaction without an end", "printf 'BEGIN;\\nSELECT 1;\\n' | by_hand 20260201000000_a.expand.sql",
     "unreadable", "migrations/20260201000000_a.expand.sql", "COMMIT"},
    {"an index that blocks writes",
     "printf '[tables.orders.indexes]\\nby_state = [\"state\"]\\n' >> schema.toml; printf 'SELECT 1;\\nCREATE INDEX "
     "by_state ON public.orders (state);\\n' | by_hand 20260201000000_index.expand.sql",
     "LR", "migrations/20260201000000_index.expand.sql:2:", "CONCURRENTLY"},
    {"an allowance that is over",
     "printf '[[allow]]\\nobject = \"public.orders\"\\nhazards = [\"rewrite\"]\\nreason = \"small\"\\nexpires = "
     "2020-01-01\\n' >> lockstep.toml",
     "expired-allowance", "lockstep.toml:2:1: ", "ended on 2020-01-01"},
    {"an allowance that nothing needs",
     "printf '[[allow]]\\nobject = \"public.orders\"\\nhazards = [\"rewrite\"]\\nreason = \"small\"\\nexpires = "
     "2999-01-01\\n' >> lockstep.toml",
     "stale-allowance", "lockstep.toml:2:1: ", "matches nothing"},
    {"a schema that fmt writes otherwise", "sed -i 's/^id = /id   =   /' schema.toml", "not-canonical",
     "schema.toml:", "lockstep fmt", "--fmt"},
};

constexpr PullRequest good[] = {
    {"nothing", "true", "", "", ""},
    {"a column", "column email phone; generate phone", "", "", ""},
    {"a table", "printf '[tables.tags.columns]\\nname = \"text\"\\n' >> schema.toml; generate tags", "", "", ""},
    {"an index", "printf '[tables.orders.indexes]\\nby_state = [\"state\"]\\n' >> schema.toml; generate index", "", "",
     ""},
    {"a column that must not be null",
     "sed -i 's/^email = .*/email = { type = \"text\", not_null = true }/' schema.toml; generate email", "", "", ""},
    {"other files", "echo hello > README.md", "", "", ""},
    {"words in the schema", "sed -i '1i # ours' schema.toml", "", "", ""},
    {"rows by hand",
     "echo \"INSERT INTO public.customers (id, email) VALUES (2, 'b') ON CONFLICT DO NOTHING;\" | by_hand "
     "20260201000000_rows.expand.sql",
     "", "migrations/20260201000000_rows.expand.sql:1: note: ", "is not what `gen` writes"},
    {"a file that was edited before it landed",
     "column email phone; generate phone; sed -i 's/ADD COLUMN phone/ADD COLUMN IF NOT EXISTS phone/' "
     "migrations/*phone.expand.sql; list",
     "", "migrations/20260105000000_phone.expand.sql:", "is not what `gen` writes"},
    {"a promoted contract", "SOURCE_DATE_EPOCH=1767571200 lockstep contract --all -q", "", "", ""},
    {"two branches, written anew",
     "column email phone; generate ours 1767571200; git add -A; git commit -qm ours; git checkout -q main; "
     "column customer_id note; generate theirs 1767657600; git add -A; git commit -qm theirs; git checkout -q branch; "
     "git merge -q main >/dev/null 2>&1 || { git checkout -q --ours migrations/lockstep.sum; git add -A; "
     "git commit -qm merged; }; SOURCE_DATE_EPOCH=1767744000 lockstep gen --rebase main -q; "
     "test -e migrations/20260107000000_ours.expand.sql; test ! -e migrations/20260105000000_ours.expand.sql",
     "", "", ""},
    {"a canonical schema", "lockstep fmt >/dev/null", "", "", "", "--fmt --base main"},
};

class Repository {
public:
  Repository() {
    options_ = clean_environment();
    options_.folder = folder_.path();
    const char* path = std::getenv("PATH");
    options_.set["PATH"] = binary().parent_path().string() + ":" + (path == nullptr ? "/usr/bin:/bin" : path);
    options_.set["GIT_CONFIG_GLOBAL"] = "/dev/null";
  }
  explicit Repository(const Repository& other) : Repository() {
    fs::copy(other.folder_.path(), folder_.path(), fs::copy_options::recursive);
  }
  Repository& operator=(const Repository&) = delete;
  ~Repository() = default;

  void play(const std::string& script) const {
    const Ran ran = run({"/bin/sh", "-c", words + script}, options_);
    CHECK_MESSAGE(ran.exit == 0, script << "\n" << ran.out << ran.err);
  }
  [[nodiscard]] Ran check(const std::string& options) const {
    return run({"/bin/sh", "-c", "SOURCE_DATE_EPOCH=1767830400 lockstep check -q " + options}, options_);
  }

private:
  TemporaryFolder folder_;
  RunOptions options_;
};

/// Whether a finding with the code stands at the place and says the part.
bool tells(const std::string& out, const PullRequest& request) {
  for (const std::string& finding : split(replace_all(out, "\n\n", "\x01"), '\x01'))
    if (finding.starts_with(request.place) && finding.find("[" + std::string(request.code)) != std::string::npos &&
        finding.find(request.part) != std::string::npos)
      return true;
  return false;
}

const Repository& base() {
  static const Repository repository;
  static const bool played = (repository.play(landed), true);
  (void)played;
  return repository;
}

void judge(const PullRequest& request, int exit) {
  const char* chosen = std::getenv("LOCKSTEP_PULL_REQUEST"); // a word of the names, to work on it
  if (chosen != nullptr && std::string(request.name).find(chosen) == std::string::npos) return;
  CAPTURE(request.name);
  const Repository repository(base());
  repository.play(request.script);
  const Ran ran = repository.check(request.options);
  CHECK_MESSAGE(ran.exit == exit, ran.out << ran.err);
  if (*request.part != '\0') CHECK_MESSAGE(tells(ran.out, request), ran.out << ran.err);
}

} // namespace

TEST_CASE("pull requests: broken ones fail with the right message at the right place") {
  CHECK(std::size(broken) >= 30);
  for (const PullRequest& request : broken) judge(request, 1);
}

TEST_CASE("pull requests: good ones pass") {
  CHECK(std::size(good) >= 10);
  for (const PullRequest& request : good) judge(request, 0);
}

TEST_CASE("pull requests: a reference or a configuration that can not be read ends with 2") {
  const Repository repository(base());
  const Ran unknown = repository.check("--base nowhere");
  CHECK(unknown.exit == 2);
  CHECK(unknown.err.find("git fetch origin") != std::string::npos);
  repository.play("printf 'migration = \"m\"\\n' >> lockstep.toml");
  const Ran config = repository.check("");
  CHECK(config.exit == 2);
  CHECK_MESSAGE(config.err.find("lockstep.toml:2:1") != std::string::npos, config.err);
}

} // namespace lockstep::test
