package org.hansa.core.isolation;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A driver among the test classes, and the process's classes as Maven has laid them. */
record TestCode(String driver, int memory) implements DriverCode {

  static final Path CLASSES = Path.of("target/classes").toAbsolutePath();

  TestCode(Class<?> driver) {
    this(driver.getName(), 128);
  }

  @Override
  public String owner() {
    return "the test";
  }

  @Override
  public Layout lay(Path folder) {
    List<Path> process = new ArrayList<>(List.of(CLASSES, CLASSES.resolve("child")));
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(e -> e.matches(".*/(jackson-|slf4j-api|org\\.hansa\\.core\\.driver|driver/).*"))
        .map(e -> Path.of(e).toAbsolutePath())
        .forEach(process::add);
    return new Layout(process, List.of(Path.of("target/test-classes").toAbsolutePath()));
  }

  @Override
  public Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name);
  }
}
