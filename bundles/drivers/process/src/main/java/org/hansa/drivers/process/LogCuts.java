package org.hansa.drivers.process;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * Where the files of a log stand in all that a workload ever wrote, counted in bytes.
 *
 * @param log tells this log from one that was here before
 * @param former where the older one of the files that are kept ends
 * @param cut where the newer one ends, and the file that is written begins
 * @param formerTorn true if bytes may be missing at the end of the older one
 * @param torn true if bytes may be missing at the end of the newer one
 */
record LogCuts(String log, long former, long cut, boolean formerTorn, boolean torn) {

  private static final String NAME = "cuts";

  static LogCuts of(Home home) throws IOException {
    Properties kept = new Properties();
    Path file = home.log().resolve(NAME);
    if (Files.isRegularFile(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        kept.load(in);
        return new LogCuts(
            kept.getProperty("log", "0"),
            Long.parseLong(kept.getProperty("former", "0")),
            Long.parseLong(kept.getProperty("cut", "0")),
            Boolean.parseBoolean(kept.getProperty("formerTorn")),
            Boolean.parseBoolean(kept.getProperty("torn")));
      } catch (IllegalArgumentException torn) {
        // By a loss of power: it begins anew, as another log.
        Files.deleteIfExists(file);
      }
    }
    long made = Files.getLastModifiedTime(home.log()).toMillis();
    long former = size(Logs.kept(home, 2));
    long cut = former + size(Logs.kept(home, 1));
    LogCuts first =
        new LogCuts(Long.toString(made, Character.MAX_RADIX), former, cut, false, false);
    first.keep(home);
    return first;
  }

  private static long size(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.size(file) : 0;
  }

  /** After the first {@code bytes} of the file that is written were taken out of it. */
  LogCuts cut(long bytes, boolean writtenMeanwhile) {
    return new LogCuts(log, cut, cut + bytes, torn, writtenMeanwhile);
  }

  void keep(Home home) throws IOException {
    Properties kept = new Properties();
    kept.setProperty("log", log);
    kept.setProperty("former", Long.toString(former));
    kept.setProperty("cut", Long.toString(cut));
    kept.setProperty("formerTorn", Boolean.toString(formerTorn));
    kept.setProperty("torn", Boolean.toString(torn));
    StringWriter text = new StringWriter();
    kept.store(text, null);
    Path fresh = home.log().resolve(NAME + ".new");
    Files.writeString(fresh, text.toString());
    Files.move(
        fresh,
        home.log().resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
