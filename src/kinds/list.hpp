// The kinds by name, for kinds.cpp and for kinds that have children or sugar.
#pragma once

#include "model/kind.hpp"

namespace lockstep::kinds {

extern const Kind schema;
extern const Kind extension;
extern const Kind enum_type;
extern const Kind domain;
extern const Kind domain_check;
extern const Kind composite_type;
extern const Kind range_type;
extern const Kind sequence;
extern const Kind function;
extern const Kind procedure;
extern const Kind table;
extern const Kind column;
extern const Kind primary_key;
extern const Kind unique;
extern const Kind check;
extern const Kind exclusion;
extern const Kind foreign_key;
extern const Kind index;
extern const Kind view;
extern const Kind trigger;
extern const Kind view_trigger;
extern const Kind materialized_view;
extern const Kind materialized_view_index;
extern const Kind statistics;
extern const Kind policy;
extern const Kind rule;
extern const Kind view_rule;
extern const Kind event_trigger;
extern const Kind raw_sql;
extern const Kind collation;
extern const Kind language;
extern const Kind operator_;
extern const Kind aggregate;
extern const Kind cast;
extern const Kind transform;
extern const Kind operator_family;
extern const Kind operator_class;
extern const Kind conversion;
extern const Kind text_search_parser;
extern const Kind text_search_template;
extern const Kind text_search_dictionary;
extern const Kind text_search_configuration;
extern const Kind foreign_data_wrapper;
extern const Kind foreign_server;
extern const Kind user_mapping;
extern const Kind foreign_table;
extern const Kind foreign_column;
extern const Kind foreign_check;
extern const Kind publication;
extern const Kind subscription;
extern const Kind default_privileges;
extern const Kind reference_data;
extern const Kind role;
extern const Kind security_label;

} // namespace lockstep::kinds
