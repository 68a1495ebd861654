// Random objects of the kinds that stand beside the tables of random_schema(), and tables of their own that use them.
#include "support/random_beside.hpp"

#include <initializer_list>
#include <random>

namespace lockstep::test {

namespace {

class Beside {
public:
  Beside(std::uint32_t seed, Size size) : random_(seed), size_(size), chosen_(seed / 2) {}

  std::vector<std::string> sections() {
    if (is_chosen(0)) types();
    if (is_chosen(1)) code();
    if (is_chosen(0) || is_chosen(1)) relations();
    if (is_chosen(2)) partitions();
    if (is_chosen(3)) text_search();
    if (is_chosen(3)) foreign_data();
    if (is_chosen(4)) around_tables();
    if (is_chosen(5)) in_the_database();
    return std::move(sections_);
  }

private:
  /// Small states have a third of the groups, both of a pair the same.
  [[nodiscard]] bool is_chosen(std::uint32_t group) const {
    constexpr std::uint32_t groups = 6;
    return size_ == Size::whole || chosen_ % groups == group || (chosen_ / groups + 1 + chosen_) % groups == group;
  }
  bool chance(int percent) { return std::uniform_int_distribution<int>(1, 100)(random_) <= percent; }
  std::string one_of(std::initializer_list<const char*> list) {
    return list.begin()[std::uniform_int_distribution<std::size_t>(0, list.size() - 1)(random_)];
  }
  std::string maybe(int percent, const std::string& text) { return chance(percent) ? text : std::string(); }
  std::string comment() { return maybe(25, "comment = \"number " + one_of({"1", "2"}) + "\"\n"); }
  std::string owner() {
    return maybe(40, "owner = \"" + one_of({"lockstep_keeper", "lockstep_boss", "lockstep_clerk"}) + "\"\n");
  }
  std::string grants(std::initializer_list<const char*> privileges) {
    if (!chance(40)) return "";
    return "grants = { lockstep_clerk = \"" + one_of(privileges) + "\"" + maybe(30, ", lockstep_auditor = \"all\"") +
           maybe(30, ", public = \"\"") + " }\n";
  }
  void add(const std::string& text) { sections_.push_back(text); }

  void types() {
    has_domain_ = chance(60);
    if (has_domain_)
      add("[domains.short]\ntype = \"text\"\n" + maybe(40, "default = \"'-'\"\n") + comment() + owner() +
          grants({"usage"}) +
          maybe(50, "[domains.short.checks]\nlimit = \"length(VALUE) < " + one_of({"900", "1000"}) + "\"\n"));
    has_pair_ = chance(60);
    if (has_pair_)
      add("[types.pair]\nattributes = [\"a integer\", \"b text\"" + maybe(40, ", \"c bigint\"") + "]\n" + comment() +
          owner() + grants({"usage", "usage with grant option"}));
    has_span_ = chance(60);
    if (has_span_) add("[ranges.span]\nsubtype = \"integer\"\n" + comment() + owner() + grants({"usage"}));
  }

  void code() {
    add("[functions.\"same(bigint, bigint)\"]\nreturns = \"boolean\"\nlanguage = \"sql\"\nvolatility = \"immutable\"\n"
        "body = \"SELECT $1 = $2\"\n" +
        owner() + grants({"execute"}));
    has_operator_ = chance(60);
    if (has_operator_)
      add("[operators.\"===(bigint, bigint)\"]\nfunction = \"same\"\n" + maybe(50, "restrict = \"eqsel\"\n") +
          maybe(50, "join = \"eqjoinsel\"\n") + maybe(40, "commutator = \"===\"\n") + comment() + owner());
    has_aggregate_ = chance(60);
    if (has_aggregate_)
      add("[aggregates.\"total(integer)\"]\nsfunc = \"int4pl\"\nstype = \"integer\"\n" +
          maybe(50, "initcond = \"0\"\n") + maybe(40, "parallel = \"safe\"\n") + comment() + owner() +
          grants({"execute", "execute with grant option"}));
    if (chance(50))
      add("[procedures.\"tidy()\"]\nlanguage = \"sql\"\nbody = \"SELECT " + one_of({"1", "2"}) + "\"\n" + owner() +
          grants({"execute"}));
    if (chance(50))
      add("[collations.plain_order]\nprovider = \"libc\"\nlocale = \"" + one_of({"C", "POSIX"}) + "\"\n" + comment() +
          owner());
    if (chance(40))
      add("[conversions.latin]\nfrom = \"LATIN1\"\nto = \"UTF8\"\nfunction = \"iso8859_1_to_utf8\"\n" + comment() +
          owner());
    if (chance(40))
      add("[operator_classes.\"ints using hash\"]\ntype = \"bigint\"\noperators = [\"1 =(bigint, bigint)\"]\n" +
          comment() + owner());
  }

  void relations() {
    has_x_ = true;
    add("[tables.x]\n" + comment() + owner() +
        grants({"select", "select, insert", "select (id), update (note)", "all"}) +
        "[tables.x.columns]\nid = { type = \"bigint\", primary_key = true }\nnote = \"text\"\n" +
        (has_domain_ ? maybe(60, "code = \"short\"\n") : "") + (has_pair_ ? maybe(60, "home = \"pair\"\n") : "") +
        (has_span_ ? maybe(60, "open = \"span\"\n") : ""));
    if (chance(60))
      add("[views.vx]\nquery = \"SELECT id, note" + maybe(40, ", 1 AS one") + " FROM x\"\n" + comment() + owner() +
          grants({"select", "select, update (note)"}));
    if (has_operator_ && chance(60)) add("[views.vo]\nquery = \"SELECT id === 2::bigint AS same FROM x\"\n" + owner());
    if (has_aggregate_ && chance(60)) add("[views.va]\nquery = \"SELECT total(n::integer) AS total FROM t0\"\n");
    if (chance(60))
      add("[materialized_views.mx]\nquery = \"SELECT s, " + one_of({"count(*)", "sum(n)"}) +
          " AS total FROM t1 GROUP BY s\"\n" + comment() + owner() + grants({"select"}) +
          maybe(60,
                "[materialized_views.mx.indexes]\nmx_s = { columns = [\"s\"]" + maybe(50, ", unique = true") + " }\n"));
    if (chance(40)) {
      add("[schemas.side]\n" + comment() + owner() + grants({"usage", "usage, create"}));
      add("[tables.\"side.y\"]\n" + owner() + "[tables.\"side.y\".columns]\nid = \"bigint\"\n");
    }
  }

  void partitions() {
    if (!chance(80)) return;
    add("[tables.p]\npartition_by = \"list (kind)\"\n" + comment() + owner() + grants({"select"}) +
        "[tables.p.columns]\nkind = { type = \"text\", not_null = true }\nn = { type = \"" +
        one_of({"integer", "integer", "integer", "integer", "bigint"}) + "\", not_null = true }\n" +
        maybe(50, "[tables.p.indexes]\np_n = [\"" + one_of({"n", "n desc"}) + "\"]\n") +
        maybe(40, "[tables.p.unique.p_key]\ncolumns = [\"kind\", \"n\"]\n") +
        maybe(40, "[tables.p.checks]\np_n_ok = \"n >= 0\"\n"));
    if (chance(70)) add("[tables.p_a]\npartition_of = \"p\"\nvalues = \"in ('a')\"\n" + owner());
    if (chance(50))
      add("[tables.p_b]\npartition_of = \"p\"\nvalues = \"in ('b'" + maybe(50, ", 'c'") + ")\"\n" +
          maybe(40, "[tables.p_b.indexes]\np_b_own = [\"kind\"]\n"));
    if (chance(40)) {
      add("[tables.p_d]\npartition_of = \"p\"\nvalues = \"in ('d')\"\npartition_by = \"range (n)\"\n");
      if (chance(60)) add("[tables.p_d_low]\npartition_of = \"p_d\"\nvalues = \"from (0) to (10)\"\n");
      if (chance(60)) add("[tables.p_d_high]\npartition_of = \"p_d\"\nvalues = \"from (10) to (20)\"\n");
    }
    if (chance(70)) add("[tables.p_rest]\npartition_of = \"p\"\nvalues = \"default\"\n" + comment());
  }

  void text_search() {
    if (!chance(60)) return;
    add("[text_search_dictionaries.words]\ntemplate = \"simple\"\n" + maybe(50, "options = { accept = false }\n") +
        comment() + owner());
    if (chance(70))
      add("[text_search_configurations.mixed]\nparser = \"default\"\nmappings = { asciiword = \"" +
          one_of({"words", "words, simple", "simple"}) + "\" }\n" + comment() + owner());
  }

  void foreign_data() {
    if (!chance(60)) return;
    add("[foreign_data_wrappers.lockstep_dummy]\n" + comment() + grants({"usage"}));
    if (!chance(80)) return;
    add("[servers.lockstep_far]\nwrapper = \"lockstep_dummy\"\n" +
        maybe(60, "options = { host = \"" + one_of({"db1", "db2"}) + "\" }\n") + comment() + owner() +
        grants({"usage", "usage with grant option"}) +
        maybe(40,
              "[servers.lockstep_far.user_mappings.public]\noptions = { user = \"" + one_of({"a", "b"}) + "\" }\n"));
    if (chance(80))
      add("[foreign_tables.far]\nserver = \"lockstep_far\"\n" + comment() + owner() +
          grants({"select", "select (id), insert"}) + "[foreign_tables.far.columns]\nid = \"bigint\"\nnote = \"" +
          one_of({"text", "varchar(20)"}) + "\"\n" + maybe(40, "more = { type = \"integer\", not_null = true }\n"));
  }

  void around_tables() {
    if (chance(50))
      add("[tables.t0.statistics]\nt0_ns = { columns = [\"n\", \"s\"]" +
          maybe(50, ", kinds = [\"" + one_of({"mcv", "ndistinct"}) + "\"]") + maybe(40, ", target = 200") + " }\n");
    if (chance(50))
      add("[tables.t0.policies.own]\nusing = \"n > " + one_of({"0", "1"}) + "\"\n" +
          maybe(40, "to = [\"lockstep_clerk\"]\n") + maybe(40, "with_check = \"s <> ''\"\n") + comment());
    if (chance(50))
      add("[tables.t1.rules.keep]\non = \"delete\"\nwhere = \"OLD.n > " + one_of({"5", "6"}) +
          "\"\ndo = \"INSTEAD NOTHING\"\n" + comment());
  }

  void in_the_database() {
    if (chance(50))
      add("[publications.lockstep_feed]\ntables = [\"public.t0\"" + (has_x_ ? maybe(50, ", \"public.x\"") : "") +
          "]\n" + maybe(40, "publish = [\"insert\"]\n") + comment() + owner());
    if (chance(40))
      add("[default_privileges.\"lockstep_keeper in public\"]\n" +
          maybe(70, "tables = { lockstep_clerk = \"select\" }\n") + "functions = { lockstep_clerk = \"execute\" }\n");
    if (!chance(40)) return;
    add("[functions.\"watch()\"]\nreturns = \"event_trigger\"\nlanguage = \"plpgsql\"\nbody = \"BEGIN END\"\n");
    add("[event_triggers.lockstep_watch]\non = \"sql_drop\"\nexecute = \"watch()\"\n" +
        maybe(50, "tags = [\"DROP TABLE\"]\n") + comment());
  }

  std::mt19937 random_;
  Size size_;
  std::uint32_t chosen_;
  std::vector<std::string> sections_;
  bool has_x_ = false;
  bool has_domain_ = false;
  bool has_pair_ = false;
  bool has_span_ = false;
  bool has_operator_ = false;
  bool has_aggregate_ = false;
};

} // namespace

std::vector<std::string> random_sections_beside(std::uint32_t seed, Size size) { return Beside(seed, size).sections(); }

} // namespace lockstep::test
