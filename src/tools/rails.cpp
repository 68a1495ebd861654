// Rails: db/schema.rb, which Active Record itself loads into the scratch database. A structure.sql is a plain script.
#include "tools/schema_tools.hpp"

#include <lockstep/error.hpp>

namespace lockstep::tools {

namespace {

namespace fs = std::filesystem;

constexpr const char* script = R"rb(require "active_record"
ActiveRecord::Base.establish_connection(adapter: "postgresql", database: ENV.fetch("PGDATABASE"), prepared_statements: false)
ActiveRecord::Schema.verbose = false
load ARGV.fetch(0))rb";

bool owns(const fs::path& path) { return path.filename() == "schema.rb"; }

std::string sql(const Ask& ask) {
  const fs::path bundle = folder_with("Gemfile", home_of(ask.schema));
  const std::string bundler = bundle.empty() ? std::string() : find_program("bundle", bundle);
  const std::string ruby = need_program("ruby", home_of(ask.schema), "to load " + ask.schema.string(),
                                        "install Ruby with the gems activerecord and pg");
  Call call{{}, bundle.empty() ? home_of(ask.schema) : bundle};
  if (!bundler.empty()) call.words = {bundler, "exec"};
  call.words.insert(call.words.end(), {ruby, "-e", script, fs::absolute(ask.schema).string()});
  call.environment = ask.environment;
  const Said said = run(call);
  if (said.status == 0) return {};
  if (said.err.find("cannot load such file -- active_record") != std::string::npos)
    throw usage_error("Active Record is needed to load " + ask.schema.string() + ", and " + ruby + " does not have it",
                      bundle.empty() ? "gem install activerecord pg" : "bundle install");
  fail(call, said);
}

} // namespace

const SchemaTool rails{"Rails", "rails", &owns, &sql};

} // namespace lockstep::tools
