// Flyway's own engine under the words of its command line: -key=value … migrate|repair|baseline.
import java.util.HashMap;
import java.util.Map;

public class Flyway {
  public static void main(String[] words) {
    Map<String, String> settings = new HashMap<>();
    settings.put("flyway.password", "");
    String command = "";
    for (String word : words) {
      int equals = word.indexOf('=');
      if (word.startsWith("-") && equals > 0)
        settings.put("flyway." + word.substring(1, equals), word.substring(equals + 1));
      else
        command = word;
    }
    try {
      var flyway = org.flywaydb.core.Flyway.configure().configuration(settings).load();
      switch (command) {
        case "migrate" -> System.out.println("applied " + flyway.migrate().migrationsExecuted);
        case "repair" -> flyway.repair();
        case "baseline" -> flyway.baseline();
        default -> throw new IllegalArgumentException("unknown: " + command);
      }
    } catch (RuntimeException error) {
      System.err.println(error.getMessage());
      System.exit(1);
    }
  }
}
