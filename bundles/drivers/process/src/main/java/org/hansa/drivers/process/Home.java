package org.hansa.drivers.process;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A workload's folder: {@code work} is its own, {@code log} what it wrote, and notes of ours that
 * say what was applied, what was started, how that ended, and which control groups belong to it.
 */
record Home(Path path) {

  private static final Pattern EXIT = Pattern.compile("([0-9]+) ([0-9]{1,3})\n");

  Path work() {
    return path.resolve("work");
  }

  Path temp() {
    return path.resolve("tmp");
  }

  Path log() {
    return path.resolve("log");
  }

  Path stage() {
    return path.resolve("stage");
  }

  String uid() {
    return path.getFileName().toString();
  }

  boolean exists() {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  void create() throws IOException {
    for (Path folder : List.of(path, work(), temp(), log())) {
      Files.createDirectories(folder);
    }
    Trees.onlyOwner(path);
  }

  Applied applied() {
    return read("spec", Applied::of).orElse(Applied.NONE);
  }

  void keep(Applied applied) throws IOException {
    write("spec", applied.kept());
  }

  Optional<Run> run() {
    return read("run", Run::of);
  }

  void keep(Run run) throws IOException {
    write("run", run.kept());
  }

  void forgetRun() throws IOException {
    Files.deleteIfExists(path.resolve("run"));
    Files.deleteIfExists(exit());
  }

  /** Where what was launched writes how it ended: which run, and with which code. */
  Path exit() {
    return path.resolve("exit");
  }

  /** How a run ended: as we saw it, else as it wrote itself. Empty if it was killed before that. */
  Optional<Integer> exit(Optional<Run> run) {
    return run.flatMap(Run::exit).or(() -> wrote(run.map(Run::name)));
  }

  /** Of a run that was never noted what it wrote counts: it goes when another is started. */
  private Optional<Integer> wrote(Optional<String> run) {
    try {
      Matcher said = EXIT.matcher(Files.readString(exit()));
      return said.matches() && run.map(said.group(1)::equals).orElse(true)
          ? Optional.of(Integer.valueOf(said.group(2)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** By controller. */
  Map<String, Path> groups() {
    return read(
            "groups",
            kept -> {
              Map<String, Path> groups = new LinkedHashMap<>();
              new TreeMap<>(kept).forEach((k, v) -> groups.put(k, Path.of(v)));
              return groups;
            })
        .orElse(new LinkedHashMap<>());
  }

  /** Written before the groups are made, so that none is ever forgotten. */
  void keep(Map<String, Path> groups) throws IOException {
    Map<String, String> kept = new TreeMap<>();
    groups.forEach((k, v) -> kept.put(k, v.toString()));
    write("groups", kept);
  }

  /** A note; one that is missing or was torn by a loss of power is as if never written. */
  private <T> Optional<T> read(String name, Function<Map<String, String>, T> from) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(path.resolve(name))) {
      properties.load(in);
      Map<String, String> kept = new TreeMap<>();
      properties.stringPropertyNames().forEach(k -> kept.put(k, properties.getProperty(k)));
      return Optional.of(from.apply(kept));
    } catch (IOException
        | IllegalArgumentException
        | NullPointerException
        | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private void write(String name, Map<String, String> kept) throws IOException {
    Properties properties = new Properties();
    properties.putAll(kept);
    StringWriter text = new StringWriter();
    properties.store(text, null);
    Path fresh = path.resolve(name + ".new");
    Files.writeString(fresh, text.toString());
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
    Files.move(
        fresh,
        path.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
