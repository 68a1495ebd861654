// Flyway's own engine on a folder of migrations: Flyway URL FOLDER migrate|repair|baseline [VERSION].
import java.util.Map;

public class Flyway {
  public static void main(String[] words) {
    try {
      var flyway = org.flywaydb.core.Flyway.configure()
                       .dataSource(words[0], "postgres", "")
                       .locations("filesystem:" + words[1])
                       .baselineVersion(words.length > 3 ? words[3] : "1")
                       .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                       .load();
      switch (words[2]) {
        case "migrate" -> System.out.println("applied " + flyway.migrate().migrationsExecuted);
        case "repair" -> flyway.repair();
        case "baseline" -> flyway.baseline();
        default -> throw new IllegalArgumentException(words[2]);
      }
    } catch (RuntimeException error) {
      System.err.println(error.getMessage());
      System.exit(1);
    }
  }
}
