// Subscriptions: made without a connection and without a slot. Secrets are never read: what stands for them is
// env:NAME. https://www.postgresql.org/docs/current/sql-createsubscription.html
#include "kinds/access.hpp"
#include "kinds/bare.hpp"
#include "kinds/list.hpp"
#include "kinds/replication_forms.hpp"

namespace lockstep::kinds {
namespace {

struct Subscription : Access {
  std::string connection;
  std::vector<std::string> publications;
  bool binary = false;
  std::string streaming, synchronous_commit;
  bool two_phase = false, disable_on_error = false, password_required = true, run_as_owner = false;
  std::string origin;
  bool failover = false;
  std::string comment, reach;
};

constexpr std::string_view streaming_choices[] = {"off", "on", "parallel"};
constexpr std::string_view origin_choices[] = {"none"};

constexpr Field fields[] = {
    field<&Subscription::connection>("connection",
                                     "how to reach the publisher: `host=db2 dbname=shop user=rep "
                                     "password=env:REP_PASSWORD`; env:NAME is taken from the environment of `lockstep "
                                     "apply`, so that no secret stands in a file",
                                     {.on_change = OnChange::ignore, .required = true}),
    field<&Subscription::publications>("publications", "publications of the other side", {.required = true}),
    field<&Subscription::binary>("binary", "binary: values are sent in binary form"),
    field<&Subscription::streaming>("streaming", "streaming of large transactions; the server's default when not given",
                                    {.choices = streaming_choices, .when_declared = true}),
    field<&Subscription::synchronous_commit>("synchronous_commit", "synchronous_commit; off when not given"),
    field<&Subscription::two_phase>("two_phase", "two_phase: prepared transactions are sent", {.since = 15}),
    field<&Subscription::disable_on_error>("disable_on_error", "disable_on_error", {.since = 15}),
    field<&Subscription::password_required>("password_required", "password_required; true when not given",
                                            {.since = 16}),
    field<&Subscription::run_as_owner>("run_as_owner", "run_as_owner", {.since = 16}),
    field<&Subscription::origin>("origin", "origin; any when not given", {.choices = origin_choices, .since = 16}),
    field<&Subscription::failover>("failover", "failover: the slot is synchronised to standbys", {.since = 17}),
    field<&Subscription::comment>("comment", "COMMENT ON SUBSCRIPTION"),
    field<&Subscription::reach>("reach", "the connection, whatever stands for its secrets",
                                {.hidden = true, .when_declared = true}),
    owner_field<Subscription>(),
};

std::string target(const Id& id) { return "SUBSCRIPTION " + quote_ident(id.name()); }

/// Options that ALTER can set; those of `changed` alone when it is given.
std::vector<std::string> options_of(const Subscription& subscription, const Changed* changed) {
  std::vector<std::string> options;
  const auto flag = [&](const char* key, bool value, bool usual) {
    if (changed != nullptr ? changed->has(key) : value != usual)
      options.push_back(std::string(key) + " = " + (value ? "true" : "false"));
  };
  const auto word = [&](const char* key, const std::string& value, const char* usual) {
    if (changed != nullptr ? changed->has(key) : !value.empty())
      options.push_back(std::string(key) + " = " + (value.empty() ? usual : value));
  };
  flag("binary", subscription.binary, false);
  word("streaming", subscription.streaming, "off");
  word("synchronous_commit", subscription.synchronous_commit, "off");
  flag("disable_on_error", subscription.disable_on_error, false);
  flag("password_required", subscription.password_required, true);
  flag("run_as_owner", subscription.run_as_owner, false);
  word("origin", subscription.origin, "any");
  flag("failover", subscription.failover, false);
  return options;
}

std::string create_sql(const Id& id, const Subscription& subscription) {
  std::vector<std::string> options{"connect = false", "slot_name = NONE"};
  for (std::string& option : options_of(subscription, nullptr)) options.push_back(std::move(option));
  if (subscription.two_phase) options.emplace_back("two_phase = true");
  return "CREATE " + target(id) + "\n    CONNECTION " + quote_literal(subscription.connection) + "\n    PUBLICATION " +
         ident_list(subscription.publications) + "\n    WITH (" + join(options, ", ") + ")";
}

void note_secrets(Step& step) {
  if (step.sql.find("env:") != std::string::npos)
    step.note = "lockstep apply takes env:NAME from its environment; by hand, put the secret in its place.";
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& subscription = body<Subscription>(object);
  const std::size_t at = steps.size();
  push_bare_create(steps, subscription::create, object.id, create_sql(object.id, subscription), target(object.id),
                   subscription.comment);
  note_secrets(steps[at]);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<Subscription>(from);
  const auto& after = body<Subscription>(to);
  const std::string alter = "ALTER " + target(to.id);
  if (changed.has("two_phase")) {
    steps.push_back(bare_step(subscription::drop, to.id, "DROP " + target(to.id), create_sql(to.id, before)));
    steps.back().breaks.push_back(to.id);
    steps.push_back(bare_step(subscription::create, to.id, create_sql(to.id, after), "DROP " + target(to.id)));
    note_secrets(steps.back());
    push_owner(to, state, steps);
    return push_bare_comment(steps, to.id, target(to.id), after.comment);
  }
  if (changed.has("reach")) {
    steps.push_back(bare_step(subscription::alter, to.id, alter + " CONNECTION " + quote_literal(after.connection),
                              alter + " CONNECTION " + quote_literal(before.connection)));
    note_secrets(steps.back());
  }
  if (changed.has("publications"))
    steps.push_back(
        bare_step(subscription::alter, to.id,
                  alter + " SET PUBLICATION " + ident_list(after.publications) + " WITH (refresh = false)",
                  alter + " SET PUBLICATION " + ident_list(before.publications) + " WITH (refresh = false)"));
  if (const auto options = options_of(after, &changed); !options.empty())
    steps.push_back(bare_step(subscription::alter, to.id, alter + " SET (" + join(options, ", ") + ")",
                              alter + " SET (" + join(options_of(before, &changed), ", ") + ")"));
  if (changed.has("comment")) push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(subscription::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<Subscription>(object))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  push_bare_rename(steps, subscription::rename, from.id, to, target(from.id), target(to));
}

// Enabled or not, and the slot, are matters of running it. Only superusers may read how the publisher is reached.
constexpr std::string_view catalog_sql = R"(
SELECT s.subname AS p1, 'pg_subscription'::regclass::oid AS classid, s.oid AS objid, 0 AS objsubid,
       c.masked AS connection, regexp_replace(c.masked, 'env:\w*', 'env:', 'g') AS reach,
       s.subpublications AS publications, s.subbinary AS binary,
       CASE j.j ->> 'substream' WHEN 'true' THEN 'on' WHEN 't' THEN 'on' WHEN 'p' THEN 'parallel' ELSE 'off' END AS streaming,
       NULLIF(s.subsynccommit, 'off') AS synchronous_commit, COALESCE(j.j ->> 'subtwophasestate', 'd') <> 'd' AS two_phase,
       COALESCE((j.j ->> 'subdisableonerr')::boolean, false) AS disable_on_error,
       COALESCE((j.j ->> 'subpasswordrequired')::boolean, true) AS password_required,
       COALESCE((j.j ->> 'subrunasowner')::boolean, false) AS run_as_owner,
       NULLIF(j.j ->> 'suborigin', 'any') AS origin, COALESCE((j.j ->> 'subfailover')::boolean, false) AS failover,
       obj_description(s.oid, 'pg_subscription') AS comment
  FROM pg_subscription s
 CROSS JOIN LATERAL (SELECT {if:to_jsonb(s)|NULL::jsonb} AS j) j
 CROSS JOIN LATERAL (
    SELECT regexp_replace(regexp_replace({if:s.subconninfo|NULL::text},
               '(password\s*=\s*)(?!env:)(''(?:[^''\\]|\\.)*''|[^\s&]+)', '\1env:' || n.n, 'gi'),
               '(://[^:/@]*:)(?!env:)[^@]*@', '\1env:' || n.n || '@', 'g') AS masked
      FROM (SELECT upper(regexp_replace(s.subname || '_password', '[^[:alnum:]]+', '_', 'g')) AS n) n) c
 WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()))";

} // namespace

extern const Kind subscription{
    .name = "subscription",
    .title = "subscription",
    .section = "subscriptions",
    .scope = Scope::database,
    .weight = 195,
    .fields = fields,
    .hints = renamed_from_hint,
    .manual = "sql-createsubscription.html",
    .summary = "What another database publishes. Whether it is enabled, and its slot, are left alone.",
    .catalog_sql = catalog_sql,
    .catalog_rows = "pg_subscription",
    .make = make_body<Subscription>,
    .create = create,
    .alter = alter,
    .drop = drop,
    .rename = rename,
    .catalog_needs = "has_column_privilege('pg_subscription', 'subconninfo', 'SELECT')",
    .target = target};

} // namespace lockstep::kinds
