// Atlas's own engine under the words of its command line: migrate apply --url URL --dir file://FOLDER, and schema
// inspect --url file://FILE. It checks atlas.sum, cuts the files into statements and runs them; the history is kept as
// its command line keeps it.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"ariga.io/atlas/sql/migrate"
	"ariga.io/atlas/sql/postgres"
	"ariga.io/atlas/sql/schema"
	_ "github.com/lib/pq"
)

type revisions struct{ db *sql.DB }

func (r revisions) Ident() *migrate.TableIdent {
	return &migrate.TableIdent{Name: "atlas_schema_revisions", Schema: "atlas_schema_revisions"}
}

func (r revisions) ReadRevisions(ctx context.Context) ([]*migrate.Revision, error) {
	rows, err := r.db.QueryContext(ctx, "SELECT version, description, type, applied, total, executed_at, "+
		"coalesce(error, ''), coalesce(error_stmt, ''), hash, coalesce(partial_hashes, '[]') FROM atlas_schema_revisions.atlas_schema_revisions ORDER BY version")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []*migrate.Revision
	for rows.Next() {
		one := &migrate.Revision{}
		var partial []byte
		if err := rows.Scan(&one.Version, &one.Description, &one.Type, &one.Applied, &one.Total, &one.ExecutedAt,
			&one.Error, &one.ErrorStmt, &one.Hash, &partial); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(partial, &one.PartialHashes); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

func (r revisions) ReadRevision(ctx context.Context, version string) (*migrate.Revision, error) {
	all, err := r.ReadRevisions(ctx)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		if one.Version == version {
			return one, nil
		}
	}
	return nil, migrate.ErrRevisionNotExist
}

func (r revisions) WriteRevision(ctx context.Context, one *migrate.Revision) error {
	partial, err := json.Marshal(one.PartialHashes)
	if err != nil {
		return err
	}
	_, err = r.db.ExecContext(ctx, `INSERT INTO atlas_schema_revisions.atlas_schema_revisions
		(version, description, type, applied, total, executed_at, execution_time, error, error_stmt, hash, operator_version, partial_hashes)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (version) DO UPDATE SET applied = excluded.applied, total = excluded.total, error = excluded.error,
			error_stmt = excluded.error_stmt, hash = excluded.hash, partial_hashes = excluded.partial_hashes, executed_at = excluded.executed_at`,
		one.Version, one.Description, int(one.Type), one.Applied, one.Total, one.ExecutedAt,
		int64(one.ExecutionTime/time.Nanosecond), one.Error, one.ErrorStmt, one.Hash, "atlas engine", string(partial))
	return err
}

func (r revisions) DeleteRevision(ctx context.Context, version string) error {
	_, err := r.db.ExecContext(ctx, "DELETE FROM atlas_schema_revisions.atlas_schema_revisions WHERE version = $1", version)
	return err
}

const table = `CREATE SCHEMA IF NOT EXISTS atlas_schema_revisions;
CREATE TABLE IF NOT EXISTS atlas_schema_revisions.atlas_schema_revisions (
	version varchar PRIMARY KEY, description varchar NOT NULL, type bigint NOT NULL DEFAULT 2,
	applied bigint NOT NULL DEFAULT 0, total bigint NOT NULL DEFAULT 0, executed_at timestamptz NOT NULL,
	execution_time bigint NOT NULL, error text, error_stmt text, hash varchar NOT NULL, partial_hashes jsonb,
	operator_version varchar NOT NULL)`

// Each file in a transaction of its own, unless it says that it wants none.
func apply(ctx context.Context, db *sql.DB, dir *migrate.LocalDir, file migrate.File) error {
	if strings.HasPrefix(string(file.Bytes()), "-- atlas:txmode none") {
		return execute(ctx, db, db, dir)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := execute(ctx, tx, db, dir); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

type session interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	ExecContext(context.Context, string, ...any) (sql.Result, error)
}

func execute(ctx context.Context, on session, db *sql.DB, dir *migrate.LocalDir) error {
	driver, err := postgres.Open(on)
	if err != nil {
		return err
	}
	executor, err := migrate.NewExecutor(driver, dir, revisions{db}, migrate.WithAllowDirty(true))
	if err != nil {
		return err
	}
	return executor.ExecuteN(ctx, 1)
}

func run(url, folder string) error {
	ctx := context.Background()
	db, err := sql.Open("postgres", url)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(2)
	if _, err := db.ExecContext(ctx, table); err != nil {
		return err
	}
	dir, err := migrate.NewLocalDir(folder)
	if err != nil {
		return err
	}
	if err := migrate.Validate(dir); err != nil {
		return err
	}
	driver, err := postgres.Open(db)
	if err != nil {
		return err
	}
	executor, err := migrate.NewExecutor(driver, dir, revisions{db}, migrate.WithAllowDirty(true))
	if err != nil {
		return err
	}
	pending, err := executor.Pending(ctx)
	if errors.Is(err, migrate.ErrNoPendingFiles) {
		fmt.Println("no migration files to execute")
		return nil
	}
	if err != nil {
		return err
	}
	for _, file := range pending {
		if err := apply(ctx, db, dir, file); err != nil {
			return fmt.Errorf("%s: %w", file.Name(), err)
		}
		fmt.Println("applied", file.Name())
	}
	return nil
}

// The SQL of a schema in HCL.
func inspect(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	wanted := &schema.Realm{}
	if err := postgres.EvalHCLBytes(data, wanted, nil); err != nil {
		return err
	}
	changes, err := postgres.DefaultDiff.RealmDiff(&schema.Realm{Schemas: []*schema.Schema{schema.New("public")}}, wanted)
	if err != nil {
		return err
	}
	plan, err := postgres.DefaultPlan.PlanChanges(context.Background(), "inspect", changes)
	if err != nil {
		return err
	}
	for _, change := range plan.Changes {
		fmt.Println(change.Cmd + ";")
	}
	return nil
}

func main() {
	flags := flag.NewFlagSet("atlas", flag.ExitOnError)
	url := flags.String("url", "", "of the database, or file:// and the schema")
	dir := flags.String("dir", "", "file:// and the folder")
	_ = flags.String("dev-url", "", "not needed for this")
	format := flags.String("format", "", "of what is printed")
	words := strings.Join(os.Args[1:min(len(os.Args), 3)], " ")
	if words != "migrate apply" && words != "schema inspect" {
		fmt.Fprintln(os.Stderr, "only migrate apply and schema inspect are here")
		os.Exit(2)
	}
	_ = flags.Parse(os.Args[3:])
	if words == "schema inspect" {
		if *format != "{{ sql . }}" {
			fmt.Fprintln(os.Stderr, "only SQL is printed here")
			os.Exit(2)
		}
		if err := inspect(strings.TrimPrefix(*url, "file://")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if err := run(*url, strings.TrimPrefix(*dir, "file://")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
