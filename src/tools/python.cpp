// Django, whose own migrations make its schema in the scratch database, and SQLAlchemy, which prints the SQL of its
// models without one.
#include "tools/schema_tools.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

namespace lockstep::tools {

namespace {

namespace fs = std::filesystem;

// The project's settings with another database under them; apps without migrations are made from their models.
constexpr const char* django_script = R"py(import os, re, sys
sys.path.insert(0, os.getcwd())
if "DJANGO_SETTINGS_MODULE" not in os.environ:
    said = re.search(r"DJANGO_SETTINGS_MODULE['\"]\s*,\s*['\"]([\w.]+)", open("manage.py").read())
    if not said:
        sys.exit("manage.py names no DJANGO_SETTINGS_MODULE: set it")
    os.environ["DJANGO_SETTINGS_MODULE"] = said.group(1)
from django.conf import settings
engine = settings.DATABASES.get("default", {}).get("ENGINE", "")
settings.DATABASES = {"default": {
    "ENGINE": engine if "postg" in engine else "django.db.backends.postgresql",
    "NAME": os.environ["PGDATABASE"], "HOST": os.environ.get("PGHOST", ""), "PORT": os.environ.get("PGPORT", ""),
    "USER": os.environ.get("PGUSER", ""), "PASSWORD": os.environ.get("PGPASSWORD", "")}}
settings.DATABASE_ROUTERS = []
import django
django.setup()
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
migrated = {app for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
settings.MIGRATION_MODULES = dict(
    settings.MIGRATION_MODULES, **{c.label: None for c in apps.get_app_configs() if c.label not in migrated})
call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
try:
    call_command("makemigrations", check_changes=True, dry_run=True, interactive=False, verbosity=0)
except SystemExit:
    print("the models say more than their migrations: run makemigrations, and pull again")
)py";

// Modules that declare are imported; those that migrate, test or start something are not.
constexpr const char* sqlalchemy_script = R"py(import gc, importlib, os, sys
path = os.path.abspath(sys.argv[1])
folder = path if os.path.isdir(path) else os.path.dirname(path)
root = folder
while os.path.exists(os.path.join(root, "__init__.py")):
    root = os.path.dirname(root)
sys.path.insert(0, root)
others = {"setup.py", "conftest.py", "manage.py", "env.py", "__main__.py"}
def declares(file):
    text = open(file, encoding="utf-8").read()
    return "down_revision" not in text and "context.is_offline_mode" not in text
def modules():
    if folder != path:
        yield path
        return
    for base, below, files in os.walk(folder):
        below[:] = sorted(b for b in below if b[0] not in "._" and b not in ("venv", "node_modules", "tests"))
        for file in sorted(files):
            if file.endswith(".py") and file not in others and not file.startswith("test_"):
                yield os.path.join(base, file)
for file in modules():
    if declares(file):
        name = os.path.relpath(file, root)[:-3].replace(os.sep, ".")
        importlib.import_module(name[:-9] if name.endswith(".__init__") else name)
from sqlalchemy import MetaData, create_mock_engine
def say(statement, *_, **__):
    print(str(statement.compile(dialect=engine.dialect)).strip() + ";\n")
engine = create_mock_engine("postgresql://", say, paramstyle="named")
own = lambda metadata: any(t.schema not in ("pg_catalog", "information_schema") for t in metadata.tables.values())
found = [o for o in gc.get_objects() if isinstance(o, MetaData) and own(o)]
for metadata in sorted(found, key=lambda m: sorted(m.tables)):
    metadata.create_all(engine, checkfirst=False)
)py";

bool owns_django(const fs::path& path) {
  return path.filename() == "manage.py" || (fs::is_directory(path) && fs::exists(path / "manage.py"));
}

std::string django_sql(const Ask& ask) {
  const std::string python = python_with("django", ask, "to make the schema of " + ask.schema.string());
  const Call call{{python, "-c", django_script}, home_of(ask.schema), ask.environment};
  if (const std::string said(trim(output_of(call))); !said.empty() && ask.say) ask.say(said);
  return {};
}

bool declares(const fs::path& path) {
  if (path.extension() != ".py") return false;
  const std::string text = read_file(path);
  const bool migrates = text.find("down_revision") != std::string::npos;
  return !migrates && (text.find("sqlalchemy") != std::string::npos || text.find("db.Model") != std::string::npos ||
                       text.find("SQLModel") != std::string::npos);
}

bool owns_sqlalchemy(const fs::path& path) { return fs::is_directory(path) ? holds(path, &declares) : declares(path); }

std::string sqlalchemy_sql(const Ask& ask) {
  const std::string python = python_with("sqlalchemy", ask, "to print the SQL of " + ask.schema.string());
  const fs::path schema = fs::absolute(ask.schema);
  return output_of({{python, "-c", sqlalchemy_script, schema.string()}, ask.root});
}

} // namespace

const SchemaTool django{"Django", "django_migrations", &owns_django, &django_sql};
const SchemaTool sqlalchemy{"SQLAlchemy", "", &owns_sqlalchemy, &sqlalchemy_sql};

} // namespace lockstep::tools
